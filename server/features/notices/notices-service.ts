import type { NoticeList } from '../../contract/notices.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { NoticesStore } from './notices-store.ts'

type Dependencies = { store: NoticesStore; contests: Pick<ContestsService, 'shown'> }

const mostShown = 200

/** What officials tell the participants of rounds. */
export function createNoticesService({ store, contests }: Dependencies) {
  return {
    add: store.add,
    async of(slug: string): Promise<NoticeList> {
      const { id } = await contests.shown(slug)
      const rows = await store.of(id, mostShown)
      return { notices: rows.map(({ at, textEn, ...row }) => ({ ...row, at: at.toISOString(), ...(textEn === null ? {} : { textEn }) })) }
    },
  }
}
export type NoticesService = ReturnType<typeof createNoticesService>

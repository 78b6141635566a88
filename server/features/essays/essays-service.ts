import { Problem } from '../../contract/errors.ts'
import type { EssayMark, EssayMarkRequest, EssayMarks, EssayPage, EssayProgress, EssayQuery } from '../../contract/essays.ts'
import type { ActBy } from '../audit/act.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { StandingsService } from '../standings/standings-service.ts'
import type { EssayMarksStore, MarkRow } from './essay-marks-store.ts'
import type { EssaysStore } from './essays-store.ts'

type Dependencies = {
  store: EssaysStore
  marks: EssayMarksStore
  contests: Pick<ContestsService, 'bySlug' | 'round'>
  standings: Pick<StandingsService, 'announce'>
}
type Place = { slug: string; roundId: number }

const defaultLimit = 20

/** Essays are marked by people who do not see whose they are; scores and standings follow each mark at once. */
export function createEssaysService({ store, marks, contests, standings }: Dependencies) {
  async function roundAt({ slug, roundId }: Place) {
    const contest = await contests.bySlug(slug)
    await contests.round(contest.id, roundId)
    return { contestId: contest.id, roundId }
  }

  return {
    async page(place: Place, { revisionId, after, limit = defaultLimit }: EssayQuery): Promise<EssayPage> {
      const round = await roundAt(place)
      const rows = await store.page(round, { revisionId: revisionId ?? null, after: readCursor(after), limit: limit + 1 })
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      return {
        questions: await store.questions([...new Set(shown.map((row) => row.revisionId))]),
        essays: shown.map(({ mark, ...row }) => ({ ...row, mark: mark && presentMark(mark) })),
        next: rows.length > limit && last ? `${last.mark ? 1 : 0}-${last.code}` : null,
      }
    },

    async progress(place: Place): Promise<EssayProgress> {
      const counts = await store.progress(await roundAt(place))
      const stems = new Map((await store.questions(counts.map(({ revisionId }) => revisionId))).map(({ revisionId, stem }) => [revisionId, stem]))
      return {
        marked: counts.reduce((sum, { marked }) => sum + marked, 0),
        waiting: counts.reduce((sum, { waiting }) => sum + waiting, 0),
        questions: counts.map((count) => ({ ...count, stem: stems.get(count.revisionId) ?? '' })),
      }
    },

    async marks({ code, ...place }: Place & { code: string }): Promise<EssayMarks> {
      const history = await marks.of(await roundAt(place), code)
      if (!history) throw new Problem('ESSAY_NOT_FOUND')
      return { marks: history.map(presentMark) }
    },

    async mark(by: ActBy, { code, ...place }: Place & { code: string }, request: EssayMarkRequest): Promise<EssayMark> {
      const { contestId, roundId } = await roundAt(place)
      const note = (request.note ?? '').normalize('NFC').trim()
      if (request.replaces > 0 && note === '') throw new Problem('BAD_REQUEST', { errors: [{ at: 'note', reason: 'a changed mark needs a reason' }] })
      const { mark, changed } = await marks.give({ contestId, roundId }, code, { ...request, note, by })
      standings.announce(contestId, changed)
      return presentMark(mark)
    },
  }
}
export type EssaysService = ReturnType<typeof createEssaysService>

function readCursor(after: string | undefined): { isMarked: boolean; code: string } {
  const [isMarked = '0', code = ''] = after?.split('-') ?? []
  return { isMarked: isMarked === '1', code }
}

function presentMark({ number, pointsThousandths, markedBy, markedAt, note }: MarkRow): EssayMark {
  return { number, pointsThousandths, markedBy, markedAt: new Date(markedAt).toISOString(), note }
}

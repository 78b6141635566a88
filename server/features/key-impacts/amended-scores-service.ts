import { Problem } from '../../contract/errors.ts'
import type { AmendedScores } from '../../contract/key-impacts.ts'
import type { ActBy } from '../audit/act.ts'
import type { LooksService } from '../audit/looks-service.ts'
import type { ContestantsService } from '../contestants/contestants-service.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { AmendedScoresStore } from './amended-scores-store.ts'

type Dependencies = {
  store: AmendedScoresStore
  contests: Pick<ContestsService, 'bySlug'>
  contestants: Pick<ContestantsService, 'namesOf'>
  looks: LooksService
}
const pageSize = 100

/** What an amendment did to scores and places: the old ones are kept beside the new ones. */
export function createAmendedScoresService({ store, contests, contestants, looks }: Dependencies) {
  return {
    async page(by: ActBy, slug: string, keyNumber: number, { roundId, after }: { roundId: number; after?: string }): Promise<AmendedScores> {
      const { id: contestId, rounds } = await contests.bySlug(slug)
      if (!rounds.some(({ id }) => id === roundId)) throw new Problem('ROUND_NOT_FOUND')
      const rows = await store.page({ contestId, roundId }, keyNumber, after, pageSize)
      const people = await contestants.namesOf(contestId, [...new Set(rows.map(({ contestantId }) => contestantId))])
      if (people.length > 0) await looks.record(by, { act: 'board.look', contestId, subject: { roundId, keyNumber, after: after ?? '' } })
      const names = new Map(people.map(({ id, fullName }) => [id, fullName]))
      return {
        scores: rows.map((row) => ({ ...row, name: names.get(row.contestantId) ?? '' })),
        next: rows.length === pageSize ? (rows.at(-1)?.attemptId ?? null) : null,
      }
    },
  }
}
export type AmendedScoresService = ReturnType<typeof createAmendedScoresService>

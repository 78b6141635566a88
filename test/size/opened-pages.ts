import type { Sql } from 'postgres'
import { createContestantsStore } from '../../server/features/contestants/contestants-store.ts'
import type { MeasuredContest } from './measured-contest.ts'

const atOnce = 16

/**
 * What comes before every start: the page is opened and tells people of their earlier attempts. People who were made for a measurement have no name to be
 * greeted by, so this asks what the service asks, without the service. Says how many a second.
 */
export async function openPagesOf(sql: Sql, { contestId }: MeasuredContest, ids: readonly string[]): Promise<number> {
  const store = createContestantsStore({ sql, close: async () => {} })
  const waiting = ids.values()
  const began = performance.now()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const id of waiting) await store.attemptsOf(contestId, id)
    }),
  )
  return (ids.length * 1_000) / (performance.now() - began)
}

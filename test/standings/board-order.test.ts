import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { connectDatabase } from '../../server/database/client.ts'
import { decodeMember, encodeMember } from '../../server/features/standings/board-member.ts'
import { compareBy, type Ranked, type RankingKey, rankingKeys } from '../../server/features/standings/ranking.ts'
import { createStandingsStore } from '../../server/features/standings/standings-store.ts'
import { createMemoryLiveState } from '../../server/live/memory/memory-live-state.ts'
import { freshDatabase } from '../helpers/databases.ts'

const allKeys = Object.keys(rankingKeys) as RankingKey[]
// few values, so that every key ties often
const anEntry: fc.Arbitrary<Ranked> = fc.record({
  score: fc.integer({ min: -3, max: 3 }).map((points) => points * 1_000),
  predictionGap: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
  durationMs: fc.integer({ min: 0, max: 3 }),
  submittedAtMs: fc.integer({ min: 1_800_000_000_000, max: 1_800_000_000_003 }),
})
const someKeys = fc.shuffledSubarray(allKeys, { minLength: 1 })

describe('a board member', () => {
  test('sorts as bytes exactly as the declared keys compare', () => {
    fc.assert(
      fc.property(someKeys, anEntry, anEntry, fc.uuid(), fc.uuid(), (keys, a, b, idOfA, idOfB) => {
        const byKeys = compareBy(keys)(a, b)
        const expected = byKeys === 0 ? compareText(idOfA, idOfB) : Math.sign(byKeys)
        expect(compareText(encodeMember(keys, a, idOfA), encodeMember(keys, b, idOfB))).toBe(expected)
      }),
      { numRuns: 2_000 },
    )
  })

  test('gives back what was put in', () => {
    fc.assert(
      fc.property(anEntry, fc.uuid(), (entry, id) => {
        expect(decodeMember(allKeys, encodeMember(allKeys, entry, id))).toEqual({ entry, entrantId: id })
      }),
    )
  })
})

test('live board, PostgreSQL and the rule in words agree on random boards with ties in every key', async () => {
  const database = connectDatabase(await freshDatabase(), { poolSize: 4, name: 'order' })
  const store = createStandingsStore(database)
  let contestId = 0
  await fc.assert(
    fc.asyncProperty(someKeys, fc.array(fc.tuple(fc.uuid(), anEntry), { minLength: 2, maxLength: 60 }), async (keys, people) => {
      contestId += 1
      const board = { contestId, roundId: 1, projection: 'official' as const }
      const entrants = [...new Map(people)]
      await database.sql`insert into standings ${database.sql(
        entrants.map(([id, entry]) => ({
          contest_id: contestId,
          round_id: 1,
          projection: 'official',
          contestant_id: id,
          unit_id: 1,
          attempt_id: id,
          version: 1,
          scored_attempts: 1,
          score_thousandths: entry.score,
          prediction_gap: entry.predictionGap,
          duration_ms: entry.durationMs,
          submitted_at_ms: entry.submittedAtMs,
          written_by: '1',
        })),
      )}`
      const live = createMemoryLiveState({ ceiling: 1_000 })
      async function* standings() {
        yield entrants.map(([id, entry]) => ({ entrantId: id, version: 1, member: encodeMember(keys, entry, id), unitIds: [1] }))
      }
      await live.boards.rebuild(board, standings(), 'mark')
      const shown = await live.boards.page(board, 0, 100)
      const compare = compareBy(keys)
      const byRule = [...entrants].sort(([idA, a], [idB, b]) => compare(a, b) || compareText(idA, idB))

      expect(shown.map((row) => decodeMember(keys, row.member).entrantId)).toEqual(byRule.map(([id]) => id))
      expect((await store.top(board, keys, 100)).map((row) => row.contestantId)).toEqual(byRule.map(([id]) => id))
      const placeOf = (entry: Ranked) => entrants.filter(([, other]) => compare(other, entry) < 0).length + 1
      expect(shown.map((row) => row.place)).toEqual(byRule.map(([, entry]) => placeOf(entry)))
    }),
    { numRuns: 60 },
  )
  await database.close()
})

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

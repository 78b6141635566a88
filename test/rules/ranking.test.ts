import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { connectDatabase } from '../../server/database/client.ts'
import { compareBy, isAboveSql, type Ranked, type RankingKey, rankingKeys } from '../../server/features/standings/ranking.ts'
import { rankingClause } from '../../server/i18n/vi/rules.ts'
import { freshDatabase } from '../helpers/databases.ts'

const anEntry = (changes: Partial<Ranked> = {}): Ranked => ({
  score: 20_000,
  predictionGap: 0,
  durationMs: 300_000,
  submittedAtMs: 1_000,
  ...changes,
})

describe('a contest that ranks by score, prediction, duration', () => {
  const keys = ['score', 'predictionGap', 'durationMs'] as const

  test.each([
    ['more points win, however bad the prediction', anEntry({ predictionGap: 900 }), anEntry({ score: 19_000 })],
    ['among full marks the nearer prediction wins, however slow', anEntry({ predictionGap: 3, durationMs: 900_000 }), anEntry({ predictionGap: 4 })],
    ['no prediction ranks behind any prediction', anEntry({ predictionGap: 99_999 }), anEntry({ predictionGap: null })],
    ['then the shorter time', anEntry({ durationMs: 299_999 }), anEntry()],
  ])('%s', (_rule, winner, loser) => {
    expect([loser, winner].sort(compareBy(keys))).toEqual([winner, loser])
  })

  test('two entries equal in every declared key share the place', () => {
    expect(compareBy(keys)(anEntry({ submittedAtMs: 1 }), anEntry({ submittedAtMs: 2 }))).toBe(0)
  })

  test('the published rules say exactly that', () => {
    expect(rankingClause(keys)).toBe('Xếp hạng lần lượt theo: điểm cao hơn; dự đoán gần đúng hơn; thời gian làm bài ngắn hơn.')
  })
})

test('"stands above" in SQL is the same rule', async () => {
  const database = connectDatabase(await freshDatabase(), { poolSize: 4, name: 'ranking' })
  const value = fc.integer({ min: 0, max: 2 })
  const entry = fc.record({ score: value, predictionGap: fc.option(value), durationMs: value, submittedAtMs: value })
  const columns = Object.entries(rankingKeys) as [RankingKey, { column: string }][]
  const rowOf = (ranked: Ranked) => `(select ${columns.map(([key, { column }]) => `${ranked[key] ?? 'null'}::integer as ${column}`).join(', ')})`
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(
        columns.map(([key]) => key),
        { minLength: 1 },
      ),
      entry,
      entry,
      async (keys, a, b) => {
        const [row] = await database.sql.unsafe<{ above: boolean }[]>(
          `select coalesce(${isAboveSql(keys, 'a', 'b')}, false) as above from ${rowOf(a)} a, ${rowOf(b)} b`,
        )
        expect(row?.above).toBe(compareBy(keys)(a, b) < 0)
      },
    ),
    { numRuns: 300 },
  )
  await database.close()
})

import { describe, expect, test } from 'vitest'
import type { RankingRule } from '../../server/contract/ranking.ts'
import { compareBy, rulesInForce } from '../../server/features/standings/ranking.ts'
import { rankingClause } from '../../server/i18n/vi/rules.ts'
import { aRanked } from '../helpers/a-ranked.ts'

describe('a contest that ranks by score, prediction, duration', () => {
  const rules: RankingRule[] = [{ key: 'score' }, { key: 'predictionGap' }, { key: 'durationMs' }]

  test.each([
    ['more points win, however bad the prediction', aRanked({ predictionGap: 900 }), aRanked({ score: 19_000, predictionGap: 0 })],
    ['among full marks the nearer prediction wins, however slow', aRanked({ predictionGap: 3, durationMs: 900_000 }), aRanked({ predictionGap: 4 })],
    ['no prediction ranks behind any prediction', aRanked({ predictionGap: 99_999 }), aRanked({ predictionGap: null })],
    ['then the shorter time', aRanked({ durationMs: 299_999 }), aRanked()],
  ])('%s', (_rule, winner, loser) => {
    expect([loser, winner].sort(compareBy(rules))).toEqual([winner, loser])
  })

  test('two entries equal in every declared key share the place', () => {
    expect(compareBy(rules)(aRanked({ submittedAtMs: 1 }), aRanked({ submittedAtMs: 2 }))).toBe(0)
  })

  test('where places are unique, the earlier registered one stands above', () => {
    const compare = compareBy(rulesInForce(rules, 'unique'))
    expect(compare(aRanked({ registeredAtMs: 1 }), aRanked({ registeredAtMs: 2 }))).toBeLessThan(0)
    expect(rulesInForce([{ key: 'registeredAtMs' }], 'unique')).toEqual([{ key: 'registeredAtMs' }])
  })

  test('the published rules say exactly that', () => {
    expect(rankingClause(rules)).toBe('Xếp hạng lần lượt theo: điểm cao hơn; dự đoán gần đúng hơn; thời gian làm bài ngắn hơn.')
  })
})

test.each([
  ['durationAboveFloorMs', 1, 2],
  ['firstEnteredAtMs', 1, 2],
  ['registeredAtMs', 1, 2],
  ['attemptsUsed', 1, 2],
  ['fullMarkAttempts', 2, 1],
  // born on an earlier day
  ['older', -9_000, 12_000],
  ['younger', 12_000, -9_000],
] as const)('by %s, %d stands above %d, and what is missing comes last', (key, better, worse) => {
  const compare = compareBy([{ key }])
  expect(compare(aRanked({ [key]: better }), aRanked({ [key]: worse }))).toBeLessThan(0)
  expect(compare(aRanked({ [key]: worse }), aRanked({ [key]: null }))).toBeLessThan(0)
})

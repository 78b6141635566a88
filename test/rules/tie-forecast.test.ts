import { describe, expect, test } from 'vitest'
import { expectedAtFullMarks, leftAtTop, shareAtFullMarks } from '../../question-bank/forecast/full-marks.ts'
import { usualRules } from '../../server/features/contests/round-settings.ts'
import { forecastTies, type KnownShare } from '../../server/features/seals/tie-forecast.ts'

describe('how likely a paper ends at full marks', () => {
  test.each([
    ['all of a pool: the product', [{ draw: 2, shares: [0.5, 0.5] }], 0.25],
    ['one of two: their mean', [{ draw: 1, shares: [0.2, 0.6] }], 0.4],
    // pairs of three: 0.1, 0.15 and 0.06, a third of the time each
    ['two of three: the mean over all pairs', [{ draw: 2, shares: [0.2, 0.5, 0.3] }], (0.1 + 0.06 + 0.15) / 3],
    [
      'several pools multiply',
      [
        { draw: 1, shares: [0.5] },
        { draw: 1, shares: [0.5, 1] },
      ],
      0.375,
    ],
    ['nothing is drawn', [], 1],
  ])('%s', (_rule, pools, share) => {
    expect(shareAtFullMarks(pools)).toBeCloseTo(share, 12)
  })
  test('twenty easy questions of a large bank', () => {
    expect(shareAtFullMarks([{ draw: 20, shares: new Array(2_000).fill(0.95) }])).toBeCloseTo(0.95 ** 20, 9)
  })
  test('among 100,000 people, with the range it lies in', () => {
    expect(expectedAtFullMarks(0.37, 100_000)).toEqual({ mean: 37_000, low: 36_700, high: 37_300 })
    expect(leftAtTop(37_000, 50_000)).toBeCloseTo(1.74, 2)
  })
})

const rules = {
  ...usualRules,
  publicCounts: 'shown' as const,
  prediction: { asks: 'entrants' as const, counts: 'people' as const, countsVoided: false, attempt: 'counting' as const },
  ranking: [{ key: 'score' as const }, { key: 'predictionGap' as const }],
  blueprint: { pools: [{ id: 'a', draw: 2, pointsThousandths: 1_000, revisionIds: ['x', 'y'] }], shuffleQuestions: false, shuffleOptions: false },
}
const known = new Map<string, KnownShare>([
  ['x', { level: 'recognition', shown: 500, shareThousandths: 800, isGuess: false }],
  ['y', { level: 'recognition', shown: 3, shareThousandths: 0, isGuess: false }],
])

test('a round is told what its keys leave, what is only assumed, and that shown counts spoil a prediction of them', () => {
  const forecast = forecastTies(rules, known, 10_000)
  // 0.8 was measured; three answers say nothing, so the level does: 0.9
  expect(forecast).toMatchObject({
    fullMarksMillionths: 720_000,
    atFullMarks: { mean: 7_200 },
    keys: [
      { key: 'score', leftAtTop: 7_200 },
      { key: 'predictionGap', leftAtTop: 2 },
    ],
    questions: { measured: 1, guessedByLevel: 1 },
    warnings: ['counts-spoil-prediction', 'no-key-parts-ties', 'assumed-shares'],
  })
  const parted = forecastTies({ ...rules, publicCounts: 'hidden', ranking: [...rules.ranking, { key: 'submittedAtMs' }] }, known, 10_000)
  expect(parted.warnings).toEqual(['assumed-shares'])
})

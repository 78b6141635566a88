import { expectedAtFullMarks, type ForecastPool, leftAtTop, shareAtFullMarks } from '../../../question-bank/forecast/full-marks.ts'
import type { Level } from '../../contract/questions.ts'
import type { TieForecast } from '../../contract/tie-forecast.ts'
import type { RoundSettings } from '../contests/round-settings.ts'

/** Where nobody has answered a question yet: a guess by its level, and said to be one. */
const shareByLevel: Partial<Record<string, number>> & Record<Level, number> = {
  recognition: 0.9,
  comprehension: 0.75,
  application: 0.55,
  'higher-application': 0.35,
}
/** Whatever nobody said a level of. */
const shareOfUnknownLevel = 0.7
/** So often a question must have been met before its share says more than its level. */
const enoughShown = 30

export type KnownShare = { level: string; shown: number; shareThousandths: number | null; isGuess: boolean }

/**
 * How many are expected to tie at full marks, and what each further key leaves of them. Guesses of a number are taken to fall evenly on as many values as
 * people are expected, times are told in milliseconds over half the duration: rough, and enough to see that a contest has no winner.
 */
export function forecastTies(settings: RoundSettings, known: ReadonlyMap<string, KnownShare>, entrants: number): TieForecast {
  let [measured, guessedByLevel] = [0, 0]
  const shareOf = (id: string): number => {
    const question = known.get(id)
    // a number to guess earns nothing: nobody misses full marks by it
    if (!question || question.isGuess) return 1
    if (question.shown >= enoughShown && question.shareThousandths !== null) {
      measured += 1
      return Math.min(1, Math.max(0, question.shareThousandths / 1_000))
    }
    guessedByLevel += 1
    return shareByLevel[question.level] ?? shareOfUnknownLevel
  }
  const pools = settings.blueprint.pools.map(({ draw, revisionIds, pointsThousandths }): ForecastPool => {
    const shares = revisionIds.map(shareOf)
    return { draw, shares: pointsThousandths === 0 ? shares.map(() => 1) : shares }
  })
  const share = shareAtFullMarks(pools)
  const expected = expectedAtFullMarks(share, entrants)
  let left = expected.mean
  const keys = settings.ranking.map(({ key }) => {
    if (key !== 'score') left = leftAtTop(left, valuesOf(key, settings, entrants))
    return { key, leftAtTop: Math.round(left) }
  })
  const isCounted = settings.prediction?.asks === 'entrants' || settings.prediction?.asks === 'all-correct'
  const warnings: TieForecast['warnings'] = [
    ...(isCounted && settings.publicCounts === 'shown' ? ['counts-spoil-prediction' as const] : []),
    ...((keys.at(-1)?.leftAtTop ?? 0) > 1 ? ['no-key-parts-ties' as const] : []),
    ...(settings.attemptsAllowed !== 1 ? ['many-attempts' as const] : []),
    ...(guessedByLevel > 0 ? ['assumed-shares' as const] : []),
  ]
  return {
    entrants,
    fullMarksMillionths: Math.round(share * 1e6),
    atFullMarks: { mean: Math.round(expected.mean), low: expected.low, high: expected.high },
    keys,
    questions: { measured, guessedByLevel },
    warnings,
  }
}

/** On how many different values a key can part people. */
function valuesOf(key: RoundSettings['ranking'][number]['key'], { durationSeconds, attemptsAllowed }: RoundSettings, entrants: number): number {
  if (key === 'predictionGap') return Math.max(1, entrants / 2)
  if (key === 'durationMs' || key === 'durationAboveFloorMs') return durationSeconds * 500
  if (key === 'attemptsUsed' || key === 'fullMarkAttempts') return attemptsAllowed ?? 10
  if (key === 'older' || key === 'younger') return 365 * 40
  // moments in milliseconds: hardly ever the same
  return Number.POSITIVE_INFINITY
}

import type { Cumulative } from '../../contract/contest-rules.ts'
import type { Fold } from '../../contract/ranking.ts'
import { type FoldedKey, foldedKeys, foldsOverAttempts, foldsOverRounds, keysOfBest, type RoundFolding } from './folds.ts'
import { type Ranked, rankingKeys } from './ranking.ts'

/** What one scored attempt brings to its person's standing. */
export type FoldedAttempt = {
  id: string
  attemptNo: number
  unitId: number
  scoreThousandths: number
  prediction: number | null
  durationMs: number
  readingFloorMs: number
  startedAtMs: number
  submittedAtMs: number
  mostThousandths: number
}
export type FoldedPerson = { registeredAtMs: number; bornDay: number | null }
export type Standing = Ranked & { attemptId: string; unitId: number; prediction: number | null }

/** The rule in plain words: the attempts of one person in one round become one standing. Stores do the same in SQL, and a test holds the two together. */
export function foldAttempts(folding: RoundFolding, attempts: readonly FoldedAttempt[], person: FoldedPerson, truth: number | null): Standing {
  const folds = foldsOverAttempts(folding)
  const entries = attempts.map((attempt): Entry => ({ ...attempt, keys: keysOfAttempt(attempt, truth) }))
  const inOrder = entries.toSorted((a, b) => a.attemptNo - b.attemptNo)
  const counting = countingOf(folding, inOrder)
  const guessing = folds.predictionGap === 'first' ? inOrder[0] : folds.predictionGap === 'last' ? inOrder.at(-1) : counting
  return {
    ...foldKeys(folds, {
      counting: counting.keys,
      first: (inOrder[0] as Entry).keys,
      last: (inOrder.at(-1) as Entry).keys,
      all: inOrder.map(({ keys }) => keys),
    }),
    attemptId: counting.id,
    unitId: counting.unitId,
    prediction: guessing?.prediction ?? null,
    firstEnteredAtMs: Math.min(...entries.map(({ startedAtMs }) => startedAtMs)),
    registeredAtMs: person.registeredAtMs,
    attemptsUsed: entries.length,
    fullMarkAttempts: entries.filter(({ scoreThousandths, mostThousandths }) => scoreThousandths === mostThousandths).length,
    older: person.bornDay,
    younger: person.bornDay,
  }
}

type Values = Record<FoldedKey, number | null>
type Entry = FoldedAttempt & { keys: Values }

function keysOfAttempt(attempt: FoldedAttempt, truth: number | null): Values {
  return {
    score: attempt.scoreThousandths,
    predictionGap: attempt.prediction === null || truth === null ? null : Math.abs(attempt.prediction - truth),
    durationMs: attempt.durationMs,
    durationAboveFloorMs: Math.max(0, attempt.durationMs - attempt.readingFloorMs),
    submittedAtMs: attempt.submittedAtMs,
  }
}

function countingOf(folding: RoundFolding, inOrder: readonly Entry[]): Entry {
  if (folding.counts === 'first') return inOrder[0] as Entry
  if (folding.counts !== 'best') return inOrder.at(-1) as Entry
  const keys = keysOfBest(folding)
  return inOrder.reduce((best, next) => (isBetter(keys, next.keys, best.keys) ? next : best))
}

function isBetter(keys: readonly FoldedKey[], a: Values, b: Values): boolean {
  for (const key of keys) {
    const [left, right] = [a[key], b[key]]
    if (left === right) continue
    if (left === null) return false
    if (right === null) return true
    return rankingKeys[key].better === 'higher' ? left > right : left < right
  }
  return false
}

type Over<Item> = { counting: Item; first: Item; last: Item; all: readonly Item[] }

function foldKeys(folds: Record<FoldedKey, Fold>, over: Over<Values>): Values {
  return Object.fromEntries(foldedKeys.map((key) => [key, foldKey(key, folds[key], over)])) as Values
}

function foldKey(key: FoldedKey, fold: Fold, { counting, first, last, all }: Over<Values>): number | null {
  if (fold === 'counting') return counting[key]
  if (fold === 'first') return first[key]
  if (fold === 'last') return last[key]
  const known = all.flatMap((item) => item[key] ?? [])
  // one guess that is missing leaves the sum of gaps unknown
  if (known.length < all.length) return null
  if (fold === 'best') return rankingKeys[key].better === 'higher' ? Math.max(...known) : Math.min(...known)
  const sum = known.reduce((total, value) => total + value, 0)
  return fold === 'sum' ? sum : Math.trunc(sum / known.length) + 0
}

/** A person's standing in one round, as the whole contest sees it. */
export type RoundStanding = Omit<Standing, 'prediction'> & { opensAtMs: number; roundId: number }

/** The standings of one person in the rounds that count become one of the contest. */
export function foldRounds(cumulative: Cumulative, rounds: readonly RoundStanding[], person: FoldedPerson): Omit<Standing, 'prediction'> {
  const byScore = rounds.toSorted(
    (a, b) => (b.score ?? 0) - (a.score ?? 0) || (a.durationMs ?? 0) - (b.durationMs ?? 0) || a.opensAtMs - b.opensAtMs || a.roundId - b.roundId,
  )
  const counted = byScore.slice(0, cumulative.bestRounds ?? byScore.length)
  const inOrder = counted.toSorted((a, b) => a.opensAtMs - b.opensAtMs || a.roundId - b.roundId)
  const [best, first, last] = [counted[0], inOrder[0], inOrder.at(-1)] as [RoundStanding, RoundStanding, RoundStanding]
  return {
    ...foldKeys(foldsOverRounds(cumulative), { counting: best, first, last, all: inOrder }),
    attemptId: best.attemptId,
    unitId: last.unitId,
    firstEnteredAtMs: Math.min(...counted.map(({ firstEnteredAtMs }) => firstEnteredAtMs ?? Number.POSITIVE_INFINITY)),
    registeredAtMs: person.registeredAtMs,
    attemptsUsed: counted.reduce((sum, { attemptsUsed }) => sum + (attemptsUsed ?? 0), 0),
    fullMarkAttempts: counted.reduce((sum, { fullMarkAttempts }) => sum + (fullMarkAttempts ?? 0), 0),
    older: person.bornDay,
    younger: person.bornDay,
  }
}

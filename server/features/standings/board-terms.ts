import type { RankingRule } from '../../contract/ranking.ts'
import type { LoadedContest } from '../contests/contests-service.ts'
import { revealedNow } from '../contests/revealed-now.ts'
import { frozenSince, roundPhase } from '../contests/round-phase.ts'
import { rulesInForce } from './ranking.ts'
import { wholeContest } from './whole-contest.ts'

type Round = LoadedContest['rounds'][number]

/** By what a board is ordered, and how much of it the public may see at a moment. */
export type BoardTerms = {
  roundId: number
  /** Null: the whole contest. */
  roundTitle: string | null
  ranking: readonly RankingRule[]
  /** Whether people may see scores and places at all. */
  isRevealed: boolean
  /** While a round runs that hides how many take part, nothing may depend on who else does. */
  isHidden: boolean
  frozenSince: Date | null
  awaitsTruth: boolean
  /** The rounds that the board is made of. */
  rounds: readonly Round[]
}

type Facts = Pick<LoadedContest, 'settings' | 'rounds' | 'publishedAt'>

/** Undefined where there is no such board. */
export function boardTerms({ settings: { cumulative }, rounds, publishedAt }: Facts, roundId: number, nowMs: number): BoardTerms | undefined {
  if (roundId !== wholeContest) {
    const round = rounds.find(({ id }) => id === roundId)
    return round && { ...sharedTerms(round.settings, [round], publishedAt, nowMs), roundId, roundTitle: round.title }
  }
  return cumulative === null ? undefined : { ...sharedTerms(cumulative, roundsThatCount(rounds), publishedAt, nowMs), roundId, roundTitle: null }
}

/** Of what is made of all rounds that count, whether or not the contest has a board of its own. */
export function publicTermsOf({ rounds, publishedAt }: Facts, nowMs: number): Pick<BoardTerms, 'isRevealed' | 'isHidden' | 'frozenSince'> {
  const counting = roundsThatCount(rounds)
  return { isRevealed: reveals(counting, publishedAt, nowMs), isHidden: hidesCounts(counting, nowMs), frozenSince: frozenFirst(counting, nowMs) }
}

/** What counts in the contest's result, its prizes and its units' races. */
function roundsThatCount(rounds: readonly Round[]): Round[] {
  return rounds.filter(({ settings }) => !settings.isPractice)
}

/** While one of these rounds runs and hides how many take part. */
function hidesCounts(rounds: readonly Round[], nowMs: number): boolean {
  return rounds.some((round) => round.settings.publicCounts === 'hidden' && roundPhase(round, nowMs) === 'open')
}

/** A sum tells its parts: a round that reveals nothing yet hides what it is part of, once it has begun. */
function reveals(rounds: readonly Round[], publishedAt: Date | null, nowMs: number): boolean {
  return rounds.every((round) => roundPhase(round, nowMs) === 'upcoming' || revealedNow(round, { publishedAt }, nowMs) !== 'nothing')
}

/** Since when something is missing on the public board that is made of these rounds. */
function frozenFirst(rounds: readonly Round[], nowMs: number): Date | null {
  const freezes = rounds.flatMap((round) => frozenSince(round, nowMs) ?? [])
  return freezes.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null
}

type Ordered = Pick<Round['settings'], 'ranking' | 'places'>

function sharedTerms({ ranking, places }: Ordered, rounds: readonly Round[], publishedAt: Date | null, nowMs: number) {
  return {
    ranking: rulesInForce(ranking, places),
    isRevealed: reveals(rounds, publishedAt, nowMs),
    isHidden: hidesCounts(rounds, nowMs),
    frozenSince: frozenFirst(rounds, nowMs),
    awaitsTruth:
      ranking.some(({ key }) => key === 'predictionGap') &&
      rounds.some((round) => round.settings.prediction !== null && round.predictionTruth === null),
    rounds,
  }
}

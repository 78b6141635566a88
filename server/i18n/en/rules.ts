import type { Fold, RankingKey, RankingRule } from '../../contract/ranking.ts'

const betterBy: Record<RankingKey, string> = {
  score: 'higher score',
  predictionGap: 'nearer prediction',
  durationMs: 'shorter time taken',
  durationAboveFloorMs: 'shorter time taken beyond the least time that reading the paper takes',
  submittedAtMs: 'earlier submission',
  firstEnteredAtMs: 'earlier first entry',
  registeredAtMs: 'earlier registration',
  attemptsUsed: 'fewer attempts',
  fullMarkAttempts: 'more attempts with full marks',
  older: 'older',
  younger: 'younger',
}

/** Said where it was declared; what usually goes with the way attempts count follows from that. */
const foldWords: Record<Fold, string> = {
  counting: 'of what counts',
  best: 'the best',
  first: 'the first',
  last: 'the last',
  sum: 'added up',
  mean: 'on average',
}

export function rankingClause(rules: readonly RankingRule[]): string {
  return `Ranked in this order by: ${rules.map(({ key, over }) => betterBy[key] + (over ? ` (${foldWords[over]})` : '')).join('; ')}.`
}

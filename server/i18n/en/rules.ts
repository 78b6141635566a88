import type { RankingKey, RankingRule } from '../../contract/ranking.ts'

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

export function rankingClause(rules: readonly RankingRule[]): string {
  return `Ranked in this order by: ${rules.map(({ key }) => betterBy[key]).join('; ')}.`
}

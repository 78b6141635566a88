import type { RankingKey } from '../../features/standings/ranking.ts'

const betterBy: Record<RankingKey, string> = {
  score: 'higher score',
  predictionGap: 'nearer prediction',
  durationMs: 'shorter time taken',
  submittedAtMs: 'earlier submission',
}

export function rankingClause(keys: readonly RankingKey[]): string {
  return `Ranked in this order by: ${keys.map((key) => betterBy[key]).join('; ')}.`
}

import type { RankingKey } from '../../features/standings/ranking.ts'

const betterBy: Record<RankingKey, string> = {
  score: 'điểm cao hơn',
  predictionGap: 'dự đoán gần đúng hơn',
  durationMs: 'thời gian làm bài ngắn hơn',
  submittedAtMs: 'nộp bài sớm hơn',
}

export function rankingClause(keys: readonly RankingKey[]): string {
  return `Xếp hạng lần lượt theo: ${keys.map((key) => betterBy[key]).join('; ')}.`
}

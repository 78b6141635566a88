import type { Fold, RankingKey, RankingRule } from '../../contract/ranking.ts'

const betterBy: Record<RankingKey, string> = {
  score: 'điểm cao hơn',
  predictionGap: 'dự đoán gần đúng hơn',
  durationMs: 'thời gian làm bài ngắn hơn',
  durationAboveFloorMs: 'thời gian làm bài ngắn hơn, tính phần vượt thời gian đọc tối thiểu của đề',
  submittedAtMs: 'nộp bài sớm hơn',
  firstEnteredAtMs: 'vào thi lần đầu sớm hơn',
  registeredAtMs: 'đăng ký sớm hơn',
  attemptsUsed: 'ít lượt thi hơn',
  fullMarkAttempts: 'nhiều lượt đạt điểm tối đa hơn',
  older: 'lớn tuổi hơn',
  younger: 'nhỏ tuổi hơn',
}

/** Said where it was declared; what usually goes with the way attempts count follows from that. */
const foldWords: Record<Fold, string> = {
  counting: 'của lượt được tính',
  best: 'tốt nhất',
  first: 'lần đầu',
  last: 'lần cuối',
  sum: 'cộng lại',
  mean: 'trung bình',
}

export function rankingClause(rules: readonly RankingRule[]): string {
  return `Xếp hạng lần lượt theo: ${rules.map(({ key, over }) => betterBy[key] + (over ? ` (${foldWords[over]})` : '')).join('; ')}.`
}

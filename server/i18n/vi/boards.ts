import type { RankingKey } from '../../contract/ranking.ts'

/** What a board says in words beside its ranking rule. */
export const boards = {
  wholeContest: 'Chung cuộc',
  keys: {
    score: 'Điểm',
    predictionGap: 'Chênh lệch dự đoán',
    durationMs: 'Thời gian làm bài',
    durationAboveFloorMs: 'Thời gian vượt mức đọc tối thiểu',
    submittedAtMs: 'Lúc nộp bài',
    firstEnteredAtMs: 'Lúc vào thi lần đầu',
    registeredAtMs: 'Lúc đăng ký',
    attemptsUsed: 'Số lượt thi',
    fullMarkAttempts: 'Số lượt đạt điểm tối đa',
    older: 'Ngày sinh',
    younger: 'Ngày sinh',
  } satisfies Record<RankingKey, string>,
}

import type { RankingKey } from '../../contract/ranking.ts'

/** What a board says in words beside its ranking rule. */
export const boards = {
  wholeContest: 'Overall',
  keys: {
    score: 'Score',
    predictionGap: 'Distance of the prediction',
    durationMs: 'Time taken',
    durationAboveFloorMs: 'Time above the reading floor',
    submittedAtMs: 'Submitted at',
    firstEnteredAtMs: 'First entered at',
    registeredAtMs: 'Registered at',
    attemptsUsed: 'Attempts used',
    fullMarkAttempts: 'Attempts with full marks',
    older: 'Day of birth',
    younger: 'Day of birth',
  } satisfies Record<RankingKey, string>,
}

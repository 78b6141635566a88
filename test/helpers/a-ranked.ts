import type { Ranked } from '../../server/features/standings/ranking.ts'

/** An entry of which only what matters is said. */
export function aRanked(changes: Partial<Ranked> = {}): Ranked {
  return {
    score: 20_000,
    predictionGap: null,
    durationMs: 300_000,
    durationAboveFloorMs: 240_000,
    submittedAtMs: 1_000,
    firstEnteredAtMs: 500,
    registeredAtMs: 100,
    attemptsUsed: 1,
    fullMarkAttempts: 0,
    older: null,
    younger: null,
    ...changes,
  }
}

import type { RoundPhase } from '../../contract/contests.ts'

export type RoundWindow = { opensAt: Date; closesAt: Date; freezesAt: Date | null }

/** Rounds open and close by themselves: the phase is a function of the window and the clock, on every process alike. */
export function roundPhase(round: Pick<RoundWindow, 'opensAt' | 'closesAt'>, nowMs: number): RoundPhase {
  if (nowMs < round.opensAt.getTime()) return 'upcoming'
  return nowMs < round.closesAt.getTime() ? 'open' : 'closed'
}

/** Since when the public board stands still; null while it moves. */
export function frozenSince(round: Pick<RoundWindow, 'freezesAt'>, nowMs: number): Date | null {
  return round.freezesAt && nowMs >= round.freezesAt.getTime() ? round.freezesAt : null
}

/** Still taking part, and the public board does not move any more. */
export function isFrozenWhileOpen(round: RoundWindow, nowMs: number): boolean {
  return roundPhase(round, nowMs) === 'open' && frozenSince(round, nowMs) !== null
}

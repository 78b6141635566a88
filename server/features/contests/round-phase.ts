import type { RoundPhase } from '../../contract/contests.ts'

/** Rounds open and close by themselves: the phase is a function of the window and the clock, on every process alike. */
export function roundPhase(round: { opensAt: Date; closesAt: Date }, nowMs: number): RoundPhase {
  if (nowMs < round.opensAt.getTime()) return 'upcoming'
  return nowMs < round.closesAt.getTime() ? 'open' : 'closed'
}

/** Since when the public board stands still; null while it moves. */
export function frozenSince(round: { freezesAt: Date | null }, nowMs: number): Date | null {
  return round.freezesAt && nowMs >= round.freezesAt.getTime() ? round.freezesAt : null
}

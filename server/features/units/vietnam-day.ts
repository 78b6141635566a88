const dayMs = 86_400_000
/** Seven hours before UTC, all year: comparing numbers is enough. */
const aheadMs = 7 * 3_600_000

/** The day it is in Vietnam at that moment, as in 2025-07-01: comparing these as texts is comparing days. */
export function dayInVietnam(ms: number): string {
  return new Date(ms + aheadMs).toISOString().slice(0, 10)
}

/** When the day of that moment is over in Vietnam. */
export function dayEndsAtMs(ms: number): number {
  return (Math.floor((ms + aheadMs) / dayMs) + 1) * dayMs - aheadMs
}

/** How the history writes "from the beginning". */
const beginning = '0001-01-01'

/** For people: a day, or null where it was so from the beginning. */
export function dayOrNull(day: string): string | null {
  return day === beginning ? null : day
}

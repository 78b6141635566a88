import type { RecurringRounds } from '../../contract/contest-desk.ts'

const dayMs = 86_400_000
/** Vietnam is seven hours ahead all year, so a day there is always 24 hours and adding days is adding hours. */
const aheadMs = 7 * 3_600_000

export type RoundTimes = { title: string; opensAt: Date; closesAt: Date; freezesAt: Date | null }

/** "Every Monday 09:00 to Sunday 17:00, eight weeks": each with a window of its own, from the first such day on or after the given one. */
export function recurringWindows({ firstDay, opens, closes, everyWeeks, count, title, freezeHoursBeforeClose }: RecurringRounds): RoundTimes[] {
  const from = Date.parse(`${firstDay}T00:00:00Z`)
  const firstOpenDay = from + ((opens.weekday - weekdayOf(from) + 7) % 7) * dayMs
  const opensAtMs = atTime(firstOpenDay, opens.time)
  const days = (closes.weekday - opens.weekday + 7) % 7
  const closesAtMs = atTime(firstOpenDay + days * dayMs, closes.time)
  // the same weekday, and not later on it: a week later
  const lastsMs = closesAtMs - opensAtMs + (closesAtMs <= opensAtMs ? 7 * dayMs : 0)
  return Array.from({ length: count }, (_, index) => {
    const opensAt = opensAtMs + index * everyWeeks * 7 * dayMs
    const closesAt = opensAt + lastsMs
    return {
      title: title.replace('{n}', String(index + 1)),
      opensAt: new Date(opensAt),
      closesAt: new Date(closesAt),
      freezesAt: freezeHoursBeforeClose === undefined ? null : new Date(closesAt - freezeHoursBeforeClose * 3_600_000),
    }
  })
}

/** 1 is Monday, 7 Sunday, as calendars in Vietnam begin their weeks. */
function weekdayOf(midnightMs: number): number {
  return new Date(midnightMs).getUTCDay() || 7
}

function atTime(midnightMs: number, time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return midnightMs + (hours * 60 + minutes) * 60_000 - aheadMs
}

/** Everything moves by the same whole days, so that hours and weekdays keep their distance. */
export function daysBetween(first: Date, toDay: string): number {
  const firstDay = Math.floor((first.getTime() + aheadMs) / dayMs)
  return Date.parse(`${toDay}T00:00:00Z`) / dayMs - firstDay
}

export function movedBy(days: number) {
  const date = (at: Date): Date => new Date(at.getTime() + days * dayMs)
  const orNull = (at: Date | null): Date | null => at && date(at)
  const text = (at: string | null): string | null => at && date(new Date(at)).toISOString()
  const day = (at: string): string =>
    date(new Date(`${at}T00:00:00Z`))
      .toISOString()
      .slice(0, 10)
  return { date, orNull, text, day }
}

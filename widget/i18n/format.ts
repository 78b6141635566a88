import type { Words } from './vi.ts'

const timeZone = 'Asia/Ho_Chi_Minh'

/** Numbers and times as people here read them, wherever the phone believes to be. */
export function createFormat(words: Words) {
  const whole = new Intl.NumberFormat(words.locale, { maximumFractionDigits: 0 })
  const decimal = new Intl.NumberFormat(words.locale, { maximumFractionDigits: 3 })
  const clock = new Intl.DateTimeFormat(words.locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const clockSeconds = new Intl.DateTimeFormat(words.locale, { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
  const day = new Intl.DateTimeFormat(words.locale, { timeZone, weekday: 'long', day: 'numeric', month: 'numeric', year: 'numeric' })
  const { common } = words
  // inside a sentence a Vietnamese weekday is written small: "19:42 thứ Năm, 19/11/2026"
  const dayOf = (iso: string) => day.format(new Date(iso)).replace(/^Thứ/, 'thứ').replace('Chủ Nhật', 'Chủ nhật')
  const count = (value: number) => whole.format(value)

  return {
    count,
    points: (thousandths: number) => decimal.format(thousandths / 1_000),
    timeOfDay: (iso: string) => clockSeconds.format(new Date(iso)),
    day: dayOf,
    moment: (iso: string) => `${clock.format(new Date(iso))} ${dayOf(iso)}`,

    /** A rough span for waiting people: "3 ngày 4 giờ", "12 phút". */
    span(ms: number): string {
      const minutes = Math.max(1, Math.ceil(ms / 60_000))
      const days = Math.floor(minutes / 1_440)
      const hours = Math.floor((minutes % 1_440) / 60)
      if (days > 0) return join(common.days(count(days)), hours > 0 && days < 7 && common.hours(count(hours)))
      if (hours > 0) return join(common.hours(count(hours)), minutes % 60 > 0 && common.minutes(count(minutes % 60)))
      return common.minutes(count(minutes))
    },

    /** For columns: "4:07". */
    shortDuration(ms: number): string {
      const seconds = Math.round(ms / 1_000)
      return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
    },

    /** An exact span, for what was measured. */
    duration(ms: number): string {
      const seconds = Math.round(ms / 1_000)
      const rest = seconds % 60
      if (seconds < 60) return common.seconds(count(seconds))
      return join(common.minutes(count(Math.floor(seconds / 60))), rest > 0 && common.seconds(count(rest)))
    },
  }
}
export type Format = ReturnType<typeof createFormat>

const join = (first: string, second: string | false) => (second ? `${first} ${second}` : first)

export type Locale = 'vi' | 'en'

// the contest lives in Vietnam: a clock that followed the viewer's machine would name another closing time
const timeZone = 'Asia/Ho_Chi_Minh'
const localeTags: Record<Locale, string> = { vi: 'vi-VN', en: 'en-GB' }

const pad = (value: number) => String(value).padStart(2, '0')

/** How numbers and times are written, in one place for console and board. */
export function createValueFormats(locale: Locale) {
  const tag = localeTags[locale]
  const numbers = new Intl.NumberFormat(tag)
  const points = new Intl.NumberFormat(tag, { maximumFractionDigits: 3 })
  const clocks = new Intl.DateTimeFormat(tag, { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
  const minutes = new Intl.DateTimeFormat(tag, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const days = new Intl.DateTimeFormat(tag, { timeZone, day: '2-digit', month: '2-digit', year: 'numeric' })

  return {
    count: (value: number) => numbers.format(value),
    score: (thousandths: number) => points.format(thousandths / 1000),
    /** 754_300 ms → 12:34,3: tenths decide many ties, so they are shown */
    duration(durationMs: number): string {
      const tenths = Math.floor(durationMs / 100)
      const seconds = Math.floor(tenths / 10)
      const clock = `${pad(Math.floor(seconds / 60))}:${pad(seconds % 60)}`
      return `${clock}${locale === 'vi' ? ',' : '.'}${tenths % 10}`
    },
    clock: (at: string | number) => clocks.format(new Date(at)),
    time: (at: string | number) => minutes.format(new Date(at)),
    day: (at: string | number) => days.format(new Date(at)),
    dateTime: (at: string | number) => `${minutes.format(new Date(at))} ${days.format(new Date(at))}`,
  }
}

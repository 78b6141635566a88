const parts = { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

/** With the year: what is kept may be kept for long. */
export function timeIn(locale: string, iso: string): string {
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date(iso))
}

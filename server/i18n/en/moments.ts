const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', day: 'numeric', month: 'long', year: 'numeric' })
const time = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const exactTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Ho_Chi_Minh',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

/** 09:00 on 5 June 2026; seconds only where there are any. */
export function momentOf(at: Date): string {
  return `${(at.getTime() % 60_000 === 0 ? time : exactTime).format(at)} on ${day.format(at)}`
}

/** A day written as 2026-06-05. */
export function dayOf(isoDay: string): string {
  return day.format(new Date(`${isoDay}T00:00:00+07:00`))
}

const units = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
] as const

export const counted = (count: number, one: string): string => `${numberOf(count)} ${count === 1 ? one : `${one}s`}`

/** 1 hour 30 minutes */
export function spanOf(seconds: number): string {
  const parts: string[] = []
  let left = seconds
  for (const [size, name] of units) {
    if (left >= size) parts.push(counted(Math.floor(left / size), name))
    left %= size
  }
  return parts.length > 0 ? parts.join(' ') : '0 seconds'
}

const number = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 3 })
export const numberOf = (value: number): string => number.format(value)
export const pointsOf = (thousandths: number): string => `${number.format(thousandths / 1_000)} ${thousandths === 1_000 ? 'point' : 'points'}`

const day = new Intl.DateTimeFormat('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', day: '2-digit', month: '2-digit', year: 'numeric' })
const time = new Intl.DateTimeFormat('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const exactTime = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

/** 09:00 ngày 05/06/2026; seconds only where there are any. */
export function momentOf(at: Date): string {
  return `${(at.getTime() % 60_000 === 0 ? time : exactTime).format(at)} ngày ${day.format(at)}`
}

/** A day written as 2026-06-05. */
export function dayOf(isoDay: string): string {
  return isoDay.split('-').reverse().join('/')
}

const units = [
  [86_400, 'ngày'],
  [3_600, 'giờ'],
  [60, 'phút'],
  [1, 'giây'],
] as const

/** 1 giờ 30 phút */
export function spanOf(seconds: number): string {
  const parts: string[] = []
  let left = seconds
  for (const [size, name] of units) {
    if (left >= size) parts.push(`${Math.floor(left / size)} ${name}`)
    left %= size
  }
  return parts.length > 0 ? parts.join(' ') : '0 giây'
}

const number = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 3 })
export const numberOf = (value: number): string => number.format(value)
export const pointsOf = (thousandths: number): string => `${number.format(thousandths / 1_000)} điểm`

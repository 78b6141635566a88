import type { LocalTime, Took } from './contest-table.ts'

export const secondMs = 1_000

export function msOf(time: LocalTime): number {
  return Date.parse(`${time.replace(' ', 'T')}${time.length === 16 ? ':00' : ''}+07:00`)
}

export function msTaken(took: Took): number {
  const [minutes = 0, seconds = 0] = took.split(':').map(Number)
  return (minutes * 60 + seconds) * secondMs
}

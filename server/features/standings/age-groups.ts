import type { AgeGroups } from '../../contract/contest-rules.ts'

/** How old somebody is on a day, both as YYYY-MM-DD: a year older on the birthday, who was born on 29 February on 1 March. */
export function ageOn(bornOn: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(bornOn.slice(0, 4))
  return day.slice(5) < bornOn.slice(5) ? years - 1 : years
}

/** Groups may overlap: somebody stands in each that fits, and in none without a day of birth. */
export function isInAgeGroup({ from, to }: AgeGroups['groups'][number], bornOn: string | null, on: string): boolean {
  if (bornOn === null) return false
  const age = ageOn(bornOn, on)
  return (from === null || age >= from) && (to === null || age <= to)
}

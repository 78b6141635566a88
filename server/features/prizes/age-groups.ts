import type { AgeGroups } from '../../contract/contest-rules.ts'

/** The boards of age groups on which somebody born on this day stands. `bornDay` counts days since 1970. */
export function ageGroupsOf(bornDay: number | null, ageGroups: AgeGroups | null): string[] {
  if (bornDay === null || ageGroups === null) return []
  const age = ageOn(new Date(bornDay * 86_400_000).toISOString().slice(0, 10), ageGroups.on)
  return ageGroups.groups.filter(({ from, to }) => (from === null || age >= from) && (to === null || age <= to)).map(({ id }) => id)
}

/** In whole years; days are texts like 2012-02-29, and whoever was born on that day is a year older on the first of March. */
function ageOn(born: string, day: string): number {
  return Number(day.slice(0, 4)) - Number(born.slice(0, 4)) - (day.slice(5) < born.slice(5) ? 1 : 0)
}

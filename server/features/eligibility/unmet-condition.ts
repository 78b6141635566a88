import type { Eligibility } from '../../contract/round-rules.ts'

/** What is known of a person where a round asks for it; days as 2001-02-03. */
export type EligibilityFacts = {
  bornOn: string | null
  occupation: string | null
  /** The person's unit and all above it. */
  unitIds: readonly number[]
  isMember: boolean
}
export type Condition = 'age' | 'unit' | 'occupation' | 'membership'

/** The first condition that does not hold; undefined: the person may start. `openDay` is the day in Vietnam on which the round opens. */
export function unmetCondition(eligibility: Eligibility, facts: EligibilityFacts, openDay: string): Condition | undefined {
  const { ageOn = openDay, minimumAge, maximumAge, unitIds, occupations, isForMembers } = eligibility
  if (minimumAge !== undefined || maximumAge !== undefined) {
    const age = facts.bornOn === null ? undefined : ageOnDay(facts.bornOn, ageOn)
    if (age === undefined || age < (minimumAge ?? 0) || age > (maximumAge ?? Number.POSITIVE_INFINITY)) return 'age'
  }
  if (unitIds && !unitIds.some((id) => facts.unitIds.includes(id))) return 'unit'
  if (occupations && !(facts.occupation !== null && occupations.includes(facts.occupation))) return 'occupation'
  return isForMembers && !facts.isMember ? 'membership' : undefined
}

/** Full years; whoever is born on 29 February is a year older on 1 March. */
export function ageOnDay(bornOn: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(bornOn.slice(0, 4))
  return day.slice(5) < bornOn.slice(5) ? years - 1 : years
}

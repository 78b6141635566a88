import type { PlacedMember } from './port.ts'

/** A member ends with the packed id of its entrant; what stands before are the ranking keys. */
export const entrantIdWidth = 22

export function keysOf(member: string): string {
  return member.slice(0, -entrantIdWidth)
}

/** Entries that tie in every declared key share the place; the next one stands as far down as if they did not. */
export function withPlaces(members: readonly string[], offset: number, firstPlace: number): PlacedMember[] {
  let place = firstPlace
  return members.map((member, index) => {
    const above = members[index - 1]
    if (above !== undefined && keysOf(above) !== keysOf(member)) place = offset + index + 1
    return { place, member }
  })
}

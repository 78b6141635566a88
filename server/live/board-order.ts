import type { PlacedMember } from './port.ts'

/**
 * Members and packed ids are strings of bytes, one character for each, as they stand in Redis: their order as bytes is the order of places.
 * A member ends with the packed id of its entrant; what stands before are the ranking keys.
 */
export const entrantIdWidth = 16

export function packEntrantId(uuid: string): string {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex').toString('latin1')
}

export function unpackEntrantId(packed: string): string {
  const hex = Buffer.from(packed, 'latin1').toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

export function keysOf(member: string): string {
  return member.slice(0, -entrantIdWidth)
}

/** Packed. */
export function idOf(member: string): string {
  return member.slice(-entrantIdWidth)
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

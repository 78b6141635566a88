import type { PlacedMember } from '../../live/port.ts'
import { decodeMember } from './board-member.ts'
import { comparePlaces, type PlaceBy } from './ranking.ts'
import type { StandingRow } from './standings-store.ts'

export type Placed = { place: number; entrantId: string; placeBy: PlaceBy }

export function placedFromMembers(members: readonly PlacedMember[]): Placed[] {
  return members.map(({ place, member }) => ({ place, ...decodeMember(member) }))
}

/** Rows from the top of a board on, in their order: those that are equal in every key share the place. */
export function placedFromRows(rows: readonly Pick<StandingRow, 'contestantId' | 'placeBy'>[]): Placed[] {
  let place = 1
  return rows.map(({ contestantId, placeBy }, index) => {
    const above = rows[index - 1]
    if (above && comparePlaces(above.placeBy ?? [], placeBy ?? []) !== 0) place = index + 1
    return { place, entrantId: contestantId, placeBy: placeBy ?? [] }
  })
}

import type { Line } from './line.ts'
import type { Marker } from './option-markers.ts'

/** Where the author of a document puts signs; undefined where no line begins or ends with one, or lines do both. */
export type SignsStand = 'before' | 'behind' | undefined

/**
 * The option that a sign between two options belongs to: the nearer one, or where it is as near to both the one that the author's other signs
 * speak for. Where those speak against the nearer one, nobody knows.
 */
export function sideOfSign(line: Line, marker: Marker, stand: SignsStand): 'before' | 'behind' | 'unknown' {
  const sign = signAt(line, marker.start, marker)
  // an arrow points at what follows it
  if (sign === '' || /[>⇒→➔]/.test(sign)) return 'before'
  const left = gap(/\s*$/.exec(line.text.slice(0, marker.start))?.[0] ?? '')
  const right = gap(/\s*[([]?$/.exec(line.text.slice(0, marker.letterAt))?.[0] ?? '')
  const near = left === right ? stand : left < right ? 'behind' : 'before'
  return near === undefined || (stand !== undefined && near !== stand) || (near === 'behind' && right === 0) ? 'unknown' : near
}

/** The sign before the letter of an option. */
export function signAt({ text }: Line, from: number, { letterAt, isStarred, sign }: Marker): string {
  return isStarred && text.slice(from, letterAt).includes(sign) ? sign : ''
}

/** No gap, one space, or what parts two columns. */
function gap(space: string): number {
  return /\t|\n|\s{2}/.test(space) ? 2 : /\s/.test(space) ? 1 : 0
}

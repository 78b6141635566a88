import { idOf, keysOf, packEntrantId, unpackEntrantId } from '../../live/board-order.ts'
import type { PlaceBy } from './ranking.ts'

// A key is one byte that says how many more follow, and as few of them as hold it: most of what an entry costs is its keys. A longer number is a
// greater one, so bytes sort as numbers do; half of the first byte is the number's own highest part.
//   10 … 7f   below zero, the bytes turned over
//   80 … ef   from zero on
//   ff        missing, behind every number
const zero = 0x80
const missing = 0xff
const ofFirstByte = 16
const mostMore = 6
/** Beside these, milliseconds since 1970 are small. */
const largest = ofFirstByte * 256 ** mostMore - 1

const mostKeys = 32
const written = Buffer.alloc(mostKeys * (mostMore + 1))

/**
 * A board is a sorted set with score 0: the member alone carries the order, because a double cannot hold all keys.
 * Best first. The entrant's id stands behind the keys, so that equal entries stay apart in a stable order.
 */
export function encodeMember(placeBy: PlaceBy, entrantId: string): string {
  let end = 0
  for (const value of placeBy) end = value === null ? written.writeUInt8(missing, end) : writeValue(value, end)
  return written.toString('latin1', 0, end) + packEntrantId(entrantId)
}

export function decodeMember(member: string): { placeBy: PlaceBy; entrantId: string } {
  const bytes = Buffer.from(keysOf(member), 'latin1')
  const placeBy: (number | null)[] = []
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] as number
    const more = first === missing ? 0 : moreBehind(first)
    placeBy.push(first === missing ? null : readValue(bytes, at, more))
    at += 1 + more
  }
  return { placeBy, entrantId: unpackEntrantId(idOf(member)) }
}

/** Returns where the next one begins. */
function writeValue(value: number, at: number): number {
  const size = Math.abs(value)
  if (!Number.isInteger(value) || size > largest) throw new RangeError(`${value} has no place in a board member`)
  let [more, room] = [0, 1]
  while (size >= ofFirstByte * room) {
    more += 1
    room *= 256
  }
  let rest = size
  for (let byte = at + more; byte > at; byte -= 1) {
    written[byte] = rest % 256
    rest = Math.floor(rest / 256)
  }
  written[at] = zero + more * ofFirstByte + rest
  if (value < 0) for (let byte = at; byte <= at + more; byte += 1) written[byte] = 0xff - (written[byte] as number)
  return at + 1 + more
}

function moreBehind(first: number): number {
  return ((first < zero ? 0xff - first : first) - zero) >> 4
}

function readValue(bytes: Buffer, at: number, more: number): number {
  const isBelowZero = (bytes[at] as number) < zero
  const turned = isBelowZero ? 0xff : 0
  let size = ((bytes[at] as number) ^ turned) % ofFirstByte
  for (let byte = at + 1; byte <= at + more; byte += 1) size = size * 256 + ((bytes[byte] as number) ^ turned)
  return isBelowZero ? -size : size
}

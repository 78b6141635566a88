import { entrantIdWidth, keysOf, packEntrantId, unpackEntrantId } from '../../live/board-order.ts'
import type { PlaceBy } from './ranking.ts'

/** Six bytes for each key, the highest first: enough for milliseconds since 1970 on both sides of zero. */
const width = 6
const largest = 2 ** (8 * width - 1) - 1
/** Behind every number: no number is written with these bytes alone. */
const missing = '\xff'.repeat(width)

/**
 * A board is a sorted set with score 0: the member alone carries the order, because a double cannot hold all keys.
 * Best first. The entrant's id stands behind the keys, so that equal entries stay apart in a stable order.
 */
export function encodeMember(placeBy: PlaceBy, entrantId: string): string {
  const bytes = Buffer.alloc(placeBy.length * width)
  let hasMissing = false
  for (const [index, value] of placeBy.entries()) {
    if (value === null) hasMissing = true
    else bytes.writeUIntBE(shifted(value), index * width, width)
  }
  const keys = bytes.toString('latin1')
  return (hasMissing ? withMissing(keys, placeBy) : keys) + packEntrantId(entrantId)
}

export function decodeMember(member: string): { placeBy: PlaceBy; entrantId: string } {
  const keys = keysOf(member)
  const bytes = Buffer.from(keys, 'latin1')
  const placeBy: (number | null)[] = []
  for (let at = 0; at < keys.length; at += width) {
    placeBy.push(keys.startsWith(missing, at) ? null : bytes.readUIntBE(at, width) - largest)
  }
  return { placeBy, entrantId: unpackEntrantId(member.slice(-entrantIdWidth)) }
}

function shifted(value: number): number {
  if (!Number.isInteger(value) || Math.abs(value) > largest) throw new RangeError(`${value} has no place in a board member`)
  return value + largest
}

function withMissing(keys: string, placeBy: PlaceBy): string {
  return placeBy.map((value, index) => (value === null ? missing : keys.slice(index * width, (index + 1) * width))).join('')
}

import { entrantIdWidth } from '../../live/board-order.ts'
import type { PlaceBy } from './ranking.ts'

// digits in the order of their bytes: comparing members as bytes is comparing numbers
const alphabet = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'
const digitOf = new Map(Array.from(alphabet, (digit, value) => [digit, value]))

/** Eight digits of six bits, enough for milliseconds since 1970 on both sides of zero. */
const width = 8
const zero = 2 ** (6 * width - 1)
/** Behind every number: '~' sorts after the whole alphabet. */
const missing = '~'.repeat(width)

/**
 * A board is a sorted set with score 0: the member alone carries the order, because a double cannot hold all keys.
 * Best first. The entrant's id stands behind the keys, so that equal entries stay apart in a stable order.
 */
export function encodeMember(placeBy: PlaceBy, entrantId: string): string {
  let member = ''
  for (const value of placeBy) member += encodeValue(value)
  return member + packUuid(entrantId)
}

export function decodeMember(member: string): { placeBy: PlaceBy; entrantId: string } {
  const placeBy: (number | null)[] = []
  for (let at = 0; at < member.length - entrantIdWidth; at += width) placeBy.push(decodeValue(member.slice(at, at + width)))
  return { placeBy, entrantId: unpackUuid(member.slice(-entrantIdWidth)) }
}

function encodeValue(value: number | null): string {
  if (value === null) return missing
  if (!Number.isInteger(value) || Math.abs(value) >= zero) throw new RangeError(`${value} has no place in a board member`)
  return digits(value + zero, width)
}

function decodeValue(written: string): number | null {
  return written === missing ? null : decodeNumber(written) - zero
}

function digits(value: number, count: number): string {
  let written = ''
  for (let rest = value; written.length < count; rest = Math.floor(rest / 64)) written = alphabet.charAt(rest % 64) + written
  return written
}

function decodeNumber(written: string): number {
  let value = 0
  for (const digit of written) value = value * 64 + (digitOf.get(digit) ?? 0)
  return value
}

/** 22 characters instead of 36, in the same order: boards of a million entries live in memory. */
function packUuid(uuid: string): string {
  const hex = uuid.replaceAll('-', '')
  let packed = ''
  for (let at = 0; at < 30; at += 6) packed += digits(Number.parseInt(hex.slice(at, at + 6), 16), 4)
  return packed + digits(Number.parseInt(hex.slice(30), 16), 2)
}

function unpackUuid(packed: string): string {
  let hex = ''
  for (let at = 0; at < 20; at += 4)
    hex += decodeNumber(packed.slice(at, at + 4))
      .toString(16)
      .padStart(6, '0')
  hex += decodeNumber(packed.slice(20)).toString(16).padStart(2, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

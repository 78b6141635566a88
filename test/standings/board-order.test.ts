import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeMember, encodeMember } from '../../server/features/standings/board-member.ts'
import { comparePlaces, type PlaceBy } from '../../server/features/standings/ranking.ts'

const largest = 2 ** 52 - 1
// where a number takes a byte more than the one before
const brinks = Array.from({ length: 7 }, (_, more) => 16 * 256 ** more).flatMap((brink) => [
  brink - 1,
  Math.min(brink, largest),
  -brink + 1,
  -Math.min(brink, largest),
])
// few values, so that every key ties often; and the ends of what a member holds
const aValue = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(-largest, largest, 1_800_000_000_000),
  fc.constantFrom(...brinks),
  fc.integer({ min: -5_000, max: 5_000 }),
  fc.constant(null),
)
const twoPlaces = fc
  .integer({ min: 1, max: 11 })
  .chain((keys) => fc.tuple(fc.array(aValue, { minLength: keys, maxLength: keys }), fc.array(aValue, { minLength: keys, maxLength: keys })))

describe('a board member', () => {
  test('sorts as bytes exactly as the declared keys compare', () => {
    fc.assert(
      fc.property(twoPlaces, fc.uuid(), fc.uuid(), ([a, b], idOfA, idOfB) => {
        const byKeys = comparePlaces(a, b)
        const expected = byKeys === 0 ? compareText(idOfA, idOfB) : Math.sign(byKeys)
        expect(compareText(encodeMember(a, idOfA), encodeMember(b, idOfB))).toBe(expected)
      }),
      { numRuns: 2_000 },
    )
  })

  test('gives back what was put in', () => {
    fc.assert(
      fc.property(fc.array(aValue, { maxLength: 11 }), fc.uuid(), (placeBy: PlaceBy, id) => {
        expect(decodeMember(encodeMember(placeBy, id))).toEqual({ placeBy, entrantId: id })
      }),
    )
  })

  test('takes few bytes: five keys of a usual contest and the entrant are what Redis keeps in 48', () => {
    const [score, gap, durationMs, submittedAtMs, attempts] = [-20_000, 1_000_000, 1_200_000, 1_800_000_000_000, 7]
    expect(encodeMember([score, gap, durationMs, submittedAtMs, attempts], crypto.randomUUID()).length).toBeLessThanOrEqual(44)
  })

  test('refuses what it cannot hold', () => {
    expect(() => encodeMember([largest + 1], crypto.randomUUID())).toThrow(RangeError)
    expect(() => encodeMember([0.5], crypto.randomUUID())).toThrow(RangeError)
  })
})

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Supply, shareOut } from '../../../question-bank/papers/share-out.ts'

const someSupplies = (takers: number) =>
  fc.array(
    fc.record({
      count: fc.integer({ min: 0, max: 6 }),
      takers: fc.subarray(
        Array.from({ length: takers }, (_, index) => index),
        { minLength: 1 },
      ),
    }),
    {
      maxLength: 6,
    },
  )
const cases = fc
  .integer({ min: 1, max: 5 })
  .chain((takers) => fc.tuple(someSupplies(takers), fc.array(fc.integer({ min: 0, max: 8 }), { minLength: takers, maxLength: takers })))

/** The most that any sharing can give: by the theorem of Hall and König, the worst set of takers says it. */
function mostThatCanBeGiven(supplies: readonly Supply[], wanted: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY
  for (let set = 0; set < 1 << wanted.length; set += 1) {
    const isIn = (taker: number) => (set >> taker) & 1
    const reachable = supplies.reduce((sum, { count, takers }) => sum + (takers.some(isIn) ? count : 0), 0)
    least = Math.min(least, reachable + wanted.reduce((sum, want, taker) => sum + (isIn(taker) ? 0 : want), 0))
  }
  return least
}

describe('sharing out', () => {
  test('gives as much as can be given at all, of nothing more than there is, and to nobody what he does not take', () => {
    fc.assert(
      fc.property(cases, ([supplies, wanted]) => {
        const { shares, missing } = shareOut(supplies, wanted)
        const got = wanted.map((_, taker) => shares.reduce((sum, share) => sum + (share.get(taker) ?? 0), 0))
        expect(got).toEqual(wanted.map((want, taker) => want - (missing[taker] as number)))
        expect(got.reduce((sum, one) => sum + one, 0)).toBe(mostThatCanBeGiven(supplies, wanted))
        for (const [index, { count, takers }] of supplies.entries()) {
          const given = [...(shares[index] as ReadonlyMap<number, number>)]
          expect(given.reduce((sum, [, share]) => sum + share, 0)).toBeLessThanOrEqual(count)
          expect(given.every(([taker, share]) => share >= 0 && (share === 0 || takers.includes(taker)))).toBe(true)
        }
      }),
    )
  })

  test('who came earlier never lacks more for the sake of who came later', () => {
    fc.assert(
      fc.property(cases, ([supplies, wanted]) => {
        const { missing } = shareOut(supplies, wanted)
        for (let taker = 0; taker < wanted.length; taker += 1)
          expect(shareOut(supplies, wanted.slice(0, taker + 1)).missing).toEqual(missing.slice(0, taker + 1))
      }),
    )
  })

  test('rivals are exactly why nothing more can be given: they hold all that any of them could take', () => {
    fc.assert(
      fc.property(cases, ([supplies, wanted]) => {
        const { shares, missing, rivals } = shareOut(supplies, wanted)
        const last = wanted.length - 1
        const among = rivals.get(last)
        expect(among !== undefined).toBe((missing[last] as number) > 0)
        if (!among) return
        const reachable = supplies.filter(({ takers }) => takers.some((one) => among.includes(one))).reduce((sum, { count }) => sum + count, 0)
        const held = among.reduce((sum, one) => sum + shares.reduce((inner, share) => inner + (share.get(one) ?? 0), 0), 0)
        expect([among.includes(last), held]).toEqual([true, reachable])
      }),
    )
  })

  test('a taker makes room when it can be served elsewhere', () => {
    // both want the three of the first supply; the earlier one also takes of the second
    const { missing } = shareOut(
      [
        { count: 3, takers: [0, 1] },
        { count: 3, takers: [0] },
      ],
      [3, 3],
    )
    expect(missing).toEqual([0, 0])
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyDelta } from '../../console/board/apply-delta.ts'
import type { BoardSnapshot } from '../../server/contract/boards.ts'
import { aBoard, aDelta, aRow, deltaBetween } from './board-samples.ts'

describe('a delta that continues the board', () => {
  test('moves rows without sending those that only moved', () => {
    const board = applyDelta(aBoard(), aDelta({ order: ['b', 'a'], changed: [aRow('b', { place: 1 }), aRow('a', { place: 2 })] }))
    expect(board?.rows.map(({ key, place }) => [key, place])).toEqual([
      ['b', 1],
      ['a', 2],
    ])
  })

  test('adds who came and drops who left the rows shown', () => {
    const board = applyDelta(aBoard(), aDelta({ order: ['c', 'a'], changed: [aRow('c')], entrants: 3 }))
    expect(board?.rows.map(({ key }) => key)).toEqual(['c', 'a'])
    expect(board?.entrants).toBe(3)
  })

  test('brings version, time and the freeze', () => {
    const frozenSince = '2026-11-21T02:00:00.000Z'
    expect(applyDelta(aBoard(), aDelta({ frozenSince }))).toMatchObject({ version: 8, takenAt: '2026-11-21T02:41:01.000Z', frozenSince })
    expect(applyDelta(aBoard({ frozenSince }), aDelta())?.frozenSince).toBeNull()
  })

  test('says that the board is partial from when it is, and no longer when it is whole', () => {
    expect(applyDelta(aBoard(), aDelta({ isPartial: true }))?.isPartial).toBe(true)
    expect(applyDelta(aBoard({ isPartial: true }), aDelta())?.isPartial).toBeUndefined()
  })

  test('says that essays wait as long as they do', () => {
    expect(applyDelta(aBoard(), aDelta({ hasEssaysWaiting: true }))?.hasEssaysWaiting).toBe(true)
    expect(applyDelta(aBoard({ hasEssaysWaiting: true }), aDelta())?.hasEssaysWaiting).toBeUndefined()
  })

  test('takes the units as the server ranks them: one that left the list does not linger', () => {
    const units = [{ unitId: 3, unitName: 'Xã Cồn Nổi', entrants: 6 }]
    expect(applyDelta(aBoard(), aDelta({ units }))?.units).toEqual(units)
  })

  test('leaves the board it started from untouched', () => {
    const before = aBoard()
    const copy = structuredClone(before)
    applyDelta(before, aDelta({ order: ['b', 'a'] }))
    expect(before).toEqual(copy)
  })
})

describe('a delta that does not fit is refused, so that the whole board is asked again', () => {
  test.each([
    ['it starts from a later version: something was missed', aDelta({ from: 8, version: 9 })],
    ['it starts from an earlier version: the server began anew', aDelta({ from: 2, version: 3 })],
    ['it speaks of another round', aDelta({ roundId: 2 })],
    ['it orders a row that nobody ever sent', aDelta({ order: ['a', 'x', 'b'] })],
  ])('%s', (_why, delta) => {
    expect(applyDelta(aBoard(), delta)).toBeNull()
  })
})

test('whatever happens on the server, a screen that follows the deltas shows what a fresh one shows', () => {
  const rows = fc
    .uniqueArray(fc.record({ key: fc.constantFrom(...'abcdefgh'), score: fc.nat(3) }), { selector: ({ key }) => key })
    .map((entries) => entries.map(({ key, score }, position) => aRow(key, { place: position + 1, scoreThousandths: score * 1_000 })))
  const history = fc.array(fc.record({ rows, entrants: fc.nat(99) }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(history, (steps) => {
      const boards: BoardSnapshot[] = steps.map((step, position) => aBoard({ ...step, version: position + 1 }))
      let shown: BoardSnapshot | null = boards[0]!
      for (const [position, board] of boards.entries()) {
        if (position > 0 && shown) shown = applyDelta(shown, deltaBetween(boards[position - 1]!, board))
        expect(shown).toEqual(board)
      }
    }),
  )
})

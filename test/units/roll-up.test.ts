import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rollUp, type Succeeded, type TreeUnit, totalHeadcounts } from '../../server/features/units/roll-up.ts'

// T is the top; A, B, C stand below it, each with a branch of its own
const [T, A, B, C, a, b, N, M] = [1, 2, 3, 4, 5, 6, 7, 8]
const names: Record<number, string> = { [T]: 'T', [A]: 'A', [B]: 'B', [C]: 'C', [a]: 'a', [b]: 'b', [N]: 'N', [M]: 'M' }
const open = (id: number, parentId: number | null): TreeUnit => ({ id, parentId, isOpen: true })
const closed = (id: number, parentId: number | null): TreeUnit => ({ id, parentId, isOpen: false })
const into = (unitId: number, successorId: number, from: string, shareThousandths = 1_000, act = 1): Succeeded => ({
  unitId,
  successorId,
  from,
  shareThousandths,
  act,
})
const first = [open(T, null), open(A, T), open(B, T), open(C, T), open(a, A), open(b, B)]
const earned = { A: 10, B: 20, a: 3, b: 4 }

type Case = {
  day: string
  tree: readonly TreeUnit[]
  successions?: readonly Succeeded[]
  origins?: readonly { unitId: number; parentId: number | null }[]
  earned?: Record<string, number>
  total: Record<string, number>
  outside?: number
  isShared?: boolean
}

const idOf = Object.fromEntries(Object.entries(names).map(([id, name]) => [name, Number(id)]))
const counts = (byName: Record<string, number>) => new Map(Object.entries(byName).map(([name, count]) => [idOf[name] as number, count]))

describe('results rolled up in the tree of a day', () => {
  test.each<[string, Case]>([
    ['in the tree they were earned in', { day: '2025-01-01', tree: first, total: { T: 37, A: 13, a: 3, B: 24, b: 4 } }],
    [
      'after a merge all of it counts where the unit goes on',
      {
        day: '2025-08-01',
        tree: [open(T, null), closed(A, T), open(B, T), open(C, T), open(a, B), open(b, B)],
        successions: [into(A, B, '2025-07-01')],
        total: { T: 37, B: 37, a: 3, b: 4 },
      },
    ],
    [
      'the tree of the day before the merge knows nothing of it',
      { day: '2025-06-30', tree: first, successions: [into(A, B, '2025-07-01')], total: { T: 37, A: 13, a: 3, B: 24, b: 4 } },
    ],
    [
      'a chain of merges is followed to its end',
      {
        day: '2026-01-01',
        tree: [open(T, null), closed(A, T), closed(B, T), open(C, T), open(a, C), open(b, C)],
        successions: [into(A, B, '2025-07-01'), into(B, C, '2025-09-01', 1_000, 2)],
        total: { T: 37, C: 37, a: 3, b: 4 },
      },
    ],
    [
      'a split shares out as declared, and nobody is counted twice or lost',
      {
        day: '2025-08-01',
        tree: [...first.filter(({ id }) => id !== A && id !== a), closed(A, T), open(N, T), open(M, T), open(a, N)],
        successions: [into(A, N, '2025-07-01', 667), into(A, M, '2025-07-01', 333)],
        total: { T: 37, N: 10, M: 3, a: 3, B: 24, b: 4 },
        isShared: true,
      },
    ],
    [
      'a split with a main successor gives it everything',
      {
        day: '2025-08-01',
        tree: [...first.filter(({ id }) => id !== A && id !== a), closed(A, T), open(N, T), open(M, T), open(a, M)],
        successions: [into(A, N, '2025-07-01', 1_000), into(A, M, '2025-07-01', 0)],
        total: { T: 37, N: 10, M: 3, a: 3, B: 24, b: 4 },
      },
    ],
    [
      'a move takes the results along',
      {
        day: '2025-08-01',
        tree: [open(T, null), open(A, C), open(B, T), open(C, T), open(a, A), open(b, B)],
        total: { T: 37, C: 13, A: 13, a: 3, B: 24, b: 4 },
      },
    ],
    [
      'what closed and goes on nowhere counts in the unit above',
      {
        day: '2025-08-01',
        tree: [open(T, null), closed(A, T), open(B, T), open(C, T), closed(a, A), open(b, B)],
        total: { T: 37, B: 24, b: 4 },
      },
    ],
    [
      'what was reopened counts itself again',
      { day: '2025-12-01', tree: first, successions: [into(A, B, '2025-07-01')], total: { T: 37, A: 13, a: 3, B: 24, b: 4 } },
    ],
    [
      'what ended twice goes on where it was said last',
      {
        day: '2026-01-01',
        tree: [open(T, null), closed(A, T), open(B, T), open(C, T), open(a, C), open(b, B)],
        successions: [into(A, B, '2025-07-01', 1_000, 1), into(A, C, '2025-10-01', 1_000, 5)],
        total: { T: 37, C: 13, a: 3, B: 24, b: 4 },
      },
    ],
    [
      'in the tree of a day before it was split off, a unit counts in the one it came from',
      {
        day: '2025-06-30',
        tree: first,
        successions: [into(A, N, '2025-07-01', 500), into(A, M, '2025-07-01', 500)],
        origins: [
          { unitId: N, parentId: T },
          { unitId: M, parentId: T },
        ],
        earned: { N: 6, M: 5 },
        total: { T: 11, A: 11 },
      },
    ],
    [
      'in the tree of a day before it was formed of several, a unit counts where all of them stood',
      {
        day: '2025-06-30',
        tree: first,
        successions: [into(A, N, '2025-07-01'), into(B, N, '2025-07-01')],
        origins: [{ unitId: N, parentId: T }],
        earned: { N: 9, C: 1 },
        total: { T: 10, C: 1 },
      },
    ],
    [
      'in the tree of a day before it began from nothing, a unit counts in the unit above, and without one nowhere',
      {
        day: '2025-06-30',
        tree: first,
        origins: [
          { unitId: N, parentId: C },
          { unitId: M, parentId: null },
        ],
        earned: { N: 2, M: 5 },
        total: { T: 2, C: 2 },
        outside: 5,
      },
    ],
    [
      'units that name each other as successors do not go round for ever',
      {
        day: '2026-01-01',
        tree: [open(T, null), closed(A, T), closed(B, T), open(C, T), open(a, C), open(b, C)],
        successions: [into(A, B, '2025-07-01'), into(B, A, '2025-09-01', 1_000, 2)],
        total: { T: 37, C: 7, a: 3, b: 4 },
      },
    ],
  ])('%s', (_rule, { day, tree, successions = [], origins = [], earned: by = earned, total, outside = 0, isShared = false }) => {
    const rolled = rollUp(counts(by), { tree, successions, origins, day })
    expect(Object.fromEntries([...rolled.total].filter(([, count]) => count > 0).map(([id, count]) => [names[id], count]))).toEqual(total)
    expect([rolled.outside, rolled.isShared]).toEqual([outside, isShared])
  })

  test('whatever happened to the tree, the sum stays', () => {
    const anyTree = fc
      .array(fc.record({ above: fc.nat(20), isOpen: fc.boolean() }), { minLength: 1, maxLength: 12 })
      .map((units) =>
        units.map(({ above, isOpen }, at): TreeUnit => ({ id: at + 1, parentId: at === 0 || above % 5 === 0 ? null : (above % at) + 1, isOpen })),
      )
    const anySuccession = fc.record({
      unitId: fc.integer({ min: 1, max: 15 }),
      successorId: fc.integer({ min: 1, max: 15 }),
      from: fc.constantFrom('2025-01-01', '2025-06-01', '2026-01-01'),
      shareThousandths: fc.constantFrom(0, 1, 333, 500, 1_000),
      act: fc.nat(5),
    })
    fc.assert(
      fc.property(anyTree, fc.array(anySuccession, { maxLength: 20 }), fc.array(fc.nat(1_000), { maxLength: 15 }), (tree, successions, list) => {
        const by = new Map(list.map((count, at) => [at + 1, count]))
        const origins = list.map((_count, at) => ({ unitId: at + 1, parentId: at % 3 === 0 ? null : 1 }))
        const { own, outside } = rollUp(by, { tree, successions, origins, day: '2025-07-01' })
        const openIds = new Set(tree.filter(({ isOpen }) => isOpen).map(({ id }) => id))
        expect([...own.keys()].every((id) => openIds.has(id))).toBe(true)
        expect([...own.values()].reduce((sum, count) => sum + count, 0) + outside).toBe(list.reduce((sum, count) => sum + count, 0))
      }),
    )
  })
})

test.each<[string, Record<string, number>, Record<string, number>]>([
  ['what is not declared is the sum of what is below', { a: 30, b: 40, C: 5 }, { T: 75, A: 30, a: 30, B: 40, b: 40, C: 5 }],
  ['what is declared counts for all of it', { T: 100, a: 30 }, { T: 100, A: 30, a: 30 }],
  ['where nothing is known nothing is said', {}, {}],
])('headcounts: %s', (_rule, declared, total) => {
  expect(Object.fromEntries([...totalHeadcounts(first, counts(declared))].map(([id, count]) => [names[id], count]))).toEqual(total)
})

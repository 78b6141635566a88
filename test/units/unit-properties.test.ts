import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { Problem } from '../../server/contract/errors.ts'
import type { Acting } from '../../server/features/units/unit-acts-service.ts'
import { afterFile } from '../helpers/after-file.ts'
import { pinnedClock } from '../helpers/pinned.ts'
import { openUnitsStage } from './units-stage.ts'

const closing = afterFile()
const today = '2026-06-15'
const days = ['2025-01-01', '2025-07-01', '2026-01-01', today, '2026-09-01', '2027-01-01']
let stage: Awaited<ReturnType<typeof openUnitsStage>>
let acting: Acting
beforeAll(async () => {
  stage = await openUnitsStage([], { clock: pinnedClock(Date.parse(`${today}T12:00:00+07:00`)) }, closing)
  acting = {
    actor: { kind: 'staff', id: stage.owner.id, name: 'chu', grants: [{ role: 'owner', path: null }] },
    by: { kind: 'staff', id: String(stage.owner.id), name: 'chu', from: null, requestId: null, atMs: Date.parse(today) },
  }
})

type Row = { id: number; parentId: number | null; name: string; isOpen: boolean }
const treeOn = (day: string) =>
  stage.database.sql<Row[]>`select id, parent_id as "parentId", name, is_open as "isOpen" from unit_tree_on(${day}::date) order by id`

const deeds = ['create', 'create', 'rename', 'move', 'move', 'move', 'close', 'reopen', 'merge', 'split', 'split', 'callOff'] as const
const anyAct = fc.record({
  deed: fc.constantFrom(...deeds),
  on: fc.nat(days.length - 1),
  one: fc.nat(20),
  other: fc.nat(20),
  third: fc.nat(20),
  isTop: fc.boolean(),
})
type AnyAct = typeof anyAct extends fc.Arbitrary<infer One> ? One : never

/** Does it if it may be done; says whether it was. */
async function perform({ deed, on, one, other, third, isTop }: AnyAct, number: number): Promise<boolean> {
  const { unitActs } = stage.app.features
  const known = await stage.database.sql<{ id: number; version: number }[]>`select id, version from units order by id desc limit 21`
  const pick = (at: number) => known[at % Math.max(1, known.length)] ?? { id: 1, version: 1 }
  const [unit, second, last] = [pick(one), pick(other), pick(third)]
  const body = { actionId: randomUUID(), effectiveOn: days[on] as string }
  const seen = { ...body, version: unit.version }
  const fresh = (part: string) => ({
    code: `P${number}${part}${randomUUID().slice(0, 8)}`,
    name: `Đơn vị ${number}${part}`,
    parentId: isTop ? null : second.id,
  })
  const all = {
    create: () => unitActs.create(acting, { ...body, ...fresh('') }),
    rename: () => unitActs.rename(acting, unit.id, { ...seen, name: `Tên ${number}` }),
    move: () => unitActs.move(acting, unit.id, { ...seen, parentId: isTop ? null : second.id }),
    close: () => unitActs.close(acting, unit.id, { ...seen, withUnitsBelow: isTop }),
    reopen: async () => {
      const [ended = unit] = await stage.database.sql<{ id: number; version: number }[]>`
        select u.id, u.version from unit_lives l join units u on u.id = l.unit_id where not l.is_open order by l.act desc limit 1`
      await unitActs.reopen(acting, ended.id, { ...body, version: ended.version })
    },
    merge: () => unitActs.merge(acting, { ...body, units: unit.id === last.id ? [unit] : [unit, last], into: isTop ? fresh('') : second }),
    split: () =>
      unitActs.split(acting, unit.id, {
        ...seen,
        into: [
          { unit: fresh('a'), shareThousandths: 600 },
          { unit: isTop ? fresh('b') : last, shareThousandths: 400 },
        ],
      }),
    callOff: async () => {
      const [planned] = await stage.database.sql<{ number: number }[]>`
        select number from unit_acts where effective_on > ${today}::date and cancelled_at is null order by number desc limit 1`
      await unitActs.callOff(acting, planned?.number ?? 0)
    },
  }
  try {
    await all[deed]()
    return true
  } catch (error) {
    if (error instanceof Problem) return false
    throw error
  }
}

function check(tree: readonly Row[]): void {
  const byId = new Map(tree.map((row) => [row.id, row]))
  for (const row of tree) {
    const trail = new Set<number>()
    for (let at: Row | undefined = row; at; at = at.parentId === null ? undefined : byId.get(at.parentId)) {
      expect(trail.has(at.id), `unit ${at.id} stands above itself`).toBe(false)
      trail.add(at.id)
    }
    if (row.isOpen && row.parentId !== null) expect(byId.get(row.parentId)?.isOpen, `unit ${row.id} is open below a closed one`).toBe(true)
  }
}

test('whatever is done in whatever order: no unit above itself on any day, what was so stays so, and paths say what parents say', async () => {
  const done = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(fc.array(anyAct, { minLength: 10, maxLength: 24 }), async (acts) => {
      // few units at a time meet each other more often
      await stage.database.sql.begin(async (sql) => {
        for (const table of ['unit_lives', 'unit_names', 'unit_parents', 'unit_successors', 'unit_acts', 'units'])
          await sql`delete from ${sql(table)}`
      })
      stage.app.features.units.forget()
      for (const [number, one] of acts.entries()) {
        const before = new Map<string, readonly Row[]>()
        for (const day of days) before.set(day, await treeOn(day))
        if (await perform(one, number)) done.set(one.deed, (done.get(one.deed) ?? 0) + 1)
        for (const day of days) {
          const tree = await treeOn(day)
          check(tree)
          const mayChange = one.deed === 'callOff' ? day > today : day >= (days[one.on] as string)
          if (!mayChange) expect(tree, `the tree of ${day} after ${one.deed}`).toEqual(before.get(day))
        }
        const columns = await stage.database.sql<(Row & { path: string; depth: number })[]>`
          select u.id, u.parent_id as "parentId", u.name, u.is_open as "isOpen", u.path::text as path, u.depth from units u
          where exists (select from unit_lives l where l.unit_id = u.id and l.from_on <= ${today}::date) order by u.id`
        expect(columns.map(({ path: _path, depth: _depth, ...row }) => row)).toEqual([...(await treeOn(today))])
        const byId = new Map(columns.map((row) => [row.id, row]))
        for (const { id, parentId, path, depth } of columns) {
          const above = parentId === null ? undefined : byId.get(parentId)
          expect([path, depth]).toEqual([above ? `${above.path}.${id}` : String(id), above ? above.depth + 1 : 0])
        }
      }
    }),
    { numRuns: 24 },
  )
  // a run in which everything was refused would prove nothing
  expect([...new Set(deeds)].filter((deed) => !done.get(deed))).toEqual([])
}, 240_000)

import { rememberEach } from '../../remember.ts'
import { homesIn, totalHeadcounts } from './roll-up.ts'
import type { TurnoutStore } from './turnout-store.ts'
import type { UnitOfDay, UnitsDeskStore } from './units-desk-store.ts'
import type { UnitsService } from './units-service.ts'

type Dependencies = {
  store: Pick<TurnoutStore, 'successions' | 'originsAfter'>
  desk: Pick<UnitsDeskStore, 'treeOn' | 'headcountsOn' | 'unitIds'>
  units: Pick<UnitsService, 'today' | 'version'>
}

const mostKept = 8

/** Trees of days with whoever counts where: people of every unit, whenever it was, in the tree of that day. */
export function createDayTrees({ store, desk, units }: Dependencies) {
  const kept = rememberEach(async (name: string): Promise<DayTree> => {
    const day = name.slice(0, 10)
    const [tree, headcounts, successions, origins, ids] = await Promise.all([
      desk.treeOn(day),
      desk.headcountsOn(day),
      store.successions(),
      store.originsAfter(day),
      desk.unitIds(),
    ])
    const own = new Map(headcounts.map(({ unitId, headcount }) => [unitId, headcount]))
    const open = tree.filter(({ isOpen }) => isOpen)
    return createDayTree(tree, ids, homesIn({ tree, successions, origins, day }), totalHeadcounts(open, own))
  })
  return {
    /** Without a day: today's. */
    async on(day = units.today()): Promise<DayTree> {
      const name = `${day} ${await units.version()}`
      const others = kept.names().filter((other) => other !== name)
      // trees of former versions are of no use, and reading one again costs some hundred milliseconds
      for (const other of others.slice(0, Math.max(0, others.length - mostKept + 1))) kept.forget(other)
      return kept.get(name)
    },
  }
}
export type DayTrees = ReturnType<typeof createDayTrees>

export type DayTree = ReturnType<typeof createDayTree>

export function createDayTree(
  tree: readonly UnitOfDay[],
  everyUnitId: readonly number[],
  homeOf: (unitId: number) => number | undefined,
  headcounts: ReadonlyMap<number, number>,
) {
  const byId = new Map(tree.map((unit) => [unit.id, unit]))
  const children = Map.groupBy(tree, ({ parentId }) => parentId)
  const guests = Map.groupBy(everyUnitId, homeOf)
  const open = tree.filter(({ isOpen }) => isOpen)
  const roots = open.filter(({ parentId }) => parentId === null || !byId.has(parentId))

  function depthOf(id: number): number {
    const parentId = byId.get(id)?.parentId ?? null
    return parentId === null || !byId.has(parentId) ? 0 : 1 + depthOf(parentId)
  }
  function below(id: number): number[] {
    return [...(guests.get(id) ?? []), ...(children.get(id) ?? []).flatMap((child) => below(child.id))]
  }

  return {
    /** Only units that are open that day. */
    get(id: number): UnitOfDay | undefined {
      const unit = byId.get(id)
      return unit?.isOpen ? unit : undefined
    },
    homeOf,
    /** Every unit, past and present, whose people count in this one or below it. */
    countedIn: below,
    /** Whether everybody counts there. */
    isEverybody: (id: number) => roots.length === 1 && roots[0]?.id === id,
    openAt: (depth: number) => open.filter(({ id }) => depthOf(id) === depth),
    headcountOf: (id: number): number | null => headcounts.get(id) ?? null,
  }
}

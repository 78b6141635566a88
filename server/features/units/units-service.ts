import type { UnitList } from '../../contract/contests.ts'
import { Problem } from '../../contract/errors.ts'
import { remember } from '../../remember.ts'
import { createUnitTree, type UnitRow } from './unit-tree.ts'
import type { UnitsStore } from './units-store.ts'

const searchLimit = 20

export function createUnitsService({ store }: { store: UnitsStore }) {
  const tree = remember(async () => createUnitTree(await store.all()))
  return {
    async list(query: { parent?: number; search?: string }): Promise<UnitList> {
      const known = await tree.get()
      if (query.search !== undefined) return { units: known.search(query.search, searchLimit) }
      if (query.parent !== undefined && !known.get(query.parent)) throw new Problem('UNIT_NOT_FOUND')
      return { units: known.childrenOf(query.parent ?? null) }
    },
    /** People belong to a unit below the top: the top is the organizer itself. */
    async selectable(unitId: number): Promise<UnitRow> {
      const known = await tree.get()
      const unit = known.get(unitId)
      if (!unit) throw new Problem('UNIT_NOT_FOUND')
      if (unit.parentId === null && known.childrenOf(unitId).length > 0) throw new Problem('UNIT_NOT_SELECTABLE')
      return unit
    },
    /** Ids from the top of the tree down to the unit, "3.17.204". */
    async pathOf(unitId: number): Promise<string> {
      const trail = (await tree.get()).trailOf(unitId)
      if (trail.length === 0) throw new Problem('UNIT_NOT_FOUND')
      return trail.map((unit) => unit.id).join('.')
    },
    async nameOf(unitId: number): Promise<string> {
      return (await tree.get()).get(unitId)?.name ?? ''
    },
    /** Ids of the unit and all above it: where one entrant counts. */
    async trailIdsOf(unitId: number): Promise<number[]> {
      return (await tree.get()).trailOf(unitId).map((unit) => unit.id)
    },
    async depthOf(unitId: number): Promise<number> {
      return (await tree.get()).get(unitId)?.depth ?? 0
    },
    forget: () => tree.forget(),
  }
}
export type UnitsService = ReturnType<typeof createUnitsService>

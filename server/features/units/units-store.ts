import type { Database } from '../../database/client.ts'
import type { UnitRow } from './unit-tree.ts'
import { units } from './units.table.ts'

export type UnitsStore = { all(): Promise<UnitRow[]> }

export function createUnitsStore({ orm }: Database): UnitsStore {
  return {
    all: () =>
      orm.select({ id: units.id, code: units.code, name: units.name, parentId: units.parentId, depth: units.depth }).from(units).orderBy(units.id),
  }
}

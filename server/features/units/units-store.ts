import type { Database } from '../../database/client.ts'
import type { UnitRow } from './unit-tree.ts'

export type UnitsStore = { all(): Promise<UnitRow[]> }

export function createUnitsStore({ sql }: Database): UnitsStore {
  return {
    all: () => sql<UnitRow[]>`select id, code, name, parent_id as "parentId", depth from units order by id`,
  }
}

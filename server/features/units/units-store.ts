import type { Database } from '../../database/client.ts'

export type UnitRow = { id: number; code: string; name: string; parentId: number | null; depth: number; isOpen: boolean; levelNames: string[] | null }
/** Another name under which a unit may be looked for. */
export type OtherName = { unitId: number; name: string }
export type Succession = { unitId: number; successorId: number; shareThousandths: number }
export type TreeState = { version: number; shape: number; shapeChangedAt: Date; projectedOn: string }
export type LoadedTree = { state: TreeState; rows: UnitRow[]; otherNames: OtherName[]; successions: Succession[] }

export type UnitsStore = ReturnType<typeof createUnitsStore>

export function createUnitsStore({ sql }: Database) {
  return {
    async state(): Promise<TreeState> {
      const [row] = await sql<TreeState[]>`
        select version::float8 as version, shape, shape_changed_at as "shapeChangedAt", projected_on::text as "projectedOn" from unit_tree`
      return row as TreeState
    },

    /** Draws the tree of that day into the columns of today, unless somebody was there before. */
    async projectFor(day: string, atMs: number): Promise<void> {
      await sql.begin(async (transaction) => {
        await transaction`select pg_advisory_xact_lock(hashtextextended('tree of units', 7407))`
        await transaction`select project_unit_tree(${day}::date, ${new Date(atMs)}) from unit_tree where projected_on < ${day}::date`
      })
    },

    /** Today's tree as one moment shows it. */
    load: (day: string): Promise<LoadedTree> =>
      sql.begin('isolation level repeatable read read only', async (transaction) => {
        const [state] = await transaction<TreeState[]>`
          select version::float8 as version, shape, shape_changed_at as "shapeChangedAt", projected_on::text as "projectedOn" from unit_tree`
        const rows = await transaction<UnitRow[]>`
          select id, code, name, parent_id as "parentId", depth, is_open as "isOpen", to_jsonb(level_names) as "levelNames" from units order by id`
        const otherNames = await transaction<OtherName[]>`
          select unit_id as "unitId", alias as name from unit_aliases
          union select n.unit_id, n.name from unit_names n join units u on u.id = n.unit_id where n.from_on <= ${day}::date and n.name <> u.name`
        const successions = await transaction<Succession[]>`
          select s.unit_id as "unitId", s.successor_id as "successorId", s.share_thousandths as "shareThousandths"
          from unit_successors s
          join (
            select distinct on (unit_id) unit_id, from_on, act from unit_successors where from_on <= ${day}::date order by unit_id, from_on desc, act desc
          ) latest using (unit_id, from_on, act)
          order by s.unit_id, s.share_thousandths desc, s.successor_id`
        return { state: state as TreeState, rows: [...rows], otherNames: [...otherNames], successions: [...successions] }
      }) as Promise<LoadedTree>,
  }
}

import type { UnitImportCounts, UnitImportLine, UnitImportStatus, UnitLineReason, UnitLineState } from '../../contract/units.ts'
import type { Database } from '../../database/client.ts'
import type { ComparedLine, KnownUnit } from './compare-lines.ts'

export type StoredLine = Omit<UnitImportLine, 'reasons'> & { reasons: UnitLineReason[] }
export type StoredImport = UnitImportStatus & { confirmedBy: string | null }

export type UnitImportsStore = ReturnType<typeof createUnitImportsStore>

export function createUnitImportsStore({ sql }: Database) {
  return {
    /** The whole tree as of a day with its codes, and the version it was read at. */
    async known(day: string): Promise<{ units: KnownUnit[]; version: number }> {
      return sql.begin('isolation level repeatable read read only', async (transaction) => {
        const [state] = await transaction<{ version: number }[]>`select version::float8 as version from unit_tree`
        const units = await transaction<KnownUnit[]>`
          select u.code, t.name, p.code as "parentCode", t.is_open as "isOpen", h.headcount
          from unit_tree_on(${day}::date) t join units u on u.id = t.id left join units p on p.id = t.parent_id
          left join (
            select distinct on (unit_id) unit_id, headcount from unit_headcounts where from_on <= ${day}::date order by unit_id, from_on desc, act desc
          ) h on h.unit_id = t.id`
        // a unit that is planned holds its code already
        const planned = await transaction<KnownUnit[]>`
          select u.code, u.name, null as "parentCode", false as "isOpen", null as headcount from units u
          where not exists (select from unit_lives l where l.unit_id = u.id and l.from_on <= ${day}::date)`
        return { units: [...units, ...planned], version: state?.version ?? 0 }
      }) as Promise<{ units: KnownUnit[]; version: number }>
    },

    async keep(
      {
        id,
        accountId,
        fileName,
        treeVersion,
        counts,
      }: { id: string; accountId: number; fileName: string; treeVersion: number; counts: UnitImportCounts },
      lines: readonly ComparedLine[],
    ): Promise<void> {
      await sql.begin(async (transaction) => {
        await transaction`
          insert into unit_imports (id, account_id, file_name, counts, tree_version)
          values (${id}, ${accountId}, ${fileName}, ${transaction.json(counts)}, ${treeVersion})`
        await transaction`
          insert into unit_import_lines (import_id, position, line, state, code, name, parent_code, headcount, changes, reasons)
          select ${id}, t.ord - 1, l.line, l.state, l.code, l.name, l."parentCode", l.headcount, l.changes, l.reasons
          from jsonb_array_elements(${JSON.stringify(lines)}::text::jsonb) with ordinality as t(entry, ord)
          cross join lateral jsonb_to_record(t.entry) as l(line integer, state text, code text, name text, "parentCode" text, headcount integer, changes text[], reasons jsonb)`
      })
    },
    async find(id: string): Promise<StoredImport | undefined> {
      const [row] = await sql<StoredImport[]>`
        select id as "importId", file_name as "fileName", state, counts, confirmed_by as "confirmedBy" from unit_imports where id = ${id}`
      return row
    },
    lines: (id: string, state: UnitLineState | undefined, after: number, limit: number): Promise<StoredLine[]> =>
      sql<StoredLine[]>`
        select position, line, state, code, name, parent_code as "parentCode", headcount, to_jsonb(changes) as changes, reasons from unit_import_lines
        where import_id = ${id} and position > ${after} and ${state === undefined ? sql`true` : sql`state = ${state}`} order by position limit ${limit}`,
    async discard(id: string): Promise<boolean> {
      return (await sql`delete from unit_imports where id = ${id} and state = 'previewed'`).count > 0
    },
    /** Previews that nobody confirmed for a month; of confirmed ones the lines go, what they did stands in the history. */
    async dropForgotten(): Promise<void> {
      await sql`delete from unit_imports where state = 'previewed' and created_at < now() - interval '30 days'`
      await sql`
        delete from unit_import_lines l using unit_imports i where i.id = l.import_id and i.state = 'confirmed' and i.confirmed_at < now() - interval '30 days'`
    },
    exported: (day: string): Promise<KnownUnit[]> => sql<KnownUnit[]>`
      with recursive open as (
        select t.id, t.parent_id, t.name, u.code from unit_tree_on(${day}::date) t join units u on u.id = t.id where t.is_open
      ),
      placed as (
        select o.*, array[o.code] as trail from open o where o.parent_id is null
        union all select o.*, p.trail || o.code from placed p join open o on o.parent_id = p.id
      )
      select o.code, o.name, p.code as "parentCode", true as "isOpen", h.headcount
      from placed o left join units p on p.id = o.parent_id
      left join (
        select distinct on (unit_id) unit_id, headcount from unit_headcounts where from_on <= ${day}::date order by unit_id, from_on desc, act desc
      ) h on h.unit_id = o.id
      order by o.trail`,
  }
}

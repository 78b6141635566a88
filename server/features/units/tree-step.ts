import type { TransactionSql } from 'postgres'
import { Problem } from '../../contract/errors.ts'
import { arrayOf, textArrayOf } from '../../database/array-literal.ts'
import type { Logo } from './logo-picture.ts'
import { type TakenOver, takeOverLines } from './take-over-lines.ts'

/** A unit on the day an act takes effect. */
export type UnitThen = {
  id: number
  code: string
  name: string
  parentId: number | null
  isOpen: boolean
  hasBegun: boolean
  headcount: number | null
}
export type NewUnitRow = { code: string; name: string; parentId: number | null; headcount?: number }
/** What is not dated, but for who to call. */
export type DescribedUnit = { colours: unknown; levelNames: string[] | null; logoDigest: string | null; aliases: string[] }
export type TreeStep = ReturnType<typeof createTreeStep>

/** What one act reads and writes, all of it on the day it takes effect and under its number. */
export function createTreeStep(sql: TransactionSql, act: number, day: string, today: string, touched: Set<number>) {
  const touch = (ids: Iterable<number>) => {
    for (const id of ids) touched.add(id)
  }
  const list = (ids: readonly number[]) => sql`${arrayOf(ids, String)}::text::integer[]`
  const latest = (table: string, column: string) =>
    sql`(select f.${sql(column)} from ${sql(table)} f where f.unit_id = u.id and f.from_on <= ${day}::date order by f.from_on desc, f.act desc limit 1)`
  const parentThen = latest('unit_parents', 'parent_id')
  const isOpenThen = sql`coalesce(${latest('unit_lives', 'is_open')}, false)`

  const step = {
    async read(ids: readonly number[]): Promise<UnitThen[]> {
      const rows = await sql<UnitThen[]>`
        select u.id, u.code, coalesce(${latest('unit_names', 'name')}, u.name) as name, ${parentThen} as "parentId", ${isOpenThen} as "isOpen",
          ${latest('unit_lives', 'is_open')} is not null as "hasBegun",
          ${latest('unit_headcounts', 'headcount')} as headcount
        from units u where u.id = any(${list(ids)})`
      const byId = new Map(rows.map((row) => [row.id, row]))
      return ids.map((id) => {
        const row = byId.get(id)
        if (!row) throw new Problem('UNIT_NOT_FOUND')
        return row
      })
    },
    async readOpen(ids: readonly number[]): Promise<UnitThen[]> {
      const rows = await step.read(ids)
      if (rows.some(({ isOpen }) => !isOpen)) throw new Problem('UNIT_CLOSED')
      return rows
    },
    /** Open units directly below any of these. */
    async openBelow(ids: readonly number[]): Promise<{ id: number; parentId: number }[]> {
      return sql<{ id: number; parentId: number }[]>`
        select u.id, ${parentThen} as "parentId" from units u
        where u.id in (select p.unit_id from unit_parents p join unnest(${list(ids)}) as above(id) on above.id = p.parent_id)
          and ${isOpenThen} and ${parentThen} in (select unnest(${list(ids)}))
        order by u.id`
    },
    /** Open units anywhere below. */
    async openSubtree(id: number): Promise<number[]> {
      const found: number[] = []
      for (let level = [id]; level.length > 0; ) {
        level = (await step.openBelow(level)).map((unit) => unit.id)
        found.push(...level)
      }
      return found
    },
    async trailOf(id: number): Promise<number[]> {
      const rows = await sql<{ id: number }[]>`
        with recursive walk (id) as (
          select ${id}::integer union select ${parentThen} from walk w join units u on u.id = w.id
        ) select id from walk where id is not null`
      return rows.map((row) => row.id)
    },

    async add({ code, name, parentId, headcount }: NewUnitRow): Promise<number> {
      const [row] = await sql<{ id: number }[]>`
        with next as (select nextval('units_id_seq')::integer as id)
        insert into units (id, code, name, parent_id, depth, path, is_open, version) overriding system value
        select n.id, ${code}, ${name}, p.id, coalesce(p.depth + 1, 0), coalesce(p.path || n.id::text, n.id::text::ltree), ${day <= today}, 1
        from next n left join units p on p.id = ${parentId}::integer returning id`
      const id = row?.id ?? 0
      await step.setNames([id], name)
      await step.setLives([id], true)
      await step.setParents([id], parentId)
      if (headcount !== undefined) await step.setHeadcount(id, headcount)
      return id
    },
    async setNames(ids: readonly number[], name: string): Promise<void> {
      touch(ids)
      await sql`insert into unit_names (unit_id, from_on, act, name) select id, ${day}, ${act}, ${name} from unnest(${list(ids)}) id`
    },
    async setParents(ids: readonly number[], parentId: number | null): Promise<void> {
      touch(ids)
      await sql`insert into unit_parents (unit_id, from_on, act, parent_id) select id, ${day}, ${act}, ${parentId}::integer from unnest(${list(ids)}) id`
    },
    async setLives(ids: readonly number[], isOpen: boolean): Promise<void> {
      touch(ids)
      await sql`insert into unit_lives (unit_id, from_on, act, is_open) select id, ${day}, ${act}, ${isOpen} from unnest(${list(ids)}) id`
    },
    async setHeadcount(id: number, headcount: number): Promise<void> {
      touch([id])
      await sql`insert into unit_headcounts (unit_id, from_on, act, headcount) values (${id}, ${day}, ${act}, ${headcount})`
    },
    async follow(ids: readonly number[], successors: readonly { id: number; shareThousandths: number }[]): Promise<void> {
      touch(successors.map(({ id }) => id))
      await sql`
        insert into unit_successors (unit_id, from_on, act, successor_id, share_thousandths)
        select ended, ${day}, ${act}, s.id, s.share from unnest(${list(ids)}) ended
        cross join unnest(${list(successors.map(({ id }) => id))}, ${list(successors.map((one) => one.shareThousandths))}) as s(id, share)`
    },
    async takeOver(importId: string, actionId: string): Promise<TakenOver> {
      const taken = await takeOverLines(sql, importId, act, day, actionId)
      touch(taken.added)
      touch(taken.changed)
      return taken
    },
    async described(id: number): Promise<DescribedUnit> {
      const [unit] = await sql<DescribedUnit[]>`
        select colours, to_jsonb(level_names) as "levelNames", logo_digest as "logoDigest",
          coalesce((select jsonb_agg(a.alias order by a.alias) from unit_aliases a where a.unit_id = units.id), '[]') as aliases
        from units where id = ${id}`
      return unit ?? { colours: null, levelNames: null, logoDigest: null, aliases: [] }
    },
    /** What is not dated: it says what is so now. */
    async describe(
      id: number,
      columns: { contact?: unknown; colours?: unknown; levelNames?: readonly string[] | null; logoDigest?: string | null },
    ): Promise<void> {
      touch([id])
      const json = (value: unknown) => (value === null ? null : sql.json(value as never))
      if (columns.contact !== undefined) await sql`update units set contact = ${json(columns.contact)} where id = ${id}`
      if (columns.colours !== undefined) await sql`update units set colours = ${json(columns.colours)} where id = ${id}`
      if (columns.levelNames !== undefined)
        await sql`update units set level_names = ${columns.levelNames && textArrayOf(columns.levelNames, String)}::text::text[] where id = ${id}`
      if (columns.logoDigest !== undefined) await sql`update units set logo_digest = ${columns.logoDigest} where id = ${id}`
    },
    async setAliases(id: number, aliases: readonly string[]): Promise<void> {
      touch([id])
      await sql`delete from unit_aliases where unit_id = ${id}`
      for (const alias of aliases) await sql`insert into unit_aliases (unit_id, alias) values (${id}, ${alias}) on conflict do nothing`
    },
    async keepLogo(logo: Logo): Promise<void> {
      await sql`insert into unit_logos (digest, media_type, bytes) values (${logo.digest}, ${logo.mediaType}, ${Buffer.from(logo.bytes)}) on conflict do nothing`
    },
  }
  return step
}

import type { UnitActLine, UnitColours, UnitContact } from '../../contract/units.ts'
import type { Database } from '../../database/client.ts'

export type UnitOfDay = { id: number; parentId: number | null; name: string; isOpen: boolean }
export type UnitDetails = {
  id: number
  code: string
  version: number
  contact: UnitContact | null
  logoDigest: string | null
  colours: UnitColours | null
  levelNames: string[] | null
}
type From<Facts> = Facts & { from: string }
export type UnitHistory = {
  lives: From<{ isOpen: boolean }>[]
  names: From<{ name: string }>[]
  parents: From<{ parentId: number | null; parentName: string | null }>[]
  headcounts: From<{ headcount: number }>[]
  successors: From<{ unitId: number; name: string; shareThousandths: number }>[]
  predecessors: From<{ unitId: number; name: string; shareThousandths: number }>[]
  aliases: string[]
}
export type HeadcountRow = { unitId: number; headcount: number }
export type MergeCount = { unitId: number; members: number; contestants: number; results: number }

export type UnitsDeskStore = ReturnType<typeof createUnitsDeskStore>

/** What staff read of units: details, history, past trees. */
export function createUnitsDeskStore({ sql }: Database) {
  return {
    unitIds: async (): Promise<number[]> => (await sql<{ id: number }[]>`select id from units`).map(({ id }) => id),
    treeOn: (day: string) => sql<UnitOfDay[]>`select id, parent_id as "parentId", name, is_open as "isOpen" from unit_tree_on(${day}::date)`,
    headcountsOn: (day: string) => sql<HeadcountRow[]>`
      select distinct on (unit_id) unit_id as "unitId", headcount from unit_headcounts where from_on <= ${day}::date order by unit_id, from_on desc, act desc`,
    details: (ids: readonly number[]) => sql<UnitDetails[]>`
      select id, code, version, contact, logo_digest as "logoDigest", colours, to_jsonb(level_names) as "levelNames" from units
      where id = any(${`{${ids.join()}}`}::text::integer[])`,

    async history(id: number): Promise<UnitHistory> {
      const ordered = sql`order by f.from_on, f.act`
      const from = sql`f.from_on::text as "from"`
      const [lives, names, parents, headcounts, successors, predecessors, aliases] = await Promise.all([
        sql<UnitHistory['lives']>`select ${from}, f.is_open as "isOpen" from unit_lives f where f.unit_id = ${id} ${ordered}`,
        sql<UnitHistory['names']>`select ${from}, f.name from unit_names f where f.unit_id = ${id} ${ordered}`,
        sql<UnitHistory['parents']>`
          select ${from}, f.parent_id as "parentId", p.name as "parentName" from unit_parents f left join units p on p.id = f.parent_id
          where f.unit_id = ${id} ${ordered}`,
        sql<UnitHistory['headcounts']>`select ${from}, f.headcount from unit_headcounts f where f.unit_id = ${id} ${ordered}`,
        sql<UnitHistory['successors']>`
          select ${from}, f.successor_id as "unitId", u.name, f.share_thousandths as "shareThousandths" from unit_successors f
          join units u on u.id = f.successor_id where f.unit_id = ${id} ${ordered}, f.share_thousandths desc, f.successor_id`,
        sql<UnitHistory['predecessors']>`
          select ${from}, f.unit_id as "unitId", u.name, f.share_thousandths as "shareThousandths" from unit_successors f
          join units u on u.id = f.unit_id where f.successor_id = ${id} ${ordered}, f.unit_id`,
        sql<{ alias: string }[]>`select alias from unit_aliases where unit_id = ${id} order by alias`,
      ])
      return { lives, names, parents, headcounts, successors, predecessors, aliases: aliases.map(({ alias }) => alias) }
    },

    async acts(query: { unit?: number; before?: number; planned?: boolean }, today: string, limit: number): Promise<UnitActLine[]> {
      const { unit = null, before = null, planned = false } = query
      return sql<UnitActLine[]>`
        select number, kind, effective_on::text as "effectiveOn", to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, unit_id as "unitId", subject,
          case when cancelled_at is not null then 'called-off' when effective_on > ${today}::date then 'planned' else 'in-force' end as state
        from unit_acts
        where (${before}::integer is null or number < ${before}::integer)
          and (${unit}::integer is null or unit_id = ${unit}::integer or subject->'subject'->'ended' @> to_jsonb(${unit}::integer))
          and (not ${planned} or (effective_on > ${today}::date and cancelled_at is null))
        order by number desc limit ${limit}`
    },

    /** People and results of each subtree, as it stands today. */
    mergeCounts: (ids: readonly number[]) => sql<MergeCount[]>`
      with below as (
        select a.id as "unitId", b.id from units a join units b on b.path <@ a.path where a.id = any(${`{${ids.join()}}`}::text::integer[])
      )
      select "unitId",
        (select count(*)::integer from contest_members m where m.unit_id in (select id from below b where b."unitId" = u."unitId")) as members,
        (select count(*)::integer from contestants c where c.unit_id in (select id from below b where b."unitId" = u."unitId")) as contestants,
        (select count(*)::integer from standings s where s.projection = 'official' and s.unit_id in (select id from below b where b."unitId" = u."unitId")) as results
      from (select distinct "unitId" from below) u`,
    async plannedOn(ids: readonly number[], today: string): Promise<number> {
      const list = sql`${`{${ids.join()}}`}::text::integer[]`
      const [row] = await sql<{ count: number }[]>`
        select count(distinct act)::integer as count from (
          select act from unit_lives where from_on > ${today}::date and unit_id = any(${list})
          union all select act from unit_parents where from_on > ${today}::date and (unit_id = any(${list}) or parent_id = any(${list}))
          union all select act from unit_names where from_on > ${today}::date and unit_id = any(${list})
        ) planned`
      return row?.count ?? 0
    },
    async logo(digest: string): Promise<{ mediaType: string; bytes: Buffer } | undefined> {
      const [row] = await sql<
        { mediaType: string; bytes: Buffer }[]
      >`select media_type as "mediaType", bytes from unit_logos where digest = ${digest}`
      return row
    },
  }
}

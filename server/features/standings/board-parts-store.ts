import { arrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'
import type { BoardId } from '../../live/port.ts'
import type { PlaceBy } from './ranking.ts'
import { readPlaceBy, type StandingRow } from './standings-store.ts'

export type PartRow = Pick<StandingRow, 'contestantId' | 'placeBy'>
type Written = { contestantId: string; placeBy: string | null }
/** Ages on a day, both ends included; null: open. */
type AgeLimits = { on: string; from: number | null; to: number | null }
export type BoardPartsStore = ReturnType<typeof createBoardPartsStore>

const columns = `s.contestant_id as "contestantId", array_to_string(s.place_by, ',', '-') as "placeBy"`
const ofUnit = `s.contest_id = $1 and s.round_id = $2 and s.projection = $3 and s.unit_id = u.id and s.place_by is not null`
const placeByText = (placeBy: PlaceBy) => `{${placeBy.map((value) => value ?? 'null').join()}}`

/**
 * Boards of a part of the tree, as PostgreSQL orders them: the index standings_of_unit holds the people of each unit in the order of their places, so the
 * first of many units are found by looking at the first of each.
 */
export function createBoardPartsStore({ sql }: Database) {
  const ask = <Row extends object>(text: string, board: BoardId, unitIds: readonly number[], ...rest: (string | number)[]) =>
    sql.unsafe<Row[]>(text, [board.contestId, board.roundId, board.projection, arrayOf(unitIds, String), ...rest])

  return {
    async top(board: BoardId, unitIds: readonly number[], count: number): Promise<PartRow[]> {
      const rows = await ask<Written>(
        `select t."contestantId", array_to_string(t.place_by, ',', '-') as "placeBy" from unnest($4::text::integer[]) u(id) cross join lateral (
           select s.contestant_id as "contestantId", s.place_by from standings s where ${ofUnit} order by s.place_by, s.contestant_id limit $5::integer
         ) t order by t.place_by, t."contestantId" limit $5::integer`,
        board,
        unitIds,
        count,
      )
      return rows.map(read)
    },
    async size(board: BoardId, unitIds: readonly number[]): Promise<number> {
      const [row] = await ask<{ count: number }>(
        `select count(*)::integer as count from unnest($4::text::integer[]) u(id) join standings s on ${ofUnit}`,
        board,
        unitIds,
      )
      return row?.count ?? 0
    },
    /** How many stand better, and the last of the next place up. */
    async better(board: BoardId, unitIds: readonly number[], placeBy: PlaceBy): Promise<{ count: number; above: PartRow | undefined }> {
      const mine = placeByText(placeBy)
      const counted = ask<{ count: number }>(
        `select count(*)::integer as count from unnest($4::text::integer[]) u(id) join standings s on ${ofUnit} and s.place_by < $5::text::bigint[]`,
        board,
        unitIds,
        mine,
      )
      const above = ask<Written>(
        `select t."contestantId", t."placeBy" from unnest($4::text::integer[]) u(id) cross join lateral (
           select ${columns}, s.place_by from standings s where ${ofUnit} and s.place_by < $5::text::bigint[] order by s.place_by desc, s.contestant_id desc limit 1
         ) t order by t.place_by desc, t."contestantId" desc limit 1`,
        board,
        unitIds,
        mine,
      )
      const [[row], [next]] = await Promise.all([counted, above])
      return { count: row?.count ?? 0, above: next && read(next) }
    },
    /** The board of an age group while live state is away: everybody of the contest is looked at. */
    async topOfAge(board: BoardId, { on, from, to }: AgeLimits, count: number): Promise<{ rows: PartRow[]; size: number }> {
      const rows = await sql.unsafe<(Written & { size: number })[]>(
        `select ${columns}, (count(*) over ())::integer as size from standings s join contestants c on c.contest_id = s.contest_id and c.id = s.contestant_id
         where s.contest_id = $1 and s.round_id = $2 and s.projection = $3 and s.place_by is not null
           and extract(year from age($4::date, c.born_on)) between coalesce($5::integer, 0) and coalesce($6::integer, 1000)
         order by s.place_by, s.contestant_id limit $7::integer`,
        [board.contestId, board.roundId, board.projection, on, from, to, count],
      )
      return { rows: rows.map(read), size: rows[0]?.size ?? 0 }
    },
    /** Whether a standing of the contest was written since that moment, and the moment from which to ask the next time. */
    async changesSince(contestId: number, since: string): Promise<{ hasChanged: boolean; seenBelow: string }> {
      const [row] = await sql<{ hasChanged: boolean; seenBelow: string }[]>`
        select exists (select from standings where contest_id = ${contestId} and written_by >= ${since}::text::xid8) as "hasChanged",
          pg_snapshot_xmin(pg_current_snapshot())::text as "seenBelow"`
      return row ?? { hasChanged: true, seenBelow: since }
    },
  }
}

function read({ contestantId, placeBy }: Written): PartRow {
  return { contestantId, placeBy: placeBy === null ? null : readPlaceBy(placeBy) }
}

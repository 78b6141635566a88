import type { Sql, TransactionSql } from 'postgres'
import type { UnitRace } from '../../contract/contest-rules.ts'
import { arrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'
import type { RaceRow, UnitTally } from './unit-races.ts'

export type Counted = {
  contestId: number
  /** The rounds that count. */
  roundIds: readonly number[]
  projection: 'official' | 'public'
  /** Where the contest has a result of its own, people bring that, and stand in its unit. */
  isCumulative: boolean
  /** The projection under which that result is kept. */
  ofContest: 'official' | 'public'
}
/** Whose people count for which unit of the race. */
export type Roots = readonly { unitId: number; racingId: number }[]
export type KeptRace = { takenAt: Date; tookMs: number; seenBelow: string; madeBy: string; rows: RaceRow[] }
type Key = { contestId: number; raceId: string; projection: 'official' | 'public' }
export type UnitRacesStore = ReturnType<typeof createUnitRacesStore>

const best = 'array_agg(r.score order by r.nth) filter (where r.is_best)'
/** Whole numbers all the way: the middle of an even number of scores and means are cut off towards zero. */
const scoreSql: Record<UnitRace['by'], string> = {
  entrants: 'null::bigint',
  entries: 'null::bigint',
  rate: 'null::bigint',
  total: '(sum(r.score) filter (where r.is_best))::bigint',
  mean: 'div(sum(r.score) filter (where r.is_best), count(*) filter (where r.is_best))::bigint',
  median: `(((${best})[(count(*) filter (where r.is_best) + 1) / 2] + (${best})[count(*) filter (where r.is_best) / 2 + 1]) / 2)::bigint`,
}

export function createUnitRacesStore({ sql }: Database) {
  return {
    /** What tallyRacers says of everybody who stands in these rounds. */
    async tally(
      { by, bestPeople }: Pick<UnitRace, 'by' | 'bestPeople'>,
      counted: Counted,
      roots: Roots,
      within: Sql | TransactionSql = sql,
    ): Promise<UnitTally[]> {
      const { contestId, roundIds, projection, isCumulative, ofContest } = counted
      const rows = await within.unsafe<(Omit<UnitTally, 'score'> & { score: string | null })[]>(
        `with people as (
           select s.contestant_id, sum(s.attempts_used)::integer as entries, sum(s.score_thousandths)::bigint as score,
             (array_agg(s.unit_id order by r.opens_at desc, r.id desc))[1] as unit_id
           from standings s join rounds r on r.contest_id = s.contest_id and r.id = s.round_id
           where s.contest_id = $1 and s.round_id = any($2::text::integer[]) and s.place_by is not null
             and s.projection = case when r.freezes_at is null then 'official' else $3 end
           group by s.contestant_id
         ), racers as (
           select m.racing_id, p.entries, coalesce(c.score_thousandths, p.score) as score
           from people p
           left join standings c on $4::boolean and c.contest_id = $1 and c.round_id = 0 and c.projection = $5 and c.contestant_id = p.contestant_id and c.place_by is not null
           join unnest($6::text::integer[], $7::text::integer[]) m(unit_id, racing_id) on m.unit_id = coalesce(c.unit_id, p.unit_id)
         ), ranked as (
           select *, row_number() over (partition by racing_id order by score desc) as nth from racers
         )
         select r.racing_id as "unitId", count(*)::integer as entrants, sum(r.entries)::integer as entries, ${scoreSql[by]} as score
         from (select *, $8::integer is null or nth <= $8::integer as is_best from ranked) r group by r.racing_id`,
        [
          contestId,
          arrayOf(roundIds, String),
          projection,
          isCumulative,
          ofContest,
          arrayOf(roots, ({ unitId }) => unitId),
          arrayOf(roots, ({ racingId }) => racingId),
          bestPeople,
        ],
      )
      return rows.map((row) => ({ ...row, score: row.score === null ? null : Number(row.score) }))
    },
    async find({ contestId, raceId, projection }: Key): Promise<KeptRace | undefined> {
      const [row] = await sql<KeptRace[]>`
        select taken_at as "takenAt", took_ms as "tookMs", seen_below::text as "seenBelow", made_by as "madeBy", rows from unit_race_results
        where contest_id = ${contestId} and race_id = ${raceId} and projection = ${projection}`
      return row
    },
    /** Unless somebody has put a newer one there. */
    async keep({ contestId, raceId, projection }: Key, { takenAt, tookMs, seenBelow, madeBy, rows }: KeptRace): Promise<void> {
      await sql`
        insert into unit_race_results (contest_id, race_id, projection, taken_at, took_ms, seen_below, made_by, rows)
        values (${contestId}, ${raceId}, ${projection}, ${takenAt}, ${tookMs}, ${seenBelow}::text::xid8, ${madeBy}, ${sql.json(rows)})
        on conflict (contest_id, race_id, projection) do update set taken_at = excluded.taken_at, took_ms = excluded.took_ms,
          seen_below = excluded.seen_below, made_by = excluded.made_by, rows = excluded.rows
        where unit_race_results.taken_at < excluded.taken_at`
    },
  }
}

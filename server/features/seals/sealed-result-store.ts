import type { TransactionSql } from 'postgres'
import type { AgeGroups, ContestRules } from '../../contract/contest-rules.ts'
import { arrayOf, nullableArrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'
import type { Edition } from '../../results-verifier/bundle-format.ts'
import type { WrittenBundle } from './bundle-writer.ts'
import type { PlaceRow } from './seals-store.ts'

/** What a reader of sealed results must know of a round as it was then. */
export type SealedRound = { roundId: number; title: string; isPractice: boolean; asksPrediction: boolean }
export type SealedRules = { settings: ContestRules; rounds: SealedRound[] }
export type SealedRow = {
  number: number
  newest: number
  reason: string
  sealedAt: Date
  manifests: Record<Edition, WrittenBundle>
  rules: SealedRules
  pseudonyms: Buffer
}
export type SealedRaceRow = {
  unitId: number
  sizeClassId: string | null
  place: number | null
  value: number | null
  entrants: number
  entries: number
  headcount: number | null
}
type Seal = { contestId: number; number: number }
type AgeGroup = AgeGroups['groups'][number] & { on: string }
type Listed = { id: string; place: number }
const noId = '00000000-0000-0000-0000-000000000000'

/** Reads what was sealed, and nothing else: rows of a seal that is still being made are nobody's. */
export function createSealedResultStore({ sql }: Database) {
  return {
    /** That seal, or the newest. */
    async find(contestId: number, number: number | undefined): Promise<SealedRow | undefined> {
      const [row] = await sql<SealedRow[]>`
        select number, max(number) over () as newest, reason, sealed_at as "sealedAt", manifests, rules, pseudonyms
        from result_seals where contest_id = ${contestId} and state = 'sealed' and rules is not null
        order by number = ${number ?? 0} desc, number desc limit 1`
      return row && (number ?? row.number) === row.number ? row : undefined
    },
    async latestIn(transaction: TransactionSql, contestId: number): Promise<number | undefined> {
      const [row] = await transaction<{ number: number }[]>`
        select number from result_seals where contest_id = ${contestId} and state = 'sealed' order by number desc limit 1`
      return row?.number
    },
    async countOf({ contestId, number }: Seal, roundId: number): Promise<number> {
      const [row] = await sql<{ count: number }[]>`
        select count(*)::integer as count from sealed_places where contest_id = ${contestId} and seal_number = ${number} and round_id = ${roundId}`
      return row?.count ?? 0
    },
    /** The next places of a board, from the first down. */
    places: ({ contestId, number }: Seal, roundId: number, after: PlaceRow | undefined, count: number) => sql<PlaceRow[]>`
      select contestant_id as "contestantId", place, unit_id as "unitId", attempt_id as "attemptId", score_thousandths::float8 as score, duration_ms::float8 as "durationMs",
        submitted_at_ms::float8 as "submittedAtMs", prediction::float8 as prediction, prediction_gap::float8 as gap, attempts_used as "attemptsUsed"
      from sealed_places where contest_id = ${contestId} and seal_number = ${number} and round_id = ${roundId}
        and (place, contestant_id) > (${after?.place ?? 0}, ${after?.contestantId ?? noId}::text::uuid)
      order by place, contestant_id limit ${count}`,
    /** The beginning of a sealed board, ties whole; of an age group only who belongs to it. */
    list: ({ contestId, number }: Seal, roundId: number, group: AgeGroup | undefined, count: number) => sql<Listed[]>`
      select p.contestant_id as id, p.place from sealed_places p join contestants c on c.contest_id = p.contest_id and c.id = p.contestant_id
      where p.contest_id = ${contestId} and p.seal_number = ${number} and p.round_id = ${roundId} and (${group === undefined}::boolean or (
        c.born_on is not null and extract(year from age(${group?.on ?? '2000-01-01'}::date, c.born_on)) between ${group?.from ?? 0} and ${group?.to ?? 999}))
      order by p.place fetch first ${count} rows with ties`,
    mostEntries: ({ contestId, number }: Seal, roundIds: readonly number[], count: number) => sql<{ id: string; entries: number }[]>`
      select contestant_id as id, sum(attempts_used)::integer as entries from sealed_places
      where contest_id = ${contestId} and seal_number = ${number} and round_id = any(${`{${roundIds.join()}}`}::text::integer[])
      group by contestant_id order by 2 desc fetch first ${count} rows with ties`,
    race: ({ contestId, number }: Seal, raceId: string) => sql<SealedRaceRow[]>`
      select unit_id as "unitId", size_class_id as "sizeClassId", place, value::float8 as value, entrants, entries, headcount from sealed_races
      where contest_id = ${contestId} and seal_number = ${number} and race_id = ${raceId} order by size_class_id nulls last, place nulls last, entrants desc, unit_id`,
    async keepRace({ contestId, number }: Seal, raceId: string, rows: readonly SealedRaceRow[]): Promise<void> {
      await sql`
        insert into sealed_races (contest_id, seal_number, race_id, unit_id, size_class_id, place, value, entrants, entries, headcount)
        select ${contestId}, ${number}, ${raceId}, * from unnest(${arrayOf(rows, (row) => row.unitId)}::text::integer[],
          ${nullableArrayOf(rows, (row) => row.sizeClassId)}::text::text[], ${nullableArrayOf(rows, (row) => row.place)}::text::integer[],
          ${nullableArrayOf(rows, (row) => row.value)}::text::bigint[], ${arrayOf(rows, (row) => row.entrants)}::text::integer[],
          ${arrayOf(rows, (row) => row.entries)}::text::integer[], ${nullableArrayOf(rows, (row) => row.headcount)}::text::integer[])`
    },
  }
}
export type SealedResultStore = ReturnType<typeof createSealedResultStore>

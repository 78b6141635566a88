import type { TransactionSql } from 'postgres'
import type { Cumulative } from '../../contract/contest-rules.ts'
import type { Places } from '../../contract/ranking.ts'
import { arrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'
import type { BoardId } from '../../live/port.ts'
import { foldAttemptsSql, foldRoundsSql, standingColumns } from './fold-sql.ts'
import type { RoundFolding } from './folds.ts'
import type { PlaceBy } from './ranking.ts'
import { wholeContest } from './whole-contest.ts'

/** Of a whole board: what is in memory at a time is twice that. */
const readAtOnce = 2_000

export type StandingRow = {
  roundId: number
  projection: 'official' | 'public'
  contestantId: string
  attemptId: string
  unitId: number
  version: number
  /** Null: nothing counts any more, and there is no place. */
  placeBy: PlaceBy | null
}
type WrittenRow = Omit<StandingRow, 'placeBy'> & { placeBy: string | null }

export type RoundInForce = { contestId: number; roundId: number; version: number; rules: RoundFolding & { places: Places } }
export type ContestInForce = { contestId: number; version: number; rules: Cumulative }

export type StandingsStore = ReturnType<typeof createStandingsStore>

export function createStandingsStore({ sql }: Database) {
  return {
    /**
     * Holds the rows of these people until the transaction ends, in one order: whoever changes what somebody's standing is made of does this
     * first, so each sees what the one before has committed. With `isPatient` false those that others hold are passed over.
     */
    async hold(transaction: TransactionSql, contestId: number, contestantIds: readonly string[], isPatient = true): Promise<string[]> {
      const rows = await transaction<{ id: string }[]>`
        select id from contestants where contest_id = ${contestId} and id = any(${arrayOf(contestantIds, String)}::text::uuid[])
        order by id for no key update ${isPatient ? transaction`` : transaction`skip locked`}`
      return rows.map((row) => row.id)
    },

    /** Standings of held people in a round, made anew from all of their scored attempts. */
    async foldRound(transaction: TransactionSql, { contestId, roundId, version, rules }: RoundInForce, contestantIds: readonly string[]) {
      const people = arrayOf(contestantIds, String)
      return read(await transaction.unsafe<WrittenRow[]>(foldAttemptsSql(rules), [contestId, roundId, people, version], { prepare: true }))
    },
    /** Standings of held people in the whole contest, made anew from those in its rounds. */
    async foldContest(transaction: TransactionSql, { contestId, version, rules }: ContestInForce, contestantIds: readonly string[]) {
      const people = arrayOf(contestantIds, String)
      return read(await transaction.unsafe<WrittenRow[]>(foldRoundsSql(rules), [contestId, people, version], { prepare: true }))
    },
    async roundsOf(transaction: TransactionSql, contestId: number, contestantIds: readonly string[]): Promise<number[]> {
      const rows = await transaction<{ id: number }[]>`
        select distinct round_id as id from standings
        where contest_id = ${contestId} and contestant_id = any(${arrayOf(contestantIds, String)}::text::uuid[]) and round_id <> ${wholeContest} order by 1`
      return rows.map((row) => row.id)
    },
    /** The next people, by their ids, whose standing in a round was made by other rules than those in force. */
    async nextOutdated({ contestId, roundId, version }: Omit<RoundInForce, 'rules'>, after: string, limit: number): Promise<string[]> {
      const rows = await sql<{ id: string }[]>`
        select contestant_id as id from standings
        where contest_id = ${contestId} and round_id = ${roundId} and projection = 'official' and contestant_id > ${after} and rules_version <> ${version}
        order by contestant_id limit ${limit}`
      return rows.map((row) => row.id)
    },
    /** The next people who stand in a round that counts, but not in the contest by the rules in force. */
    async nextOutdatedInContest({ contestId, version }: Omit<ContestInForce, 'rules'>, roundIds: readonly number[], after: string, limit: number) {
      const rows = await sql<{ id: string }[]>`
        select distinct s.contestant_id as id from standings s
        where s.contest_id = ${contestId} and s.round_id = any(${arrayOf(roundIds, String)}::text::integer[]) and s.projection = 'official' and s.contestant_id > ${after}
          and not exists (select from standings c where c.contest_id = s.contest_id and c.round_id = ${wholeContest} and c.projection = 'official'
            and c.contestant_id = s.contestant_id and c.rules_version = ${version})
        order by s.contestant_id limit ${limit}`
      return rows.map((row) => row.id)
    },
    begin: <Result>(work: (transaction: TransactionSql) => Promise<Result>): Promise<Result> => sql.begin(work) as Promise<Result>,

    find: (board: BoardId, contestantId: string): Promise<StandingRow | undefined> =>
      sql
        .unsafe<WrittenRow[]>(
          `select ${standingColumns('standings')} from standings where contest_id = $1 and round_id = $2 and projection = $3 and contestant_id = $4`,
          [board.contestId, board.roundId, board.projection, contestantId],
        )
        .then((rows) => read(rows)[0]),

    /** The board as PostgreSQL orders it: the truth that live state is held to, and the way on while live state is away. */
    async top(board: BoardId, count: number): Promise<StandingRow[]> {
      const rows = await sql.unsafe<WrittenRow[]>(
        `select ${standingColumns('standings')} from standings where contest_id = $1 and round_id = $2 and projection = $3 and place_by is not null
         order by place_by, contestant_id limit $4`,
        [board.contestId, board.roundId, board.projection, count],
      )
      return read(rows)
    },
    async size(board: BoardId): Promise<number> {
      const [row] = await sql<{ count: number }[]>`
        select count(*)::integer as count from standings where contest_id = ${board.contestId} and round_id = ${board.roundId} and projection = ${board.projection}
          and place_by is not null`
      return row?.count ?? 0
    },

    async hasEssaysWaiting(board: BoardId, endedBefore: Date | null): Promise<boolean> {
      const [row] = await sql<{ isWaiting: boolean }[]>`
        select exists (
          select from attempts where contest_id = ${board.contestId} and round_id = ${board.roundId} and essays_waiting > 0
            and state in ('submitted', 'expired') and (${endedBefore}::timestamptz is null or closed_at < ${endedBefore}::timestamptz)) as "isWaiting"`
      return row?.isWaiting ?? false
    },

    /** Days of birth, of those who told one. */
    async birthDays(contestId: number, contestantIds: readonly string[]): Promise<Map<string, string>> {
      const rows = await sql<{ id: string; bornOn: string }[]>`
        select id, born_on::text as "bornOn" from contestants
        where contest_id = ${contestId} and id = any(${arrayOf(contestantIds, String)}::text::uuid[]) and born_on is not null`
      return new Map(rows.map(({ id, bornOn }) => [id, bornOn]))
    },

    /** Every standing of a board in pieces, and the transaction below which that is complete. */
    async readAll(board: BoardId, take: (pieces: AsyncIterable<StandingRow[]>, seenBelow: string) => Promise<void>): Promise<void> {
      const [row] = await sql<{ xmin: string }[]>`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`
      const pieces = sql
        .unsafe<WrittenRow[]>(`select ${standingColumns('standings')} from standings where contest_id = $1 and round_id = $2 and projection = $3`, [
          board.contestId,
          board.roundId,
          board.projection,
        ])
        .cursor(readAtOnce)
      await take(readEach(pieces), row?.xmin ?? '0')
    },

    /**
     * What was written by transactions from `since` on that are all over by now. Never "above the last number seen":
     * a later number can commit first, and whoever skips past a running one loses it.
     */
    async changes(contestId: number, since: string, limit: number): Promise<{ rows: (StandingRow & { writtenBy: string })[]; seenBelow: string }> {
      return sql.begin('isolation level repeatable read read only', async (transaction) => {
        const [row] = await transaction<{ xmin: string }[]>`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`
        const seenBelow = row?.xmin ?? since
        const rows = await transaction.unsafe<(WrittenRow & { writtenBy: string })[]>(
          `select ${standingColumns('standings')}, written_by::text as "writtenBy" from standings
           where contest_id = $1 and written_by >= $2::text::xid8 and written_by < $3::text::xid8 order by written_by fetch first $4 rows with ties`,
          [contestId, since, seenBelow, limit],
        )
        // a full piece ends with the whole of a transaction: the next one begins behind it
        const last = rows.length < limit ? undefined : rows.at(-1)?.writtenBy
        return { rows: read(rows), seenBelow: last === undefined ? seenBelow : String(BigInt(last) + 1n) }
      })
    },

    /**
     * Which database this is, since which start. After a crash PostgreSQL hands out transaction numbers again that no commit had
     * carried to the disk. One lost backend restarts the others without the postmaster, but the statistics begin anew even then.
     */
    async databaseRun(): Promise<string> {
      const [row] = await sql<{ run: string }[]>`
        select concat_ws('/', database_id, extract(epoch from pg_postmaster_start_time()), extract(epoch from w.stats_reset)) as run
        from service_state, pg_stat_wal w`
      return row?.run ?? ''
    },

    /** Runs the job on one process at a time; the others pass. */
    async alone(name: string, job: () => Promise<void>): Promise<boolean> {
      return sql.begin(async (transaction) => {
        const [row] = await transaction<{ got: boolean }[]>`select pg_try_advisory_xact_lock(${lockOf(transaction, name)}) as got`
        if (row?.got) await job()
        return row?.got ?? false
      })
    },
    /** The same, for what has to be done: whoever comes second waits. */
    async inTurn(name: string, job: () => Promise<void>): Promise<void> {
      await sql.begin(async (transaction) => {
        await transaction`select pg_advisory_xact_lock(${lockOf(transaction, name)})`
        await job()
      })
    },
  }
}

/** Missing values are written as a dash. */
function read<Row extends WrittenRow>(rows: readonly Row[]): (Omit<Row, 'placeBy'> & Pick<StandingRow, 'placeBy'>)[] {
  return rows.map((row) => ({ ...row, placeBy: row.placeBy === null ? null : readPlaceBy(row.placeBy) }))
}

export function readPlaceBy(written: string): PlaceBy {
  return written.split(',').map(readValue)
}

function readValue(written: string): number | null {
  return written === '-' ? null : Number(written)
}

async function* readEach(pieces: AsyncIterable<WrittenRow[]>): AsyncGenerator<StandingRow[]> {
  for await (const rows of pieces) yield read(rows)
}

const lockOf = (sql: TransactionSql, name: string) => sql`hashtextextended(${name}, 7407)`

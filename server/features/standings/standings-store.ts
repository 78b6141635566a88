import type { TransactionSql } from 'postgres'
import type { Database } from '../../database/client.ts'
import type { BoardId } from '../../live/port.ts'
import { isAboveSql, orderBySql, type RankingKey } from './ranking.ts'

export type StandingRow = {
  roundId: number
  projection: 'official' | 'public'
  contestantId: string
  attemptId: string
  unitId: number
  version: number
  scoreThousandths: number
  predictionGap: number | null
  durationMs: number
  submittedAtMs: number
}

/** `of` names the relation, where another one has columns of these names too. */
function standingColumns(of: string): string {
  return `${of}.round_id as "roundId", ${of}.projection, ${of}.contestant_id as "contestantId", ${of}.attempt_id as "attemptId", ${of}.unit_id as "unitId",
    ${of}.version, ${of}.score_thousandths as "scoreThousandths", ${of}.prediction_gap as "predictionGap", ${of}.duration_ms as "durationMs",
    ${of}.submitted_at_ms::float8 as "submittedAtMs"`
}

/** What a better attempt takes over. */
const folded = ['unit_id', 'attempt_id', 'score_thousandths', 'prediction_gap', 'duration_ms', 'submitted_at_ms']

export type StandingsStore = ReturnType<typeof createStandingsStore>

export function createStandingsStore({ sql }: Database) {
  return {
    /**
     * The SQL that puts freshly scored attempts, given as the relation `scored`, onto their standings: the better of what
     * stands and what comes. Being the better of two does not depend on the order of comparing, so scorings of one person
     * may run at once without seeing each other. At most one attempt per person and statement.
     */
    foldSql(ranking: readonly RankingKey[]): string {
      const isAbove = isAboveSql(ranking, 'excluded', 's')
      return `insert into standings as s (contest_id, round_id, projection, contestant_id, unit_id, attempt_id, version, scored_attempts,
          score_thousandths, prediction_gap, duration_ms, submitted_at_ms, written_by)
        select a.contest_id, a.round_id, p.projection, a.contestant_id, a.unit_id, a.id, 1, 1, a.score_thousandths, null::integer, a.duration_ms,
          (extract(epoch from a.closed_at) * 1000)::bigint, pg_current_xact_id()
        from scored a
        join rounds r on r.contest_id = a.contest_id and r.id = a.round_id
        -- the public board stops at the freeze and is kept apart; without a freeze there is one board
        join (values ('official'), ('public')) p(projection) on p.projection = 'official' or (r.freezes_at is not null and a.closed_at < r.freezes_at)
        -- in the order in which whoever marks essays locks them
        order by a.contestant_id, p.projection
        on conflict (contest_id, round_id, projection, contestant_id) do update set
          ${folded.map((column) => `${column} = case when ${isAbove} then excluded.${column} else s.${column} end`).join(', ')},
          version = s.version + 1, scored_attempts = s.scored_attempts + 1, written_by = excluded.written_by, changed_at = now()
        returning ${standingColumns('s')}`
    },

    /**
     * The SQL that changes scores of attempts, given as an update of `attempts a` without its `returning`, and makes the standings of
     * their people anew from all scored attempts; it returns the standings. Only for whoever holds these standings: an attempt that is
     * being scored meanwhile folds itself in afterwards. $1 is the contest, $2 the round.
     */
    changeScoresSql(update: string, ranking: readonly RankingKey[]): string {
      const counted = ['contest_id', 'round_id', 'contestant_id', 'unit_id', 'id', 'score_thousandths', 'duration_ms', 'closed_at']
      return `with changed as (${update} returning ${counted.map((column) => `a.${column}`).join(', ')}),
        counted as (
          select ${counted.join(', ')} from changed
          union all
          select ${counted.join(', ')} from attempts a
          where a.contest_id = $1 and a.round_id = $2 and a.contestant_id in (select contestant_id from changed)
            and a.state in ('submitted', 'expired') and a.key_number is not null and a.id not in (select id from changed)
        )
        update standings s set ${folded.map((column) => `${column} = b.${column}`).join(', ')},
          version = s.version + 1, written_by = pg_current_xact_id(), changed_at = now()
        from (
          select distinct on (projection, contestant_id) * from (
            select a.contest_id, a.round_id, p.projection, a.contestant_id, a.unit_id, a.id as attempt_id, a.score_thousandths, null::integer as prediction_gap,
              a.duration_ms, (extract(epoch from a.closed_at) * 1000)::bigint as submitted_at_ms
            from counted a
            join rounds r on r.contest_id = a.contest_id and r.id = a.round_id
            join (values ('official'), ('public')) p(projection) on p.projection = 'official' or (r.freezes_at is not null and a.closed_at < r.freezes_at)
          ) ranked
          order by projection, contestant_id, ${orderBySql(ranking)}, attempt_id
        ) b
        where s.contest_id = b.contest_id and s.round_id = b.round_id and s.projection = b.projection and s.contestant_id = b.contestant_id
        returning ${standingColumns('s')}`
    },

    find: (board: BoardId, contestantId: string): Promise<StandingRow | undefined> =>
      sql
        .unsafe<StandingRow[]>(
          `select ${standingColumns('standings')} from standings where contest_id = $1 and round_id = $2 and projection = $3 and contestant_id = $4`,
          [board.contestId, board.roundId, board.projection, contestantId],
        )
        .then((rows) => rows[0]),

    /** The board as PostgreSQL orders it: the truth that live state is held to, and the way on while live state is away. */
    top: (board: BoardId, ranking: readonly RankingKey[], count: number): Promise<StandingRow[]> =>
      sql.unsafe<StandingRow[]>(
        `select ${standingColumns('standings')} from standings where contest_id = $1 and round_id = $2 and projection = $3 order by ${orderBySql(ranking)}, contestant_id limit $4`,
        [board.contestId, board.roundId, board.projection, count],
      ),
    async size(board: BoardId): Promise<number> {
      const [row] = await sql<{ count: number }[]>`
        select count(*)::integer as count from standings where contest_id = ${board.contestId} and round_id = ${board.roundId} and projection = ${board.projection}`
      return row?.count ?? 0
    },

    async hasEssaysWaiting(board: BoardId, endedBefore: Date | null): Promise<boolean> {
      const [row] = await sql<{ isWaiting: boolean }[]>`
        select exists (
          select from attempts where contest_id = ${board.contestId} and round_id = ${board.roundId} and essays_waiting > 0
            and state in ('submitted', 'expired') and (${endedBefore}::timestamptz is null or closed_at < ${endedBefore}::timestamptz)) as "isWaiting"`
      return row?.isWaiting ?? false
    },

    /** Every standing of a board in pieces, and the transaction below which that is complete. */
    async readAll(board: BoardId, read: (pieces: AsyncIterable<StandingRow[]>, seenBelow: string) => Promise<void>): Promise<void> {
      const [row] = await sql<{ xmin: string }[]>`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`
      const pieces = sql
        .unsafe<StandingRow[]>(`select ${standingColumns('standings')} from standings where contest_id = $1 and round_id = $2 and projection = $3`, [
          board.contestId,
          board.roundId,
          board.projection,
        ])
        .cursor(1_000)
      await read(pieces as AsyncIterable<StandingRow[]>, row?.xmin ?? '0')
    },

    /**
     * What was written by transactions from `since` on that are all over by now. Never "above the last number seen":
     * a later number can commit first, and whoever skips past a running one loses it.
     */
    async changes(contestId: number, since: string, limit: number): Promise<{ rows: (StandingRow & { writtenBy: string })[]; seenBelow: string }> {
      return sql.begin('isolation level repeatable read read only', async (transaction) => {
        const [row] = await transaction<{ xmin: string }[]>`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`
        const seenBelow = row?.xmin ?? since
        const rows = await transaction.unsafe<(StandingRow & { writtenBy: string })[]>(
          `select ${standingColumns('standings')}, written_by::text as "writtenBy" from standings
           where contest_id = $1 and written_by >= $2::text::xid8 and written_by < $3::text::xid8 order by written_by limit $4`,
          [contestId, since, seenBelow, limit],
        )
        // a full piece may end within a transaction: the next one begins with that transaction again
        return { rows, seenBelow: rows.length === limit ? (rows.at(-1)?.writtenBy ?? since) : seenBelow }
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

const lockOf = (sql: TransactionSql, name: string) => sql`hashtextextended(${name}, 7407)`

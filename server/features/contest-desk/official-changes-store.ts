import type { TransactionSql } from 'postgres'
import type { Database } from '../../database/client.ts'

/** When attempts of a round end by its rules. */
export type DeadlineRule = { closesAt: Date; durationSeconds: number; graceSeconds: number }

export type OfficialChangesStore = ReturnType<typeof createOfficialChangesStore>

export function createOfficialChangesStore({ sql }: Pick<Database, 'sql'>) {
  return {
    async facts(contestId: number, roundId: number, { closesAt, durationSeconds }: DeadlineRule) {
      const [row] = await sql<{ started: number; running: number; scored: number; laterDeadlines: number }[]>`
        select count(*)::integer as started, (count(*) filter (where state = 'open'))::integer as running,
          (count(*) filter (where key_number is not null))::integer as scored,
          (count(*) filter (where state = 'open' and deadline_at < least(started_at + make_interval(secs => ${durationSeconds}), ${closesAt}::timestamptz)))::integer
            as "laterDeadlines"
        from attempts where contest_id = ${contestId} and round_id = ${roundId}`
      return row ?? { started: 0, running: 0, scored: 0, laterDeadlines: 0 }
    },
    /** People who stand on any board of the contest. */
    async entrants(contestId: number): Promise<number> {
      const [row] = await sql<{ count: number }[]>`
        select count(distinct contestant_id)::integer as count from standings where contest_id = ${contestId} and place_by is not null`
      return row?.count ?? 0
    },
    /** Of those whose clock is running now; nobody's deadline becomes earlier. In the order in which saves take the rows. */
    async moveDeadlines(
      transaction: TransactionSql,
      contestId: number,
      roundId: number,
      { closesAt, durationSeconds, graceSeconds }: DeadlineRule,
    ): Promise<number> {
      const moved = await transaction`
        with held as (
          select id from attempts where contest_id = ${contestId} and round_id = ${roundId} and state = 'open' order by id for no key update
        ), due as (
          select a.id, least(a.started_at + make_interval(secs => ${durationSeconds}), ${closesAt}::timestamptz) as deadline
          from attempts a join held on held.id = a.id where a.contest_id = ${contestId}
        )
        update attempts a set deadline_at = due.deadline, accepts_until = due.deadline + make_interval(secs => ${graceSeconds})
        from due where a.contest_id = ${contestId} and a.id = due.id and a.state = 'open' and a.deadline_at < due.deadline`
      return moved.count
    },
  }
}

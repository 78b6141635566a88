import type { TransactionSql } from 'postgres'
import type { Database } from '../../database/client.ts'
import { type ActBy, recordActs } from '../audit/act.ts'

export type JobReport = {
  kind: string
  done: number | null
  total: number | null
  progressAt: Date | null
  finishedAt: Date | null
  tookMs: number | null
  failures: number
  failedAt: Date | null
  error: string | null
}
export type JobState = 'created' | 'retry' | 'active' | 'completed' | 'cancelled' | 'failed'
export type RunningJob = { kind: string; since: Date }
export type FailedJob = { kind: string; id: string; failedAt: Date; tries: number; error: string | null }

export type JobsStore = ReturnType<typeof createJobsStore>

/** What the queue holds and what became of its jobs. */
export function createJobsStore({ sql }: Database) {
  return {
    reports: () => sql<JobReport[]>`
      select kind, done, total, progress_at as "progressAt", finished_at as "finishedAt", took_ms as "tookMs", failures, failed_at as "failedAt", error
      from job_reports order by kind`,
    counts: () => sql<{ kind: string; state: JobState; count: number }[]>`
      select name as kind, state::text as state, count(*)::integer as count from pgboss.job group by name, state`,
    running: () => sql<RunningJob[]>`select name as kind, started_on as since from pgboss.job where state = 'active' order by started_on`,
    nexts: () => sql<{ kind: string; at: Date }[]>`
      select name as kind, min(start_after) as at from pgboss.job where state in ('created', 'retry') group by name`,
    failed: (mostOfKind: number) => sql<FailedJob[]>`
      select name as kind, id, completed_on as "failedAt", retry_count as tries, output->>'message' as error
      from (select *, row_number() over (partition by name order by completed_on desc) as place from pgboss.job where state = 'failed') j
      where place <= ${mostOfKind} order by completed_on desc`,

    /** How many there were to try again: that one, or all of the kind. */
    retryFailed: (
      by: ActBy,
      kind: string,
      jobId: string | undefined,
      retry: (transaction: TransactionSql, ids: string[]) => Promise<void>,
    ): Promise<number> =>
      sql.begin(async (transaction) => {
        const rows = await transaction<{ id: string }[]>`
          select id from pgboss.job where name = ${kind} and state = 'failed' and (${jobId ?? null}::uuid is null or id = ${jobId ?? null}::uuid) for update`
        const ids = rows.map(({ id }) => id)
        if (ids.length === 0) return 0
        await retry(transaction, ids)
        await recordActs(transaction, by, [{ act: 'job.retry', subject: { kind }, after: { jobs: ids.length } }])
        return ids.length
      }),

    async progress(kind: string, done: number, total: number, at: Date): Promise<void> {
      await sql`
        insert into job_reports (kind, done, total, progress_at) values (${kind}, ${done}, ${total}, ${at})
        on conflict (kind) do update set done = excluded.done, total = excluded.total, progress_at = excluded.progress_at`
    },
    async finished(kind: string, tookMs: number, at: Date): Promise<void> {
      await sql`
        insert into job_reports (kind, finished_at, took_ms) values (${kind}, ${at}, ${tookMs})
        on conflict (kind) do update set finished_at = excluded.finished_at, took_ms = excluded.took_ms, failures = 0, done = null, total = null`
    },
    async failedOnce(kind: string, reason: string, at: Date): Promise<void> {
      await sql`
        insert into job_reports as r (kind, failures, failed_at, error) values (${kind}, 1, ${at}, ${reason})
        on conflict (kind) do update set failures = r.failures + 1, failed_at = excluded.failed_at, error = excluded.error`
    },
  }
}

import { type Examined, type Finding, finding } from './finding.ts'

/** Once may be chance, and is tried again. */
const failuresInARow = 3
const longestWaitMinutes = 5

/** Whether the work beside requests gets done. */
export async function examineJobs({ opened, nowMs }: Examined): Promise<Finding[]> {
  if (!opened) return []
  const { sql } = opened.database
  const [known] = await sql`select to_regclass('job_reports') is not null and to_regclass('pgboss.job') is not null as found`
  if (!known?.found) return []
  const failing = await sql<{ kind: string; error: string | null }[]>`
    select kind, error from job_reports where failures >= ${failuresInARow} order by kind`
  const [given] = await sql<{ count: number; kinds: string }[]>`
    select count(*)::integer as count, coalesce(string_agg(distinct name, ', '), '') as kinds from pgboss.job where state = 'failed'`
  const [oldest] = await sql<{ kind: string; since: Date }[]>`
    select name as kind, start_after as since from pgboss.job where state in ('created', 'retry') order by start_after limit 1`
  const minutes = oldest ? Math.floor((nowMs - oldest.since.getTime()) / 60_000) : 0
  const findings = [
    ...failing.map(({ kind, error }) => finding('warn', 'jobFails', { kind, error: error ?? '' })),
    ...(given && given.count > 0 ? [finding('warn', 'jobsGivenUp', { count: given.count, kinds: given.kinds })] : []),
    ...(oldest && minutes >= longestWaitMinutes ? [finding('warn', 'jobsWait', { kind: oldest.kind, minutes })] : []),
  ]
  return findings.length > 0 ? findings : [finding('ok', 'jobs', {})]
}

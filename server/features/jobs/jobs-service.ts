import { Problem } from '../../contract/errors.ts'
import type { JobKindView, JobList } from '../../contract/jobs.ts'
import type { JobSender } from '../../jobs/job-sender.ts'
import { duties, pacemakers } from '../../jobs/timetable.ts'
import type { ActBy } from '../audit/act.ts'
import type { JobsStore } from './jobs-store.ts'

type Place = JobKindView['where']
type Known = { kind: string; where: Place; everySeconds: number | null }
type Dependencies = { store: JobsStore; sender: JobSender }

const failedShown = 5

/** Everything that goes on beside requests. */
const known: readonly Known[] = [
  ...Object.entries(duties).map(([kind, { everySeconds, isAlone }]) => ({
    kind,
    everySeconds,
    where: isAlone ? ('one process' as const) : ('shared' as const),
  })),
  ...Object.entries(pacemakers).map(([kind, { everyMs }]) => ({ kind, everySeconds: everyMs / 1_000, where: 'every process' as const })),
]

/** Work in the background as those see it who watch over the service. */
export function createJobsService({ store, sender }: Dependencies) {
  return {
    async list(): Promise<JobList> {
      const [reports, counts, running, nexts, failed] = await Promise.all([
        store.reports(),
        store.counts(),
        store.running(),
        store.nexts(),
        store.failed(failedShown),
      ])
      return {
        jobs: known.map(({ kind, where, everySeconds }) => {
          const report = reports.find((one) => one.kind === kind)
          const countOf = (state: string) => counts.find((one) => one.kind === kind && one.state === state)?.count ?? 0
          return {
            kind,
            where,
            everySeconds,
            counts: {
              waiting: countOf('created'),
              retrying: countOf('retry'),
              running: countOf('active'),
              done: countOf('completed'),
              failed: countOf('failed'),
            },
            running: running
              .filter((one) => one.kind === kind)
              .map(({ since }) => {
                // what was told before this run began is of another one
                const isOfThisRun = report?.progressAt && report.progressAt >= since
                return { since: since.toISOString(), done: isOfThisRun ? report.done : null, total: isOfThisRun ? report.total : null }
              }),
            lastFinishedAt: report?.finishedAt?.toISOString() ?? null,
            tookMs: report?.tookMs ?? null,
            failures: report?.failures ?? 0,
            lastFailedAt: report?.failedAt?.toISOString() ?? null,
            error: report?.error ?? null,
            nextAt: nexts.find((one) => one.kind === kind)?.at.toISOString() ?? null,
            failed: failed
              .filter((one) => one.kind === kind)
              .map(({ id, failedAt, tries, error }) => ({ id, failedAt: failedAt.toISOString(), tries, error })),
          }
        }),
      }
    },
    /** What was given up is tried again: one job, or all of its kind. */
    async retry(by: ActBy, kind: string, jobId: string | undefined): Promise<{ retried: number }> {
      if (!known.some((one) => one.kind === kind && one.where !== 'every process')) throw new Problem('JOB_NOT_FOUND')
      const retried = await store.retryFailed(by, kind, jobId, (transaction, ids) => sender.retryIn(transaction, kind, ids))
      if (jobId !== undefined && retried === 0) throw new Problem('JOB_NOT_FOUND')
      return { retried }
    },
    /** For the metrics. */
    counts: () => store.counts(),
  }
}
export type JobsService = ReturnType<typeof createJobsService>

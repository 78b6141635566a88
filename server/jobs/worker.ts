import type { Job, PgBoss } from 'pg-boss'
import type { Clock } from '../clock.ts'
import type { JobRun } from './job-kind.ts'
import { reasonOf } from './reason-of.ts'

/** Where it is kept what became of the work. */
export type Reports = {
  progress(kind: string, done: number, total: number): Promise<void>
  finished(kind: string, tookMs: number): Promise<void>
  failed(kind: string, reason: string): Promise<void>
}

/** What the queue keeps of a failed run: no message of another system, no stack. */
class JobFailed extends Error {
  override readonly name = 'JobFailed'
  override readonly stack = ''
}

type Dependencies = { boss: PgBoss; reports: Reports; clock: Clock; stopping: AbortSignal; onFailure(kind: string, error: unknown): void }

/** A worker that finds nothing looks again after this, should no notice have come; without any notices, much sooner. */
const polling = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 5, heartbeatRefreshSeconds: 5 }
const progressEveryMs = 1_000
const mostTogether = 50

/** Runs jobs of one kind on this process, a batch with one call, and tells what became of it. */
export function createWorker({ boss, reports, clock, stopping, onFailure }: Dependencies) {
  async function run(kind: string, jobs: readonly Job[], work: (job: Job, run: JobRun) => Promise<void>): Promise<void> {
    const [job] = jobs
    if (!job) return
    const [began, troubles] = [clock.now(), new Set<string>()]
    let told = Number.NEGATIVE_INFINITY
    try {
      await work(job, {
        signal: AbortSignal.any([job.signal, stopping]),
        progress(done, total) {
          if (clock.now() - told < progressEveryMs) return
          told = clock.now()
          void reports.progress(kind, done, total).catch(() => {})
        },
        trouble: (what) => void troubles.add(what),
      })
    } catch (error) {
      onFailure(kind, error)
      const reason = reasonOf(error)
      await reports.failed(kind, reason).catch(() => {})
      throw new JobFailed(reason)
    }
    const trouble = [...troubles].join('; ')
    await (trouble === '' ? reports.finished(kind, clock.now() - began) : reports.failed(kind, trouble)).catch(() => {})
  }

  return {
    /** Jobs that wait together are done together. */
    async together(kind: string, work: (run: JobRun) => Promise<void>): Promise<void> {
      await boss.work(kind, { ...polling, batchSize: mostTogether, burstWhenBatchFull: true }, (jobs: Job[]) =>
        run(kind, jobs, (_job, running) => work(running)),
      )
    },
    async oneByOne(kind: string, work: (data: object, run: JobRun) => Promise<void>): Promise<void> {
      const worker = await boss.work(kind, { ...polling, batchSize: 1 }, async (jobs: Job[]) => {
        try {
          await run(kind, jobs, (job, running) => work(job.data, running))
        } finally {
          // a worker waits after a job as if there were none left
          boss.notifyWorker(worker)
        }
      })
    },
  }
}

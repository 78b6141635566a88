import type { PgBoss } from 'pg-boss'
import type { Clock, Scheduler } from '../clock.ts'
import type { Duty, Errand } from './job-kind.ts'
import { QueueUnfit } from './queue-unfit.ts'
import { ensureQueues } from './queues.ts'
import { createWorker, type Reports } from './worker.ts'

export type Work = { duties: readonly Duty[]; errands: readonly Errand<never>[] }

type Dependencies = Work & {
  boss: PgBoss
  reports: Reports
  scheduler: Scheduler
  clock: Clock
  onFailure(kind: string, error: unknown): void
}

/** How long a closing process waits for its jobs; then another one takes them over. */
const longestCloseMs = 3_000

/** Takes part in the work: asks for duties when they are due, and does whatever this process gets. */
export async function startWork({ boss, duties, errands, reports, scheduler, clock, onFailure }: Dependencies): Promise<{ stop(): Promise<void> }> {
  await boss.start().catch((error: Error) => {
    if (/^pg-boss (is not installed|database requires migrations)/.test(error.message))
      throw new QueueUnfit(
        'The queue of background jobs in the database is not that of this program: migrate (npm run migrate), or start the version that did.',
      )
    throw error
  })
  await ensureQueues(boss, duties, errands)
  const stopping = new AbortController()
  const worker = createWorker({ boss, reports, clock, stopping: stopping.signal, onFailure })
  for (const { kind, run } of duties) await worker.together(kind, run)
  for (const { kind, run } of errands) await worker.oneByOne(kind, (data, job) => run(data as never, job))

  const askFor =
    ({ kind, everySeconds }: Duty) =>
    async () => {
      // every process asks; of what is due in one span of time the queue takes one
      await boss.send(kind, {}, { singletonSeconds: everySeconds }).catch((error: unknown) => onFailure(kind, error))
    }
  const asking = duties.map((duty) => scheduler.every(duty.everySeconds * 1_000, askFor(duty)))
  return {
    async stop() {
      stopping.abort()
      await Promise.all(asking.map((one) => one.stop()))
      const kinds = [...duties, ...errands].map(({ kind }) => kind)
      const finished = Promise.all(kinds.map((kind) => boss.offWork(kind, { wait: true })))
      await Promise.race([finished, new Promise((resolve) => AbortSignal.timeout(longestCloseMs).addEventListener('abort', resolve))])
      // what is still running is given back
      await boss.stop({ graceful: false })
    },
  }
}

import type { Scheduler } from '../clock.ts'
import { createGroupCommits, type GroupCommits } from './group-commits.ts'

/** How long a write may wait before it is politely sent away (promise 5). */
const maxWaitMs = 2_000

type Dependencies = {
  scheduler: Scheduler
  onBatch(kind: string, size: number, tookMs: number): void
}

/** The group-commit writers of this process: alike in their bounds, counted together. */
export function createWriteQueues({ scheduler, onBatch }: Dependencies) {
  const opened: { queued(): number }[] = []
  return {
    open<Request, Result>(
      kind: string,
      keyOf: (request: Request) => string,
      write: (batch: readonly Request[]) => Promise<readonly Result[]>,
    ): GroupCommits<Request, Result> {
      const queue = createGroupCommits<Request, Result>({
        write,
        keyOf,
        maxBatch: 256,
        lanes: 1,
        maxQueue: 5_000,
        maxWaitMs,
        now: () => performance.now(),
        scheduler,
        onBatch: (size, tookMs) => onBatch(kind, size, tookMs),
      })
      opened.push(queue)
      return queue
    },
    queued: () => opened.reduce((sum, queue) => sum + queue.queued(), 0),
  }
}
export type WriteQueues = ReturnType<typeof createWriteQueues>

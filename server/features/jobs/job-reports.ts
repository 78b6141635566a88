import type { Clock } from '../../clock.ts'
import type { JobsStore } from './jobs-store.ts'

type Dependencies = { store: JobsStore; clock: Clock; onFailed(kind: string): void }

/** What runs every few seconds and goes well is written down no oftener than this. */
const toldEveryMs = 10_000

/** Keeps for those who watch what became of each kind of work. */
export function createJobReports({ store, clock, onFailed }: Dependencies) {
  /** When this process last told of a success; none since it last told of a failure. */
  const told = new Map<string, number>()
  return {
    progress: (kind: string, done: number, total: number): Promise<void> => store.progress(kind, done, total, new Date(clock.now())),
    async finished(kind: string, tookMs: number): Promise<void> {
      const now = clock.now()
      if (now - (told.get(kind) ?? Number.NEGATIVE_INFINITY) < toldEveryMs) return
      told.set(kind, now)
      await store.finished(kind, Math.round(tookMs), new Date(now))
    },
    async failed(kind: string, reason: string): Promise<void> {
      told.delete(kind)
      onFailed(kind)
      await store.failedOnce(kind, reason, new Date(clock.now()))
    },
  }
}

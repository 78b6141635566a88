import type { Clock, Scheduler } from '../clock.ts'
import { reasonOf } from './reason-of.ts'
import { steadily } from './steadily.ts'
import { type PacemakerKind, pacemakers } from './timetable.ts'
import type { Reports } from './worker.ts'

type Dependencies = {
  runs: Record<PacemakerKind, () => Promise<void>>
  reports: Reports
  scheduler: Scheduler
  clock: Clock
  onFailure(kind: string, error: unknown): void
}

/** Whoever fails several times a second is written down no oftener than this. */
const failureToldEveryMs = 10_000

/** What each process does for itself, seen in the same list as the jobs of the queue. */
export function startPacemakers({ runs, reports, scheduler, clock, onFailure }: Dependencies): { stop(): Promise<void> } {
  const start = (kind: PacemakerKind) => {
    let failureTold = Number.NEGATIVE_INFINITY
    const pace = pacemakers[kind]
    return scheduler.every('isSteady' in pace ? steadily(pace.everyMs) : pace.everyMs, async () => {
      const began = clock.now()
      try {
        await runs[kind]()
      } catch (error) {
        onFailure(kind, error)
        if (clock.now() - failureTold < failureToldEveryMs) return
        failureTold = clock.now()
        await reports.failed(kind, reasonOf(error)).catch(() => {})
        return
      }
      await reports.finished(kind, clock.now() - began).catch(() => {})
    })
  }
  const running = (Object.keys(pacemakers) as PacemakerKind[]).map(start)
  return {
    async stop() {
      await Promise.all(running.map((one) => one.stop()))
    },
  }
}

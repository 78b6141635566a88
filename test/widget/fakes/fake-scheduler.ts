import type { Clock, Scheduler } from '../../../widget/core/ports.ts'

/** Lets every promise that can go on go on. A turn of the event loop, not a wait. */
export const breathe = () => new Promise<void>((resume) => setImmediate(resume))

/** Time that moves only when a test says so; both clocks of a device can be bent apart. */
export function createFakeTime(startMs = Date.UTC(2025, 10, 17, 2)) {
  let wallMs = startMs
  let monotonicMs = 5_000
  let jobs: { at: number; run: () => void }[] = []
  const scheduler: Scheduler = {
    after(delayMs, run) {
      const job = { at: monotonicMs + delayMs, run }
      jobs.push(job)
      return () => {
        jobs = jobs.filter((other) => other !== job)
      }
    },
  }
  const clock: Clock = { read: () => ({ wallMs, monotonicMs }) }

  async function pass(ms: number): Promise<void> {
    const end = monotonicMs + ms
    await breathe()
    for (let next = dueBy(end); next; next = dueBy(end)) {
      jobs = jobs.filter((job) => job !== next)
      wallMs += Math.max(0, next.at - monotonicMs)
      monotonicMs = Math.max(monotonicMs, next.at)
      next.run()
      await breathe()
    }
    wallMs += end - monotonicMs
    monotonicMs = end
  }
  const dueBy = (end: number) => jobs.filter((job) => job.at <= end).sort((a, b) => a.at - b.at)[0]

  return {
    clock,
    scheduler,
    pass,
    waits: () => jobs.map((job) => job.at - monotonicMs).sort((a, b) => a - b),
    /** The phone sleeps: the calendar goes on, the counter may stand still. */
    sleep: (ms: number) => {
      wallMs += ms
    },
    setWall: (ms: number) => {
      wallMs = ms
    },
  }
}

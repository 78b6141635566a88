import type { Clock, Scheduler } from './ports.ts'

export const browserClock: Clock = { read: () => ({ wallMs: Date.now(), monotonicMs: performance.now() }) }

export const browserScheduler: Scheduler = {
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}

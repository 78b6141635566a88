import type { Pause } from '../clock.ts'

/** For what has to begin every so often, however long it takes; what takes longer still leaves the others a quarter of the time. */
export function steadily(everyMs: number): Pause {
  return (tookMs) => Math.max(everyMs / 3, tookMs / 3, everyMs - tookMs)
}

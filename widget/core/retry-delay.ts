import type { Random } from './ports.ts'

const firstDelayMs = 700
const longestDelayMs = 15_000

/**
 * How long to wait before trying again. When the server names a time, nobody comes earlier and all come spread out
 * behind it; else the wait doubles. Half of it is chance, so that a thousand phones do not return in one moment.
 */
export function retryDelayMs(failures: number, retryAfterMs: number | undefined, random: Random): number {
  if (retryAfterMs !== undefined) return Math.round(retryAfterMs + random.fraction() * Math.max(1_000, retryAfterMs / 2))
  const ceiling = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.max(0, failures - 1))
  return Math.round(ceiling / 2 + (random.fraction() * ceiling) / 2)
}

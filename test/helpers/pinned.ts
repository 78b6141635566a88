import { createHash } from 'node:crypto'
import type { CorrectedClock } from '../../server/clock.ts'
import type { Ids } from '../../server/ids.ts'

/** Ids that are the same in every run: two runs then differ only in what the test makes different. */
export function pinnedIds(): Ids {
  const counts: Record<string, number> = {}
  const next = (kind: string) => {
    counts[kind] = (counts[kind] ?? 0) + 1
    return createHash('sha256').update(`${kind} ${counts[kind]}`).digest()
  }
  return {
    uuid() {
      const hex = next('uuid').toString('hex')
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
    },
    secret: (byteLength) => next('secret').subarray(0, byteLength),
    digits: (length) => String(next('digits').readUInt32BE(0)).padStart(length, '0').slice(-length),
    code: (length) => next('code').toString('hex').toUpperCase().slice(0, length),
  }
}

/** A clock that stands still until it is moved. */
export function pinnedClock(startMs: number): CorrectedClock & { moveTo(ms: number): void } {
  let nowMs = startMs
  return {
    now: () => nowMs,
    skewMs: () => 0,
    measure: async () => {},
    moveTo(ms) {
      nowMs = ms
    },
  }
}

/** Client-made ids, the same in every run. */
export function pinnedActions(): () => string {
  let count = 0
  return () => {
    count += 1
    return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`
  }
}

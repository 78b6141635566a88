import { createHash } from 'node:crypto'

/** Fewer equal wrong answers than this happen by chance. */
export const fewestWrongToCompare = 4

/** Full marks faster than reading: the key was known, or somebody else's eyes were used. */
export function isTooFast(attempt: { scoreThousandths: number; durationMs: number }, maxScore: number, floorMs: number): boolean {
  return attempt.scoreThousandths === maxScore && attempt.durationMs < floorMs
}

/** When an attempt was under way. */
export type Span = { startedAtMs: number; endedAtMs: number }

/**
 * How attempts lie in time. One after the other may be a shared computer, several at once on one device are hardly several people;
 * equal answers that came one after the other may have been handed on.
 */
export function timingOf(spans: readonly Span[]): { atOnce: number; longestOverlapMs: number; shortestPauseMs: number | null } {
  let longestOverlapMs = 0
  let shortestPauseMs: number | null = null
  const atOnce = new Set<Span>()
  spans.forEach((one, index) => {
    for (const other of spans.slice(index + 1)) {
      const firstEndMs = Math.min(one.endedAtMs, other.endedAtMs)
      const lastStartMs = Math.max(one.startedAtMs, other.startedAtMs)
      if (lastStartMs < firstEndMs) {
        atOnce.add(one).add(other)
        longestOverlapMs = Math.max(longestOverlapMs, firstEndMs - lastStartMs)
      } else shortestPauseMs = Math.min(shortestPauseMs ?? Number.POSITIVE_INFINITY, lastStartMs - firstEndMs)
    }
  })
  return { atOnce: atOnce.size, longestOverlapMs, shortestPauseMs }
}

/** Tells devices apart for officials without showing the label that a device speaks with. */
export function deviceMark(device: string): string {
  return createHash('sha256').update(`device ${device}`).digest('hex').slice(0, 6).toUpperCase()
}

/** Which wrong options were chosen, whatever the order of questions. Right answers prove nothing and are left out. */
export function wrongDigest(wrong: readonly { revisionId: string; chosen: string }[]): Buffer | null {
  if (wrong.length < fewestWrongToCompare) return null
  const written = wrong.map(({ revisionId, chosen }) => `${revisionId} ${chosen}`).sort()
  return createHash('sha256').update(written.join('\n')).digest().subarray(0, 16)
}

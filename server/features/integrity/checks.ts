import { createHash } from 'node:crypto'

/** About four Vietnamese syllables a second is fast, attentive reading. */
const syllablesPerSecond = 4
/** Fewer equal wrong answers than this happen by chance. */
export const fewestWrongToCompare = 4

/** The least time in which somebody can have read this paper. */
export function readingFloorMs(texts: readonly string[]): number {
  const syllables = texts.reduce((sum, text) => sum + text.split(/\s+/).filter((word) => word !== '').length, 0)
  return Math.round((syllables / syllablesPerSecond) * 1_000)
}

/** Full marks faster than reading: the key was known, or somebody else's eyes were used. */
export function isTooFast(attempt: { scoreThousandths: number; durationMs: number }, maxScore: number, floorMs: number): boolean {
  return attempt.scoreThousandths === maxScore && attempt.durationMs < floorMs
}

/** Which wrong options were chosen, whatever the order of questions. Right answers prove nothing and are left out. */
export function wrongDigest(wrong: readonly { revisionId: string; chosen: number }[]): Buffer | null {
  if (wrong.length < fewestWrongToCompare) return null
  const written = wrong.map(({ revisionId, chosen }) => `${revisionId} ${chosen}`).sort()
  return createHash('sha256').update(written.join('\n')).digest().subarray(0, 16)
}

import { hash } from 'node:crypto'

/**
 * Lots from a seed that everybody may know: whoever holds the seed and the list of those who tied draws the same ones. The seed is something that
 * nobody could know or choose while the contest ran, such as the numbers of a public lottery on a day announced before.
 */
export function drawLots(seed: string, candidates: readonly string[], count: number): string[] {
  const lots = candidates.map((id) => ({ id, lot: hash('sha256', `hoithi lots 1\n${seed.normalize('NFC')}\n${id}`, 'hex') }))
  return lots
    .toSorted((a, b) => (a.lot < b.lot ? -1 : 1))
    .slice(0, count)
    .map(({ id }) => id)
}

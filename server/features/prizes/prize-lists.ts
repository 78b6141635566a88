import type { Candidate } from './propose-prizes.ts'

/** The places among those who are meant: whoever ties on the whole list ties here too. */
export function placesAmong(list: Iterable<Candidate>, isMeant: (id: string) => boolean): Candidate[] {
  const among: Candidate[] = []
  let before: Candidate | undefined
  for (const candidate of list) {
    if (!isMeant(candidate.id)) continue
    const place = before?.place === candidate.place ? (among.at(-1)?.place ?? 1) : among.length + 1
    among.push({ id: candidate.id, place })
    before = candidate
  }
  return among
}

/** Whoever took part most often stands first. */
export function placesByEntries(entries: ReadonlyMap<string, number>): Candidate[] {
  const inOrder = [...entries].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
  return placesAmong(
    inOrder.map(([id, count]) => ({ id, place: -count })),
    () => true,
  )
}

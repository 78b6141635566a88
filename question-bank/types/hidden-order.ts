/**
 * Where the author's own order is the key, or tells of it, the stored order must tell nothing: it is that of the texts' characters.
 * Returns the entries in that order and where each of the author's entries went.
 */
export function hideOrder(entries: readonly string[]): { entries: string[]; placeOf: number[] } {
  const order = [...entries.keys()].sort((a, b) => {
    const [left, right] = [entries[a] as string, entries[b] as string]
    return left < right ? -1 : left > right ? 1 : a - b
  })
  const placeOf = new Array<number>(entries.length)
  order.forEach((entry, place) => {
    placeOf[entry] = place
  })
  return { entries: order.map((entry) => entries[entry] as string), placeOf }
}

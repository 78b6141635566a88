// Batches travel as PostgreSQL array literals in one text parameter each: far cheaper than an array of parameters.

/** For values that need no quoting: numbers, uuids, codes of our own making. */
export function arrayOf<Item>(items: readonly Item[], pick: (item: Item) => string | number): string {
  let literal = '{'
  for (let index = 0; index < items.length; index += 1) literal += (index === 0 ? '' : ',') + pick(items[index] as Item)
  return `${literal}}`
}

/** For whatever a person or a client sent. */
export function textArrayOf<Item>(items: readonly Item[], pick: (item: Item) => string): string {
  return arrayOf(items, (item) => `"${pick(item).replace(/[\\"]/g, '\\$&')}"`)
}

/** For values that may be missing. */
export function nullableArrayOf<Item>(items: readonly Item[], pick: (item: Item) => string | number | null): string {
  return arrayOf(items, (item) => pick(item) ?? 'NULL')
}

/** For bytes. */
export function bytesArrayOf<Item>(items: readonly Item[], pick: (item: Item) => Buffer): string {
  return arrayOf(items, (item) => `"\\\\x${pick(item).toString('hex')}"`)
}

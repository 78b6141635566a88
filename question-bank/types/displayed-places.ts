import type { Orders } from './question-type.ts'

/** "2" as the author numbered it. Anything that is no displayed place of that list is no answer. */
export function readPlace(text: string, orders: Orders, list: number): number | undefined {
  return /^\d{1,2}$/.test(text) ? orders[list]?.[Number(text)] : undefined
}

export function writePlace(entry: number, orders: Orders, list: number): string {
  return String(Array.prototype.indexOf.call(orders[list] ?? [], entry))
}

/** The entries of a list in displayed order. */
export function displayed<Entry>(entries: readonly Entry[], orders: Orders, list: number): Entry[] {
  const order = orders[list]
  return order === undefined ? [...entries] : Array.from(order, (entry) => entries[entry] as Entry)
}

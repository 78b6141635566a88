/** Where a page of the bank stands: how many questions come before it and which cursors led here. */
export type BankPaging = { skipped: number; cursors: (string | null)[]; sizes: number[] }

const isPaging = (state: unknown): state is BankPaging =>
  typeof state === 'object' && state !== null && 'skipped' in state && 'cursors' in state && 'sizes' in state

/**
 * The server pages by cursor, so only the way here knows "page 3". It travels with the history entry;
 * an address that was shared or typed has none, and then no range is claimed.
 */
export function pagingOf(state: unknown, isFirstPage: boolean): BankPaging | null {
  if (isFirstPage) return { skipped: 0, cursors: [], sizes: [] }
  return isPaging(state) ? state : null
}

export function nextPaging(paging: BankPaging, cursorHere: string | null, shownHere: number): BankPaging {
  return { skipped: paging.skipped + shownHere, cursors: [...paging.cursors, cursorHere], sizes: [...paging.sizes, shownHere] }
}

export function previousPaging(paging: BankPaging): { cursor: string | null; paging: BankPaging } | null {
  if (paging.cursors.length === 0) return null
  return {
    cursor: paging.cursors.at(-1) ?? null,
    paging: { skipped: paging.skipped - (paging.sizes.at(-1) ?? 0), cursors: paging.cursors.slice(0, -1), sizes: paging.sizes.slice(0, -1) },
  }
}

import type { BoardRow } from '../../server/contract/boards.ts'

/** How a row stands against the row of the same entrant on the other board. */
export type Difference = { kind: 'same' } | { kind: 'absent' } | { kind: 'place'; otherPlace: number } | { kind: 'result'; other: BoardRow }

export type ComparedRow = { row: BoardRow; difference: Difference }

function differenceOf(row: BoardRow, other: BoardRow | undefined): Difference {
  if (!other) return { kind: 'absent' }
  // another result explains another place, so it is the one to tell
  if (row.scoreThousandths !== other.scoreThousandths || row.durationMs !== other.durationMs) return { kind: 'result', other }
  if (row.place !== other.place) return { kind: 'place', otherPlace: other.place }
  return { kind: 'same' }
}

/** Marks on each row of `rows` what an official must notice against `others`. */
export function compareBoards(rows: readonly BoardRow[], others: readonly BoardRow[]): ComparedRow[] {
  const byKey = new Map(others.map((row) => [row.key, row]))
  return rows.map((row) => ({ row, difference: differenceOf(row, byKey.get(row.key)) }))
}

/** How many entrants stand otherwise on one board than on the other; each is counted once. */
export function countDifferences(left: readonly ComparedRow[], right: readonly ComparedRow[]): number {
  const keys = [...left, ...right].filter(({ difference }) => difference.kind !== 'same').map(({ row }) => row.key)
  return new Set(keys).size
}

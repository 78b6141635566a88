import type { BoardRow, BoardSnapshot } from '../../server/contract/boards.ts'
import type { BoardDelta } from '../../server/contract/events.ts'

/** The board after a delta, or null where the delta does not continue this very version: then the whole board must be asked again. */
export function applyDelta(board: BoardSnapshot, delta: BoardDelta): BoardSnapshot | null {
  if (delta.roundId !== board.roundId || delta.from !== board.version) return null
  const byKey = new Map<string, BoardRow>()
  for (const row of [...board.rows, ...delta.changed]) byKey.set(row.key, row)
  const rows: BoardRow[] = []
  for (const key of delta.order) {
    const row = byKey.get(key)
    // a row we never saw: something was missed, and a board with a hole would lie
    if (!row) return null
    rows.push(row)
  }
  // a board that was partial is whole again, and a provisional one final, when nothing says otherwise
  const { isHidden: _hidden, awaitsTruth: _awaits, isPartial: _partial, hasEssaysWaiting: _provisional, ...rest } = board
  return {
    ...rest,
    version: delta.version,
    takenAt: delta.takenAt,
    frozenSince: delta.frozenSince,
    entrants: delta.entrants,
    ...(delta.isHidden ? { isHidden: true } : {}),
    ...(delta.awaitsTruth ? { awaitsTruth: true } : {}),
    ...(delta.isPartial ? { isPartial: true } : {}),
    ...(delta.hasEssaysWaiting ? { hasEssaysWaiting: true } : {}),
    rows,
    units: delta.units,
  }
}

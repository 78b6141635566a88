import type { BoardRow, BoardSnapshot, BoardUnitRow } from '../../server/contract/boards.ts'
import type { BoardDelta } from '../../server/contract/events.ts'

const names = new Intl.Collator('vi')

// a delta may carry all units or only those that changed; putting them over the known ones is right for both
function mergeUnits(known: readonly BoardUnitRow[], news: readonly BoardUnitRow[]): BoardUnitRow[] {
  const byId = new Map(known.map((unit) => [unit.unitId, unit]))
  for (const unit of news) byId.set(unit.unitId, unit)
  return [...byId.values()].sort((a, b) => b.entrants - a.entrants || names.compare(a.unitName, b.unitName))
}

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
  return {
    ...board,
    version: delta.version,
    takenAt: delta.takenAt,
    frozenSince: delta.frozenSince,
    entrants: delta.entrants,
    rows,
    units: mergeUnits(board.units, delta.units),
  }
}

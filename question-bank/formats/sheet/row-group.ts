import type { Columns } from './find-tables.ts'
import type { ColumnRole } from './header-names.ts'
import type { KeyHabits } from './read-choice-key.ts'
import { type Cell, emptyCell, type Row } from './sheet.ts'

/** The rows of one question: mostly one; more where each option has a row of its own. */
export type RowGroup = { rows: readonly Row[]; table: TableFacts }

/** What is known of a table before its rows are read one by one. */
export type TableFacts = {
  columns: Columns
  isOurs: boolean
  habits: KeyHabits
  /** Most of its rows have something in the column of keys. */
  areKeysWritten: boolean
  /** Looks that a column has from top to bottom: the way it is formatted, not a mark. */
  looksOfColumn: ReadonlyMap<number, number>
}

/** The first cell of that role with something in it. */
export function cellIn(row: Row, { roles }: Columns, role: ColumnRole): Cell {
  const cells = (roles.get(role) ?? []).map((column) => row.cells.get(column) ?? emptyCell)
  return cells.find(({ text, pictures }) => text !== '' || pictures !== undefined) ?? emptyCell
}

/** In the rows of a question, without what a merged cell repeats. */
export function ownCellsIn({ rows, table }: RowGroup, role: ColumnRole): Cell[] {
  return rows.map((row) => cellIn(row, table.columns, role)).filter((cell, at) => cell !== emptyCell && (at === 0 || !cell.isContinued))
}

/** Told once of a question; a cell merged over several rows speaks for each of them. */
export function textIn({ rows, table }: RowGroup, role: ColumnRole): string {
  const texts = rows.map((row) => cellIn(row, table.columns, role)).filter(({ isContinued }, at) => at === 0 || !isContinued)
  return texts
    .map(({ text }) => text)
    .filter((text) => text !== '')
    .join('\n')
}

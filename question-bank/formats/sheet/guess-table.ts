import { foldVietnamese } from '../../fold-vietnamese.ts'
import type { Table } from './find-tables.ts'
import type { ColumnRole } from './header-names.ts'
import type { Row, Sheet } from './sheet.ts'

/** A table without a header: [number,] question, options, letter of the right one. Whatever is read so, a person has to confirm. */
export function guessTable(sheet: Sheet): Table | undefined {
  const shapes = sheet.rows.map((row) => ({ row, shape: shapeOf(row) }))
  const shaped = shapes.flatMap(({ shape }) => shape ?? [])
  const [first] = shaped
  if (!first || shaped.length * 2 < sheet.rows.length) return undefined
  const roles = new Map<ColumnRole, number[]>([
    ['stem', [first.stem]],
    ['key', [first.key]],
    ...(first.stem > 0 ? [['number', [0]] as [ColumnRole, number[]]] : []),
  ])
  const options = Array.from({ length: first.key - first.stem - 1 }, (_, index) => first.stem + 1 + index)
  return { sheet, columns: { roles, options }, rows: sheet.rows }
}

function shapeOf({ cells }: Row): { stem: number; key: number } | undefined {
  const columns = [...cells.keys()].sort((a, b) => a - b)
  const stem = columns.find((column) => /\p{L}{2}/u.test(cells.get(column)?.text ?? ''))
  if (stem === undefined || stem > 2) return undefined
  const key = columns.find(
    (column) =>
      column > stem + 2 &&
      /^(?:dap an )?[a-h1-8]$/.test(foldVietnamese(cells.get(column)?.text ?? '')) &&
      columns.filter((other) => other > stem && other < column).length === column - stem - 1,
  )
  const last = columns.at(-1)
  return key !== undefined && last !== undefined && last - key <= 3 ? { stem, key } : undefined
}

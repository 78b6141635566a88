import { UnreadableFileError } from '../imported-item.ts'
import { reason } from '../reason.ts'
import { rowsOfCsv } from './csv/csv-rows.ts'
import type { SourceFile } from './format.ts'
import { recognizeFormat } from './recognize-format.ts'
import type { Row } from './sheet/sheet.ts'
import { sheetsOfXlsx } from './xlsx/xlsx-rows.ts'

export type TextRow = { line: number; cells: (string | undefined)[] }
/** Sheets of plain texts, as a person sees them. */
export type TextTable = { sheets: { rows: TextRow[] }[] }

/** A workbook or a text of records that holds no questions. */
export function readTextTable({ name, bytes }: SourceFile): TextTable {
  const format = recognizeFormat({ name: /\.(?:csv|tsv|txt)$/i.test(name) ? name.replace(/\.txt$/i, '.csv') : name, bytes })
  if (format === 'csv') return { sheets: [{ rows: rowsOfCsv(bytes).map(textRow) }] }
  if (format !== 'xlsx') throw new UnreadableFileError(reason('NO_TABLE'))
  return {
    sheets: sheetsOfXlsx(bytes)
      .filter(({ isHidden }) => !isHidden)
      .map(({ rows }) => ({ rows: rows.map(textRow) })),
  }
}

function textRow({ number, cells }: Row): TextRow {
  const texts: (string | undefined)[] = []
  for (const [column, cell] of cells) if (!cell.isError) texts[column] = cell.text
  return { line: number, cells: texts }
}

import { foldVietnamese } from '../../fold-vietnamese.ts'
import type { ImportedItem } from '../../imported-item.ts'
import type { Progress } from '../format.ts'
import { type Line, type Look, makeLine, type Span } from '../layout/line.ts'
import { readLayout } from '../layout/read-layout.ts'
import { placeOf } from './read-tables.ts'
import { type Cell, looks, type Sheet } from './sheet.ts'

/** A sheet without a table of questions may hold a document: pasted from Word, a line in each row. It is read as one. */
export function readAsDocument(sheets: readonly Sheet[], progress: Progress): ImportedItem[] {
  return sheets.filter(({ isHidden }) => !isHidden).flatMap((sheet) => readLayout(linesOf(sheet), progress))
}

function linesOf(sheet: Sheet): Line[] {
  const wrong = columnOfWrong(sheet)
  return sheet.rows.flatMap((row) => {
    const cells = [...row.cells]
      .sort(([a], [b]) => a - b)
      .flatMap(([column, cell]) => {
        if (cell.text === '' || cell.isContinued) return []
        return [column === wrong && /^[xv✓✔√*]$/iu.test(cell.text) ? [{ text: '(sai)', look: {} }] : spansOf(cell)]
      })
    // cells of one row stand on one line, as options parted by tabs do
    const spans = cells.flatMap((cell, index) => (index === 0 ? cell : [{ text: '\t', look: {} }, ...cell]))
    return spans.length === 0 ? [] : splitLines(placeOf(sheet, row), spans)
  })
}

/** A cross in a column named "Sai" says the contrary of one in a column named "Đúng". */
function columnOfWrong({ rows }: Sheet): number | undefined {
  for (const { cells } of rows) for (const [column, { text }] of cells) if (/^(?:sai|wrong|false)$/.test(foldVietnamese(text))) return column
  return undefined
}

function spansOf({ text, runs, looks: whole }: Cell): Span[] {
  return (runs ?? [{ text, looks: whole }]).map((run) => ({ text: run.text, look: lookOf(run.looks | whole) }))
}

function lookOf(bits: number): Look {
  return {
    ...(bits & looks.bold ? { bold: true } : {}),
    ...(bits & looks.italic ? { italic: true } : {}),
    ...(bits & looks.underline ? { underline: true } : {}),
    ...(bits & looks.strike ? { strike: true } : {}),
    ...(bits & looks.fill ? { highlight: 'fill' } : {}),
    ...(bits & looks.colour ? { color: 'colour' } : {}),
    ...(bits & looks.sub ? { raised: 'sub' } : bits & looks.super ? { raised: 'super' } : {}),
  }
}

function splitLines(place: string, spans: readonly Span[]): Line[] {
  const lines: Span[][] = [[]]
  for (const span of spans)
    span.text.split('\n').forEach((text, index) => {
      if (index > 0) lines.push([])
      lines.at(-1)?.push({ ...span, text })
    })
  return lines.map((line, index) => makeLine(place, line, { continues: index > 0 }))
}

import { strToU8, type Zippable, zipSync } from 'fflate'
import type { Bank, WrittenFile } from '../format.ts'
import { escapeXml } from '../package/escape-xml.ts'
import { columnName, looks, type Run } from '../sheet/sheet.ts'
import { tableLosses } from '../sheet/table-losses.ts'
import { type WrittenColumn, type WrittenTable, writeTable } from '../sheet/write-table.ts'
import { textCell, type WrittenCell } from '../sheet/written-cell.ts'
import { readXlsx } from './read-xlsx.ts'
import { fixedParts } from './workbook-xml.ts'
import { drawingParts, type PlacedPicture } from './write-pictures.ts'

/** More does not fit a cell. */
const mostCharacters = 32_767

/** A workbook with one sheet that our own import reads back. Every cell is a typed text, so nothing in it is ever a formula. */
export function writeXlsx({ questions, attachments }: Bank): WrittenFile {
  const table = writeTable(questions)
  const pictures = placedPictures(table, attachments)
  const drawing = drawingParts(pictures)
  const parts: Record<string, string | Uint8Array> = {
    ...fixedParts(drawing.contentTypes),
    'xl/worksheets/sheet1.xml': sheetXml(table, pictures.length > 0),
    ...drawing.parts,
  }
  const bytes = workbookOf(parts)
  return { bytes, losses: tableLosses(questions, () => readXlsx({ name: 'bank.xlsx', bytes }, () => {})) }
}

/** Any table of plain texts, under headers, as the one sheet of a workbook. */
export function writeTextXlsx(sheetName: string, columns: readonly WrittenColumn[], rows: readonly (readonly string[])[]): Uint8Array {
  const sheet = sheetXml({ columns: [...columns], rows: rows.map((row) => row.map(textCell)) }, false)
  return workbookOf({ ...fixedParts('', sheetName), 'xl/worksheets/sheet1.xml': sheet })
}

function workbookOf(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const zipped: Zippable = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part]))
  // a fixed time, so that the same content is the same file
  return zipSync(zipped, { mtime: new Date(2000, 0, 1) })
}

function placedPictures({ rows }: WrittenTable, attachments: Bank['attachments']): PlacedPicture[] {
  const known = new Map(attachments.map((attachment) => [attachment.digest, attachment]))
  return rows.flatMap((cells, row) =>
    cells.flatMap(({ pictures = [] }, column) =>
      pictures.flatMap(({ digest, alt }) => {
        const attachment = known.get(digest)
        return attachment?.mediaType.startsWith('image/') ? [{ attachment, alt, row: row + 1, column }] : []
      }),
    ),
  )
}

function sheetXml({ columns, rows }: WrittenTable, hasDrawing: boolean): string {
  const widths = columns.map(({ width }, column) => `<col min="${column + 1}" max="${column + 1}" width="${width}" customWidth="1"/>`).join('')
  const header = columns.map((column, at) => cellXml({ runs: [{ text: column.header, looks: 0 }] }, at, 1, 1)).join('')
  const body = rows
    .map((cells, row) => `<row r="${row + 2}">${cells.map((cell, column) => cellXml(cell, column, row + 2, 2)).join('')}</row>`)
    .join('')
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${relations}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths}</cols><sheetData><row r="1">${header}</row>${body}</sheetData>${hasDrawing ? '<drawing r:id="rId1"/>' : ''}</worksheet>`
}

function cellXml({ runs }: WrittenCell, column: number, row: number, style: number): string {
  const [first] = runs
  if (first === undefined) return ''
  const isPlain = runs.every((run) => run.looks === 0)
  let left = mostCharacters
  const kept = runs.map((run) => {
    const text = run.text.slice(0, left)
    left -= text.length
    return { ...run, text }
  })
  const inside = isPlain ? textXml(kept.map(({ text }) => text).join('')) : kept.map(runXml).join('')
  return `<c r="${columnName(column)}${row}" s="${style}" t="inlineStr"><is>${inside}</is></c>`
}

function runXml(run: Run): string {
  const marks = [
    [looks.bold, '<b/>'],
    [looks.italic, '<i/>'],
    [looks.underline, '<u/>'],
    [looks.super, '<vertAlign val="superscript"/>'],
    [looks.sub, '<vertAlign val="subscript"/>'],
  ] as const
  const properties = marks.map(([bit, xml]) => ((run.looks & bit) === 0 ? '' : xml)).join('')
  return `<r>${properties === '' ? '' : `<rPr>${properties}</rPr>`}${textXml(run.text)}</r>`
}

function textXml(text: string): string {
  // "_x0041_" in a text would be read as a letter; signs that XML cannot hold say nothing
  const safe = text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
  return `<t xml:space="preserve">${escapeXml(safe)}</t>`
}

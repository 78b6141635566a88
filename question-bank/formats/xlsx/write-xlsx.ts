import { strToU8, type Zippable, zipSync } from 'fflate'
import type { Bank, WrittenFile } from '../format.ts'
import { tableLosses } from '../sheet/table-losses.ts'
import { type WrittenColumn, type WrittenTable, writeTable } from '../sheet/write-table.ts'
import { textCell } from '../sheet/written-cell.ts'
import { readXlsx } from './read-xlsx.ts'
import { cellStyles, fixedParts, fixedTime } from './workbook-xml.ts'
import { cellXml, sheetBegins, sheetEnds } from './worksheet-xml.ts'
import { drawingParts, type PlacedPicture } from './write-pictures.ts'

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
  return zipSync(zipped, { mtime: fixedTime })
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
  const header = columns.map((column, at) => cellXml({ runs: [{ text: column.header, looks: 0 }] }, at, 1, cellStyles.header)).join('')
  const body = rows
    .map((cells, row) => `<row r="${row + 2}">${cells.map((cell, column) => cellXml(cell, column, row + 2, cellStyles.text)).join('')}</row>`)
    .join('')
  return `${sheetBegins(columns, 1)}<row r="1">${header}</row>${body}${sheetEnds(hasDrawing)}`
}

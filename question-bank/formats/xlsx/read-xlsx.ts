import type { Attachment } from '../../attachment.ts'
import { type ImportedFile, type ImportedItem, settleItem } from '../../imported-item.ts'
import { type Reason, reason } from '../../reason.ts'
import type { Progress, SourceFile } from '../format.ts'
import { placeOf, readTables } from '../sheet/read-tables.ts'
import { type Cell, columnName, emptyCell, type Row, type Sheet } from '../sheet/sheet.ts'
import { readAsDocument } from '../sheet/typed-as-document.ts'
import { readStyles } from './cell-styles.ts'
import { readWorksheet } from './read-worksheet.ts'
import { sharedStringsOf } from './shared-strings.ts'
import { picturesOf, pictureText, type SheetPicture } from './sheet-pictures.ts'
import { openWorkbook } from './workbook-parts.ts'

/** Questions in the sheets of a workbook, as its cells show them. */
export function readXlsx({ bytes }: SourceFile, progress: Progress): ImportedFile {
  const workbook = openWorkbook(bytes)
  const context = { shared: sharedStringsOf(workbook.sharedStrings), styleOf: readStyles(workbook.styles), isFrom1904: workbook.isFrom1904 }
  const attachments = new Map<string, Attachment>()
  const lost: { sheet: string; pictures: SheetPicture[] }[] = []
  const sheets = workbook.sheets.flatMap(({ name, path, isHidden }): Sheet[] => {
    const part = workbook.parts.get(path)
    if (!part) return []
    const { rows, merged, drawing } = readWorksheet(part, context)
    const pictures = picturesOf(workbook, path, drawing)
    for (const { attachment } of pictures) if (attachment) attachments.set(attachment.digest, attachment)
    lost.push({ sheet: name, pictures })
    return [{ name, rows: withPictures(rows, pictures), merged, ...(isHidden ? { isHidden } : {}), ...(workbook.isOurs ? { isOurs: true } : {}) }]
  })
  const found = readTables(sheets, progress)
  const items = found.length > 0 ? found : readAsDocument(sheets, progress)
  return { items: lost.reduce((found, { sheet, pictures }) => toldOfPictures(found, sheet, pictures), items), attachments: [...attachments.values()] }
}

function withPictures(rows: readonly Row[], pictures: readonly SheetPicture[]): Row[] {
  if (pictures.length === 0) return [...rows]
  const byRow = Map.groupBy(
    pictures.filter(({ attachment }) => attachment !== undefined),
    ({ row }) => row,
  )
  const known = new Set(rows.map(({ number }) => number))
  const bare = [...byRow.keys()].filter((number) => !known.has(number)).map((number): Row => ({ number, cells: new Map() }))
  return [...rows, ...bare]
    .sort((a, b) => a.number - b.number)
    .map((row) => {
      const lying = byRow.get(row.number)
      if (!lying) return row
      const cells = new Map<number, Cell>(row.cells)
      for (const { column, attachment, alt } of lying) {
        const cell = cells.get(column) ?? emptyCell
        const shown = pictureText(attachment as Attachment, alt)
        cells.set(column, { ...cell, pictures: cell.pictures === undefined ? shown : `${cell.pictures}\n${shown}` })
      }
      return { ...row, cells }
    })
}

/** A picture that nobody can read must not be missed silently; one that lies beside all questions neither. */
function toldOfPictures(items: readonly ImportedItem[], sheet: string, pictures: readonly SheetPicture[]): ImportedItem[] {
  const unread = pictures.filter(({ attachment }) => attachment === undefined)
  const firstRow = Math.min(
    ...items.flatMap(({ place }) => (place.startsWith(`${sheet}, dòng `) ? Number(place.slice(`${sheet}, dòng `.length)) : [])),
  )
  const told = new Set<SheetPicture>()
  const found = items.map((item) => {
    const here = unread.filter(({ row }) => item.place === placeOf({ name: sheet, rows: [], merged: [] }, { number: row, cells: new Map() }))
    if (here.length === 0) return item
    for (const picture of here) told.add(picture)
    const reasons: Reason[] = here.map(({ row, column }) => reason('LOST_PICTURE', `${columnName(column)}${row}`))
    return item.state === 'refused'
      ? { ...item, reasons: [...item.reasons, ...reasons] }
      : settleItem(item.place, item.question, [...reasons, ...item.reasons.filter(({ code }) => code !== 'NO_KEY')])
  })
  const strays = unread.filter((picture) => !told.has(picture) && picture.row >= firstRow)
  return [
    ...found,
    ...strays.map(({ row, column }): ImportedItem => {
      const cell = `${columnName(column)}${row}`
      return { place: `${sheet}, dòng ${row}`, state: 'refused', seen: cell, reasons: [reason('LOST_PICTURE', cell)] }
    }),
  ]
}

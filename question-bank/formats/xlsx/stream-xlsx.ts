import { strToU8, Zip, ZipDeflate } from 'fflate'
import { type StreamedCell, type StreamedTable, streamedPieceLength } from '../sheet/streamed-table.ts'
import { textCell } from '../sheet/written-cell.ts'
import { cellStyles, fixedParts, fixedTime } from './workbook-xml.ts'
import { cellXml, numberXml, sheetBegins, sheetEnds } from './worksheet-xml.ts'

/** What a sheet of Excel holds, with room for what stands above. */
export const mostSheetRows = 1_048_000

/** The same as one sheet of a workbook, packed while it is read. */
export async function* streamXlsx({ sheet, above, columns, rows }: StreamedTable): AsyncGenerator<Uint8Array> {
  const packed: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    packed.push(piece)
  })
  const begin = (name: string) => {
    const part = new ZipDeflate(name, { level: 6 })
    part.mtime = fixedTime
    zip.add(part)
    return part
  }
  for (const [name, xml] of Object.entries(fixedParts('', sheet))) begin(name).push(strToU8(xml), true)
  const part = begin('xl/worksheets/sheet1.xml')
  let number = 0
  const rowXml = (cells: readonly StreamedCell[], style: number) => {
    number += 1
    return `<row r="${number}">${cells.map((cell, column) => streamedXml(cell, column, number, style)).join('')}</row>`
  }
  let xml = sheetBegins(columns, above.length + 1)
  for (const line of above) xml += rowXml([line], cellStyles.plain)
  xml += rowXml(
    columns.map(({ header }) => header),
    cellStyles.header,
  )
  for await (const row of rows) {
    xml += rowXml(row, cellStyles.text)
    if (xml.length < streamedPieceLength) continue
    part.push(strToU8(xml), false)
    xml = ''
    yield* packed.splice(0)
  }
  part.push(strToU8(xml + sheetEnds(false)), true)
  zip.end()
  yield* packed
}

function streamedXml(cell: StreamedCell, column: number, row: number, style: number): string {
  if (cell === null) return ''
  return typeof cell === 'number' ? numberXml(cell, column, row, cellStyles.plain) : cellXml(textCell(cell), column, row, style)
}

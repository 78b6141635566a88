import { type Cell, plainCell, type Row } from '../sheet/sheet.ts'
import { decodeText } from '../text/decode-text.ts'
import { fromLegacy, legacyEncodingOfText } from '../text/legacy-vietnamese.ts'
import { unguarded } from './formula-guard.ts'
import { parseCsv, separatorOf } from './parse-csv.ts'

/** The records of a text as rows of cells without looks, in whatever encoding and with whatever separator it was written. */
export function rowsOfCsv(bytes: Uint8Array): Row[] {
  const text = decodeText(bytes)
  const encoding = legacyEncodingOfText(text)
  const readable = encoding === undefined ? text : fromLegacy(text, { encoding, isCapital: false }).normalize('NFC')
  const { separator, hasLine } = separatorOf(readable)
  const records = parseCsv(readable, separator)
  return (hasLine ? records.slice(1) : records).flatMap(({ line, fields }): Row[] => {
    const cells = new Map<number, Cell>()
    fields.forEach((field, column) => {
      const cell = plainCell(unguarded(field))
      if (cell.text !== '') cells.set(column, /^#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!)$/.test(cell.text) ? { ...cell, isError: true } : cell)
    })
    return cells.size === 0 ? [] : [{ number: line, cells }]
  })
}

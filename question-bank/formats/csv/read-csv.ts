import type { ImportedFile } from '../../imported-item.ts'
import type { Progress, SourceFile } from '../format.ts'
import { readTables } from '../sheet/read-tables.ts'
import { type Cell, plainCell, type Row } from '../sheet/sheet.ts'
import { decodeText } from '../text/decode-text.ts'
import { fromLegacy, legacyEncodingOfText } from '../text/legacy-vietnamese.ts'
import { unguarded } from './formula-guard.ts'
import { parseCsv, separatorOf } from './parse-csv.ts'

/** Questions in a text of records, one table without looks. */
export function readCsv({ bytes }: SourceFile, progress: Progress): ImportedFile {
  const text = decodeText(bytes)
  const encoding = legacyEncodingOfText(text)
  const readable = encoding === undefined ? text : fromLegacy(text, { encoding, isCapital: false }).normalize('NFC')
  const { separator, hasLine } = separatorOf(readable)
  const records = parseCsv(readable, separator)
  const rows = (hasLine ? records.slice(1) : records).flatMap(({ line, fields }): Row[] => {
    const cells = new Map<number, Cell>()
    fields.forEach((field, column) => {
      const cell = plainCell(unguarded(field))
      if (cell.text !== '') cells.set(column, /^#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!)$/.test(cell.text) ? { ...cell, isError: true } : cell)
    })
    return cells.size === 0 ? [] : [{ number: line, cells }]
  })
  return { items: readTables([{ name: '', rows, merged: [] }], progress), attachments: [] }
}

import { UnreadableFileError } from '../../imported-item.ts'
import { reason } from '../../reason.ts'
import { openPackage } from '../package/open-package.ts'
import { childrenNamed, elementsOf, parsePart, type XmlElement } from '../package/xml.ts'

/** Rows by their number in the sheet, cells by their column, 0 is A. */
export type Sheet = { name: string; rows: { number: number; cells: Map<number, string> }[] }

const wanted = /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|worksheets\/[^/]+\.xml)$/

/** The texts of an .xlsx, sheet by sheet, merged cells given to their first cell only. */
export function readSheets(file: Uint8Array): Sheet[] {
  const parts = openPackage(file, (name) => wanted.test(name))
  const workbook = parts.get('xl/workbook.xml')
  if (!workbook) throw new UnreadableFileError(reason('BROKEN_PACKAGE'))
  const relations = parts.get('xl/_rels/workbook.xml.rels')
  const targets = new Map(
    relations
      ? childrenNamed(parsePart(relations), 'Relationship').map((relation) => [relation.attributes.Id ?? '', relation.attributes.Target ?? ''])
      : [],
  )
  const shared = sharedStringsOf(parts.get('xl/sharedStrings.xml'))
  return childrenNamed(parsePart(workbook), 'sheets')
    .flatMap((sheets) => childrenNamed(sheets, 'sheet'))
    .map((sheet) => {
      const target = targets.get(sheet.attributes['r:id'] ?? '') ?? ''
      const part = parts.get(target.startsWith('/') ? target.slice(1) : `xl/${target}`)
      return { name: sheet.attributes.name ?? '', rows: part ? rowsOf(parsePart(part), shared) : [] }
    })
}

/** A shared string is one text or several runs; phonetic hints between them are not part of it. */
function sharedStringsOf(part: Uint8Array | undefined): string[] {
  return part ? childrenNamed(parsePart(part), 'si').map(richText) : []
}

function richText(item: XmlElement): string {
  return elementsOf(item)
    .map((child) => (child.name === 't' ? child.text : child.name === 'r' ? richText(child) : ''))
    .join('')
}

function rowsOf(worksheet: XmlElement, shared: readonly string[]): Sheet['rows'] {
  let number = 0
  return childrenNamed(worksheet, 'sheetData')
    .flatMap((data) => childrenNamed(data, 'row'))
    .map((row) => {
      number = row.attributes.r === undefined ? number + 1 : Number(row.attributes.r)
      const cells = new Map<number, string>()
      let column = -1
      for (const cell of childrenNamed(row, 'c')) {
        column = cell.attributes.r === undefined ? column + 1 : columnOf(cell.attributes.r)
        const text = textOf(cell, shared).normalize('NFC').replaceAll('\u00a0', ' ').trim()
        if (text !== '') cells.set(column, text)
      }
      return { number, cells }
    })
}

function textOf(cell: XmlElement, shared: readonly string[]): string {
  if (cell.attributes.t === 'inlineStr') return childrenNamed(cell, 'is').map(richText).join('')
  const value = childrenNamed(cell, 'v')[0]?.text ?? ''
  return cell.attributes.t === 's' ? (shared[Number(value)] ?? '') : value
}

/** "C7" is column 2. */
function columnOf(reference: string): number {
  let column = 0
  for (const letter of reference.replace(/\d+$/, '')) column = column * 26 + (letter.charCodeAt(0) - 64)
  return column - 1
}

import { parseXml, type XmlElement, XmlNode } from '@rgrove/parse-xml'
import { UnreadableFileError } from '../../imported-question.ts'
import { openPackage } from './open-package.ts'

/** Rows by their number in the sheet, cells by their column, 0 is A. */
export type Sheet = { name: string; rows: { number: number; cells: Map<number, string> }[] }

const wanted = /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|worksheets\/[^/]+\.xml)$/

/** The texts of an .xlsx, sheet by sheet, merged cells given to their first cell only. */
export function readSheets(file: Uint8Array): Sheet[] {
  const parts = openPackage(file, (name) => wanted.test(name))
  const workbook = parts.get('xl/workbook.xml')
  if (!workbook) throw new UnreadableFileError('Đây không phải tệp Excel (.xlsx). Hãy mở bằng Excel, chọn “Lưu thành…” dạng .xlsx rồi tải lên.')
  const relations = parts.get('xl/_rels/workbook.xml.rels')
  const targets = new Map(
    relations
      ? childrenNamed(rootOf(relations), 'Relationship').map((relation) => [relation.attributes.Id ?? '', relation.attributes.Target ?? ''])
      : [],
  )
  const shared = sharedStringsOf(parts.get('xl/sharedStrings.xml'))
  return childrenNamed(rootOf(workbook), 'sheets')
    .flatMap((sheets) => childrenNamed(sheets, 'sheet'))
    .map((sheet) => {
      const target = targets.get(sheet.attributes['r:id'] ?? '') ?? ''
      const part = parts.get(target.startsWith('/') ? target.slice(1) : `xl/${target}`)
      return { name: sheet.attributes.name ?? '', rows: part ? rowsOf(rootOf(part), shared) : [] }
    })
}

function rootOf(part: Uint8Array): XmlElement {
  try {
    const { root } = parseXml(new TextDecoder().decode(part))
    if (root) return root
  } catch {
    // falls through to the sentence below: where the XML broke is of no use to the person who uploaded it
  }
  throw new UnreadableFileError('Tệp Excel bị hỏng. Hãy mở bằng Excel, lưu lại rồi tải lên lần nữa.')
}

function elementsOf(parent: XmlElement): XmlElement[] {
  return parent.children.filter((child): child is XmlElement => child.type === XmlNode.TYPE_ELEMENT)
}

function childrenNamed(parent: XmlElement, name: string): XmlElement[] {
  return elementsOf(parent).filter((child) => child.name === name)
}

/** A shared string is one text or several runs; phonetic hints between them are not part of it. */
function sharedStringsOf(part: Uint8Array | undefined): string[] {
  return part ? childrenNamed(rootOf(part), 'si').map(richText) : []
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

import type { Block, Cell } from '../layout/block.ts'
import { type Line, makeLine, type Span } from '../layout/line.ts'
import { fromLegacy, legacyEncodingOfText } from '../text/legacy-vietnamese.ts'
import type { DocumentBody } from './document-body.ts'
import { type LookRules, lookOf, lookRulesOf, overlay, paragraphShade, shadeOf } from './looks.ts'
import type { Numbering } from './numbering.ts'
import { child, type OfficeElement, settingOf } from './office-xml.ts'
import type { Pictures } from './pictures.ts'
import { type Piece, readPieces } from './read-runs.ts'
import { numberingOf, type Styles } from './styles.ts'

type Reader = { styles: Styles; numbering: Numbering; pictures: Pictures }
type Where = { place: string; shade: LookRules }

/** The paragraphs and tables of a document in reading order, each line with its place and its looks. */
export function readBody(body: DocumentBody, reader: Reader): Block[] {
  let paragraphs = 0
  let tables = 0
  return readBlocks(body, reader, { shade: {} }, (element) => {
    if (element.name === 'w:tbl') {
      tables += 1
      return `bảng ${tables}`
    }
    paragraphs += 1
    return `đoạn ${paragraphs}`
  })
}

type PlaceOf = (element: OfficeElement) => string

function readBlocks(parent: DocumentBody, reader: Reader, { shade }: Omit<Where, 'place'>, placeOf: PlaceOf): Block[] {
  const blocks: Block[] = []
  // a paragraph whose end was deleted runs on into the next one
  let waiting: Piece[] = []
  const walk = (element: OfficeElement): void => {
    if (element.name === 'w:p') {
      const place = placeOf(element)
      const properties = child(element, 'w:pPr')
      const mark = child(properties, 'w:rPr')
      const isJoined = child(mark, 'w:del') !== undefined || child(mark, 'w:moveFrom') !== undefined
      const read = readParagraph(element, properties, reader, { place, shade }, waiting, isJoined)
      if (isJoined) waiting = read.pieces
      else {
        waiting = []
        blocks.push(...read.blocks)
      }
    } else if (element.name === 'w:tbl') blocks.push(readTable(element, reader, placeOf(element)))
    else if (element.name === 'mc:AlternateContent') {
      const [branch] = element.children
      if (branch) walk(branch)
    } else if (element.name !== 'w:del' && element.name !== 'w:moveFrom' && element.name !== 'w:sdtPr')
      for (const inside of element.children) walk(inside)
  }
  for (const element of parent.children) walk(element)
  return blocks
}

function readParagraph(
  element: OfficeElement,
  properties: OfficeElement | undefined,
  reader: Reader,
  where: Where,
  before: Piece[],
  isJoined: boolean,
) {
  const { styles, numbering, pictures } = reader
  const styleId = settingOf(properties, 'w:pStyle')
  const style = styles.paragraph(styleId)
  const paragraph = overlay(styles.defaults, where.shade, style.look, paragraphShade(properties))
  const pieces = [...before, ...readPieces(element, { styles, pictures, paragraph })]
  if (isJoined) return { pieces, blocks: [] }
  const mark = lookRulesOf(child(properties, 'w:rPr'))
  const isEmpty = pieces.every((piece) => piece.kind === 'span' && piece.span.text.trim() === '' && !piece.span.inline)
  // a paragraph of which nothing can be seen has no number either
  const direct = numberingOf(properties)
  const list = direct.list ?? style.numbering.list
  const isGone = isEmpty && (mark.hidden === true || element.children.some(({ name }) => name === 'w:del' || name === 'w:moveFrom'))
  const label =
    list === undefined || list === '0' || isGone ? undefined : numbering.next(list, direct.level ?? style.numbering.level, styles.ancestry(styleId))
  const labelSpans: Span[] = label
    ? [{ text: label.format === 'bullet' ? '• ' : `${label.text} `, look: lookOf(overlay(paragraph, mark, label.look)) }]
    : []
  return { pieces, blocks: toLines(where.place, labelSpans, withoutLegacyText(pieces), reader) }
}

function toLines(place: string, label: Span[], pieces: readonly Piece[], reader: Reader): Block[] {
  const lines: Line[] = []
  const boxes: Block[] = []
  let spans: Span[] = [...label]
  let isFirst = true
  const finish = () => {
    const automatic = isFirst ? label.reduce((length, { text }) => length + text.length, 0) : 0
    lines.push(makeLine(place, spans, { automatic, continues: !isFirst }))
    spans = []
    isFirst = false
  }
  for (const piece of pieces) {
    if (piece.kind === 'span') spans.push(piece.span)
    else if (piece.kind === 'break') finish()
    else boxes.push(...readBlocks(piece.content, reader, { shade: {} }, () => `${place}, khung chữ`))
  }
  finish()
  return [...lines, ...boxes]
}

function readTable(table: OfficeElement, reader: Reader, place: string): Block {
  const rows = rowsOf(table).map((row, rowIndex) => {
    const cells: Cell[] = []
    for (const cell of cellsOf(row)) {
      const properties = child(cell, 'w:tcPr')
      const merge = child(properties, 'w:vMerge')
      const isBelow = merge !== undefined && (merge.attributes['w:val'] ?? 'continue') !== 'restart'
      const shade = shadeOf(child(properties, 'w:shd'))
      const cellPlace = `${place}, hàng ${rowIndex + 1}, ô ${cells.length + 1}`
      const blocks = readBlocks(cell, reader, { shade: shade === '' ? {} : { shade } }, () => cellPlace)
      cells.push({ blocks: isBelow ? [] : blocks })
      // a cell over several columns keeps those behind it under their headers
      const span = Math.min(Number(settingOf(properties, 'w:gridSpan') ?? 1) || 1, 64)
      for (let extra = 1; extra < span; extra += 1) cells.push({ blocks: [] })
    }
    return cells
  })
  return { kind: 'table', place, rows }
}

/** Rows may stand inside content controls; a deleted one is gone. */
function rowsOf(parent: OfficeElement): OfficeElement[] {
  return parent.children.flatMap((element) => {
    if (element.name === 'w:tr') return child(child(element, 'w:trPr'), 'w:del') ? [] : [element]
    return element.name === 'w:sdt' || element.name === 'w:sdtContent' || element.name === 'w:customXml' || element.name === 'w:ins'
      ? rowsOf(element)
      : []
  })
}

function cellsOf(parent: OfficeElement): OfficeElement[] {
  return parent.children.flatMap((element) => {
    if (element.name === 'w:tc') return [element]
    return element.name === 'w:sdt' || element.name === 'w:sdtContent' || element.name === 'w:customXml' ? cellsOf(element) : []
  })
}

/** A text that lost its old font is still recognized by its words. */
function withoutLegacyText(pieces: readonly Piece[]): readonly Piece[] {
  const text = pieces.map((piece) => (piece.kind === 'span' ? piece.span.text : '')).join('')
  const encoding = /[\u00a1-\u00ff]/.test(text) ? legacyEncodingOfText(text) : undefined
  if (!encoding) return pieces
  return pieces.map((piece) =>
    piece.kind === 'span' ? { ...piece, span: { ...piece.span, text: fromLegacy(piece.span.text, { encoding, isCapital: false }) } } : piece,
  )
}

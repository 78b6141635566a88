import { UnreadableFileError } from '../../imported-item.ts'
import { reason } from '../../reason.ts'
import { type Cell, type MergedRange, type Row, tidy } from '../sheet/sheet.ts'
import { fromLegacy, legacyEncodingOfFont, legacyEncodingOfText } from '../text/legacy-vietnamese.ts'
import type { CellStyle } from './cell-styles.ts'
import { type HeldText, textCollector } from './cell-text.ts'
import { showNumber } from './number-format.ts'
import { walkXml } from './pull-xml.ts'

/** Far more than any bank has; a sheet beyond that is no bank. */
const mostRows = 200_000
const mostCells = 4_000_000
const mostMerged = 100_000

export type Worksheet = { rows: Row[]; merged: MergedRange[]; drawing?: string }
type Context = { shared: readonly HeldText[]; styleOf: (style: number) => CellStyle; isFrom1904: boolean }

/** Rows by their number in the sheet, cells by their column, 0 is A. Empty cells and rows are left out. */
export function readWorksheet(part: Uint8Array, context: Context): Worksheet {
  const rows: Row[] = []
  const merged: MergedRange[] = []
  const inline = textCollector()
  let drawing: string | undefined
  let [rowNumber, column, cellCount] = [0, -1, 0]
  let [isHidden, isValue, isInline, isInCell] = [false, false, false, false]
  let [type, style, value] = ['n', 0, '']
  let cells = new Map<number, Cell>()
  walkXml(part, {
    open(name, attribute) {
      if (isInline) inline.open(name, attribute)
      else if (name === 'c') {
        const reference = attribute('r')
        column = reference === undefined ? column + 1 : columnOf(reference)
        type = attribute('t') ?? 'n'
        style = Number(attribute('s') ?? 0)
        value = ''
        isInCell = true
      } else if (name === 'v') isValue = true
      else if (name === 'is') isInline = true
      else if (name === 'row') {
        rowNumber = Number(attribute('r') ?? rowNumber + 1)
        isHidden = /^(?:1|true)$/.test(attribute('hidden') ?? '')
        column = -1
        cells = new Map()
      } else if (name === 'mergeCell' && merged.length < mostMerged) {
        const range = rangeOf(attribute('ref') ?? '')
        if (range) merged.push(range)
      } else if (name === 'drawing') drawing = attribute('id')
    },
    text(text) {
      if (isInline) inline.text(text)
      else if (isValue && isInCell) value += text
    },
    close(name) {
      if (name === 'is') isInline = false
      else if (isInline) inline.close(name)
      else if (name === 'v') isValue = false
      else if (name === 'c') {
        isInCell = false
        const held = type === 'inlineStr' ? inline.take() : undefined
        const cell = cellOf(type, value, held, context.styleOf(style), context)
        if (cell.text !== '') {
          cells.set(column, cell)
          cellCount += 1
        }
      } else if (name === 'row' && cells.size > 0) {
        rows.push({ number: rowNumber, cells, ...(isHidden ? { isHidden: true } : {}) })
        if (rows.length > mostRows || cellCount > mostCells) throw new UnreadableFileError(reason('TOO_MUCH_INSIDE'))
      }
    },
  })
  return { rows: fillDown(rows, merged), merged, ...(drawing === undefined ? {} : { drawing }) }
}

function cellOf(type: string, value: string, inline: HeldText | undefined, style: CellStyle, { shared, isFrom1904 }: Context): Cell {
  const { looks } = style
  if (type === 's' || inline) return { ...inUnicode(inline ?? shared[Number(value)] ?? { text: '' }, style.font), looks }
  if (type === 'b') return { text: value === '1' || value === 'true' ? 'TRUE' : value === '' ? '' : 'FALSE', looks, isBoolean: true }
  if (type === 'e') return { text: value, looks, isError: true }
  if (type === 'd') return { text: showIsoDate(value), looks }
  if (type === 'str') return errorOr({ ...inUnicode({ text: tidy(value) }, style.font), looks })
  if (value === '') return { text: '', looks }
  const { text, number } = showNumber(value, style.format, isFrom1904)
  return { text: tidy(text), looks, ...(number === undefined ? {} : { number }) }
}

/** Texts in .VnTime or VNI fonts are Vietnamese from before Unicode; runs then have fonts of their own and only their text is kept. */
function inUnicode(held: HeldText, font: string | undefined): HeldText {
  const encoding = font === undefined ? undefined : legacyEncodingOfFont(font)
  if (encoding) return { text: tidy(fromLegacy(held.text, encoding)) }
  const guessed = /[\u00a1-\u00ff]/.test(held.text) ? legacyEncodingOfText(held.text) : undefined
  return guessed ? { text: tidy(fromLegacy(held.text, { encoding: guessed, isCapital: false })) } : held
}

/** A formula whose text is an error that somebody pasted as text stays one. */
function errorOr(cell: Cell): Cell {
  return /^#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)$/.test(cell.text) ? { ...cell, isError: true } : cell
}

function showIsoDate(value: string): string {
  const [, year, month, day, time = ''] = value.match(/^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d))?/) ?? []
  return year === undefined ? value : `${day}/${month}/${year}${time === '' || time === '00:00' ? '' : ` ${time}`}`
}

/** What a cell merged over several rows says, it says in each of them. */
function fillDown(rows: readonly Row[], merged: readonly MergedRange[]): Row[] {
  const tall = merged.filter(({ top, bottom }) => bottom > top).sort((a, b) => a.top - b.top)
  if (tall.length === 0) return [...rows]
  let next = 0
  let open: { range: MergedRange; cell?: Cell }[] = []
  return rows.map((row) => {
    open = open.filter(({ range }) => range.bottom >= row.number)
    for (; next < tall.length && (tall[next] as MergedRange).top <= row.number; next += 1) {
      const range = tall[next] as MergedRange
      const cell = range.top === row.number ? row.cells.get(range.left) : undefined
      if (range.bottom >= row.number) open.push({ range, ...(cell ? { cell } : {}) })
    }
    const repeated = open.filter(({ range, cell }) => cell !== undefined && range.top < row.number && !row.cells.has(range.left))
    if (repeated.length === 0) return row
    const cells = new Map(row.cells)
    for (const { range, cell } of repeated) cells.set(range.left, { ...(cell as Cell), isContinued: true })
    return { ...row, cells }
  })
}

/** "C7" is column 2. */
function columnOf(reference: string): number {
  let column = 0
  for (let at = 0; at < reference.length; at += 1) {
    const code = reference.charCodeAt(at)
    if (code < 65 || code > 90) break
    column = column * 26 + (code - 64)
  }
  return column - 1
}

function rangeOf(reference: string): MergedRange | undefined {
  const [, left, top, right, bottom] = reference.match(/^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/) ?? []
  if (left === undefined || right === undefined) return undefined
  return { left: columnOf(left), top: Number(top), right: columnOf(right), bottom: Number(bottom) }
}

import { foldVietnamese } from '../../fold-vietnamese.ts'
import { type ColumnRole, foldHeader, optionPlace, roleOf } from '../sheet/header-names.ts'
import { type Block, type Cell, cellText, isTable, linesOf, type Table } from './block.ts'
import { keysInTable } from './key-tables.ts'
import { isWord, startOf } from './labels.ts'
import { joinLines, type Line, makeLine, plainLine, sliceLine } from './line.ts'
import { markerAt } from './option-markers.ts'
import { optionRows } from './option-rows.ts'
import { questionCards } from './question-cards.ts'

/** Tables that only lay out questions, options or statements, as the lines they would be without one; any other table stays what it is. */
export function openTables(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block) => (isTable(block) ? openTable(block) : [block]))
}

function openTable(table: Table): Block[] {
  if (keysInTable(table, { isExpected: false })) return [table]
  const withMarks = joinMarks(table)
  return (
    optionRows(table) ??
    statementLines(table) ??
    questionRows(table) ??
    questionCards(table) ??
    optionLines(withMarks) ??
    pageLayout(withMarks) ?? [table]
  )
}

const filledLines = (cell: Cell): Line[] => linesOf(cell.blocks).filter(({ text }) => text.trim() !== '')
const folded = (cell: Cell): string =>
  foldVietnamese(cellText(cell))
    .replace(/[.:*()]/g, '')
    .trim()
// "d" may be the label of the fourth statement, so its diacritics count
const saysTrue = /^(?:đúng|dung|đ|true)$/u
const saysFalse = /^(?:sai|s|false)$/u
const wordOf = (cell: Cell): string =>
  cellText(cell)
    .toLowerCase()
    .replace(/[.:*()]/g, '')
    .trim()
const isMark = (text: string) => /^(?:x|v|✓|✔|✅|√|☑|☒|✗|đ|s|đúng|sai|\*|\+|●)$/iu.test(text)

/** "B. Hà Nội | x": a sign in the cell behind an option stands behind the option, unless its column is one of wrong ones. */
function joinMarks(table: Table): Table {
  const wrong = new Set(table.rows.flatMap((row) => row.flatMap((cell, column) => (saysFalse.test(wordOf(cell)) ? [column] : []))))
  const isSign = (cell: Cell | undefined) => cell !== undefined && /^(?:x|v|✓|✔|✅|√|☑|\*)$/iu.test(cellText(cell).trim())
  const isOption = (cell: Cell | undefined) => {
    const [first] = cell ? filledLines(cell) : []
    return first !== undefined && markerAt(first, 0) !== undefined
  }
  const rows = table.rows.map((row) =>
    row.map((cell, column): Cell => {
      if (isSign(cell) && isOption(row[column - 1]) && !wrong.has(column)) return { blocks: [] }
      const sign = row[column + 1]
      if (!isOption(cell) || !isSign(sign) || wrong.has(column + 1)) return cell
      const lines = filledLines(cell)
      return { blocks: [...lines.slice(0, -1), decorate(lines.at(-1) as Line, '', `\t${cellText(sign as Cell).trim()}`)] }
    }),
  )
  return { ...table, rows }
}

/** Statements with a column for true and one for false, or one column that says which. */
function statementLines(table: Table): Block[] | undefined {
  const headerAt = table.rows.findIndex((row) => row.some((cell) => saysTrue.test(wordOf(cell))) && row.some((cell) => saysFalse.test(wordOf(cell))))
  const header = table.rows[Math.max(0, headerAt)] ?? []
  const [right, wrong] = [header.findIndex((cell) => saysTrue.test(wordOf(cell))), header.findIndex((cell) => saysFalse.test(wordOf(cell)))]
  const said = (column: number) => table.rows.slice(1).map((row) => cellTextAt(row, column))
  const single = header.findIndex(
    (cell, column) =>
      /^(?:dung ?[/-]? ?sai|d ?[/-] ?s|dung hay sai|dung hoac sai)$/.test(folded(cell)) ||
      // "Mệnh đề | Đáp án" with nothing but Đ and S below; questions with such a column are questions of their own
      (roleOf(folded(cell)) === 'key' &&
        !header.some((other) => roleOf(folded(other)) === 'stem') &&
        said(column).every((text) => truthOf(text) !== undefined)),
  )
  if (headerAt > 1 || (headerAt < 0 && single < 0)) return undefined
  const truthColumns = headerAt < 0 ? [single] : [right, wrong]
  const rows = table.rows.slice(Math.max(0, headerAt) + 1).filter((row) => row.some((cell) => cellText(cell).trim() !== ''))
  const lines: Line[] = []
  for (const row of rows) {
    const texts = row.flatMap((cell, column) => (truthColumns.includes(column) || cellText(cell).trim() === '' ? [] : [cell]))
    const said = texts.flatMap(filledLines).map((line) => sliceLine(line, 0))
    if (said.length === 0) continue
    const label = /^[([]?\s*([a-h]|\d{1,2})\s*[).:]?$/i.exec((said[0] as Line).bare)
    const text = joinLines(label && said.length > 1 ? said.slice(1) : said)
    const hasLetter = !label && /^[a-h]\s*[).]/.test(text.bare)
    const letter = label?.[1] && /[a-h]/i.test(label[1]) ? label[1].toLowerCase() : String.fromCharCode(97 + lines.length)
    const truth = headerAt < 0 ? truthOf(cellTextAt(row, single)) : truthFromMarks(cellTextAt(row, right), cellTextAt(row, wrong))
    lines.push(decorate(text, hasLetter ? '' : `${letter}) `, truth === undefined ? '' : `\t${truth ? 'Đúng' : 'Sai'}`))
  }
  return lines.length >= 2 ? lines : undefined
}

function cellTextAt(row: readonly Cell[], column: number): string {
  const cell = row[column]
  return cell ? cellText(cell).trim() : ''
}

function truthFromMarks(right: string, wrong: string): boolean | undefined {
  const [isRight, isWrong] = [isMark(right), isMark(wrong)]
  if (isRight === isWrong) return undefined
  // "Đ" or "S" in a column says the column again; another word there says nothing we know
  if (isRight) return /^(?:s|sai)$/i.test(right) ? undefined : true
  return /^(?:đ|đúng)$/i.test(wrong) ? undefined : false
}

function truthOf(text: string): boolean | undefined {
  if (/^(?:đ|đúng|true|t)$/i.test(text)) return true
  return /^(?:s|sai|false|f)$/i.test(text) ? false : undefined
}

function decorate(line: Line, before: string, behind: string): Line {
  const spans = [
    ...(before === '' ? [] : [{ text: before, look: line.spans[0]?.look ?? {} }]),
    ...line.spans,
    ...(behind === '' ? [] : [{ text: behind, look: {} }]),
  ]
  return makeLine(line.place, spans)
}

/** Cells that begin with option letters, or a letter alone with its text in the next cell. */
function optionLines(table: Table): Block[] | undefined {
  const cells = table.rows.flatMap((row) => mergeLetterCells(row)).filter((lines) => lines.length > 0)
  const starts = cells.filter(([first]) => first && markerAt(first, 0) && !startOf(first))
  if (starts.length < 2 || starts.length < cells.length * 0.6) return undefined
  // numbers beside letters are two columns to be matched
  if (cells.filter(([first]) => first && /^\s*\(?\d{1,2}\s*[.)]/.test(first.bare)).length >= 2) return undefined
  const letters = starts.map(([first]) => markerAt(first as Line, 0)?.letter ?? '')
  // A | C over B | D is read as A, B, C, D by everybody
  const inColumns = new Set(letters).size === letters.length && [...letters].sort().join('') !== letters.join('') && starts.length === cells.length
  const ordered = inColumns
    ? [...cells].sort(([a], [b]) => ((markerAt(a as Line, 0)?.letter ?? '') < (markerAt(b as Line, 0)?.letter ?? '') ? -1 : 1))
    : cells
  return ordered.flat()
}

function mergeLetterCells(row: readonly Cell[]): Line[][] {
  const cells = row.map(filledLines)
  const merged: Line[][] = []
  for (let index = 0; index < cells.length; index += 1) {
    const lines = cells[index] as Line[]
    const next = cells[index + 1]
    const [only] = lines
    if (lines.length === 1 && only && next && next.length > 0 && /^\s*[*#]*\(?[A-Ha-h]\s*[.):]?\s*$/.test(only.bare)) {
      const letter = sliceLine(only, 0)
      const punctuated = /[.):]$/.test(letter.text) ? letter : decorate(letter, '', '.')
      merged.push([joinLines([punctuated, next[0] as Line]), ...next.slice(1)])
      index += 1
    } else if (lines.length > 0) merged.push(lines)
  }
  return merged
}

/** What is said of a question in a column of its own, as the line that says it. */
const besides: readonly [ColumnRole, string][] = [
  ['type', 'Loại'],
  ['points', 'Điểm'],
  ['level', 'Mức độ'],
  ['topic', 'Thuộc chủ đề'],
  ['tags', 'Từ khóa'],
  ['source', 'Nguồn'],
  ['explanation', 'Giải thích'],
]

/** "Phương án trả lời" over "A | B | C | D" are one header in two rows. */
function joinHeader([first = [], second = [], ...rest]: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] {
  const lettered = second.filter((cell) => optionPlace(foldHeader(cellText(cell))) !== undefined)
  const isBelow =
    second.length === first.length &&
    second.every((cell, column) => lettered.includes(cell) || /^\s*$/.test(cellText(cell)) || cellText(cell) === cellTextAt(first, column))
  if (lettered.length < 2 || !isBelow) return [first, second, ...rest]
  return [first.map((cell, column) => (lettered.includes(second[column] as Cell) ? (second[column] as Cell) : cell)), ...rest]
}

const letterAt = (place: number): string => String.fromCharCode(65 + place)

/** "2" is the second option, as in a sheet, unless an option says 2 itself. */
function letterOfNumber(key: string, row: readonly Cell[], options: readonly { letter: string; column: number }[]): string | undefined {
  return options.some(({ column }) => cellTextAt(row, column) === key) ? undefined : options[/^\d$/.test(key) ? Number(key) - 1 : -1]?.letter
}

/** A table typed like a sheet: a header, which may say all that a sheet's may, then one question in each row. */
function questionRows(table: Table): Block[] | undefined {
  const [header, ...rows] = joinHeader(table.rows)
  if (!header || rows.length === 0) return undefined
  const found: Partial<Record<ColumnRole, number>> = {}
  const [options, wrong, unnamed]: [{ letter: string; column: number }[], number[], number[]] = [[], [], []]
  for (const [column, cell] of header.entries()) {
    const name = foldHeader(cellText(cell))
    const place = optionPlace(name)
    const role = roleOf(name)
    if (place !== undefined) options.push({ letter: letterAt(place), column })
    else if (role === 'wrong') wrong.push(column)
    else if (role === undefined || found[role] !== undefined) unnamed.push(column)
    else found[role] = column
  }
  if (found.stem === undefined || (options.length < 2 && found.key === undefined)) return undefined
  const isRightFirst = options.length === 0 && wrong.length > 0 && found.key !== undefined
  if (isRightFirst) options.push(...[found.key as number, ...wrong].map((column, place) => ({ letter: letterAt(place), column })))
  const lines: Block[] = []
  let count = 0
  for (const row of rows) {
    const stem = row[found.stem]
    if (!stem || cellText(stem).trim() === '') continue
    count += 1
    const written = found.number === undefined ? '' : cellTextAt(row, found.number)
    const number = /\d+/.exec(written)?.[0] ?? String(count)
    const [first, ...others] = stem.blocks.filter((block) => isTable(block) || block.text.trim() !== '')
    if (first && !isTable(first)) lines.push(startOf(first) ? first : decorate(sliceLine(first, 0), `Câu ${number}: `, ''), ...others)
    for (const { letter, column } of options) {
      const cell = row[column]
      const text = cell ? filledLines(cell) : []
      if (text.length > 0)
        lines.push(markerAt(text[0] as Line, 0)?.letter === letter ? (text[0] as Line) : decorate(joinLines(text), `${letter}. `, ''))
    }
    if (found.together !== undefined && options.length === 0) lines.push(...filledLines(row[found.together] as Cell))
    // columns that may well be the options: without them the key says nothing
    const strange = options.length > 0 || found.together !== undefined ? [] : unnamed.filter((column) => cellTextAt(row, column) !== '')
    if (strange.length >= 2) lines.push(...strange.flatMap((column) => filledLines(row[column] as Cell)))
    const say = (column: number | undefined, label: string) => {
      const text = column === undefined ? '' : cellTextAt(row, column).replace(/\s+/g, ' ')
      const place = column === undefined ? undefined : filledLines(row[column] as Cell)[0]?.place
      if (text !== '') lines.push(plainLine(place ?? table.place, `${label}: ${text.replace(/^(?:đáp án|đ\/a)\s*:?\s*/i, '')}`))
    }
    const key = isRightFirst ? 'A' : letterOfNumber(cellTextAt(row, found.key ?? -1), row, options)
    if (key !== undefined && cellTextAt(row, found.key as number) !== '') lines.push(plainLine(table.place, `Đáp án: ${key}`))
    else if (strange.length < 2) say(found.key, 'Đáp án')
    for (const [role, label] of besides) say(found[role], label)
  }
  return lines.length > 0 ? lines : undefined
}

function countOptions(lines: readonly Line[]): number {
  return lines.filter((line) => markerAt(line, 0)).length
}

/** Questions inside cells: the table is only a page. */
function pageLayout(table: Table): Block[] | undefined {
  const lines = table.rows.flatMap((row) => row.flatMap((cell) => linesOf(cell.blocks)))
  // a list of keys has its answers in other cells, so in a cell that goes on with options a short text is a question too
  const isOnePage = table.rows.some((row) =>
    row.some((cell) => startOf(filledLines(cell)[0] ?? plainLine('', '')) && countOptions(filledLines(cell)) >= 2),
  )
  const hasQuestion = lines.some((line) => {
    const start = startOf(line)
    return start !== undefined && isWord(start.style) && start.rest.text.length > (isOnePage ? 0 : 8)
  })
  const hasOptions = countOptions(lines) >= 2
  return hasQuestion && hasOptions ? table.rows.flatMap((row) => row.flatMap((cell) => openTables(cell.blocks))) : undefined
}

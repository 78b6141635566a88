import { foldVietnamese } from '../../fold-vietnamese.ts'
import { type Block, type Cell, cellText, isTable, linesOf, type Table } from './block.ts'
import { keysInTable } from './key-tables.ts'
import { isWord, startOf } from './labels.ts'
import { joinLines, type Line, makeLine, plainLine, sliceLine } from './line.ts'
import { markerAt } from './option-markers.ts'
import { questionCards } from './question-cards.ts'

/** Tables that only lay out questions, options or statements, as the lines they would be without one; any other table stays what it is. */
export function openTables(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block) => (isTable(block) ? openTable(block) : [block]))
}

function openTable(table: Table): Block[] {
  if (keysInTable(table, { isExpected: false })) return [table]
  const withMarks = joinMarks(table)
  return statementLines(table) ?? questionRows(table) ?? questionCards(table) ?? optionLines(withMarks) ?? pageLayout(withMarks) ?? [table]
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
  const single = header.findIndex((cell) => /^(?:dung ?[/-]? ?sai|d ?[/-] ?s|dung hay sai|dung hoac sai)$/.test(folded(cell)))
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

const columnNames = {
  number: /^(?:stt|tt|so tt|cau|cau so|so)$/,
  stem: /^(?:noi dung|cau hoi|noi dung cau hoi|cau dan|de bai|question)$/,
  options: /^(?:cac )?(?:phuong an|dap an|lua chon)(?: tra loi| lua chon)?$/,
  key: /^(?:dap an|dap an dung|d\/?a|key|phuong an dung|answer)$/,
  explanation: /^(?:giai thich|loi giai|huong dan(?: giai)?|ghi chu giai thich)$/,
  level: /^(?:muc do|muc do nhan thuc|cap do)$/,
  topic: /^(?:chu de|noi dung kien thuc|chuyen de)$/,
  source: /^(?:nguon|trich dan|trich dan nguon|can cu)$/,
} as const
const optionColumn = /^(?:(?:phuong an|dap an|lua chon|y) ?)?([a-h]|[1-8])$/

/** A table typed like a sheet: a header, then one question in each row. */
function questionRows(table: Table): Block[] | undefined {
  const [header, ...rows] = table.rows
  if (!header || rows.length === 0) return undefined
  const found: Partial<Record<keyof typeof columnNames, number>> = {}
  const options: { letter: string; column: number }[] = []
  for (const [column, cell] of header.entries()) {
    const name = folded(cell)
    const letter = optionColumn.exec(name)?.[1]
    if (letter !== undefined) options.push({ letter: /\d/.test(letter) ? String.fromCharCode(64 + Number(letter)) : letter.toUpperCase(), column })
    else
      for (const key of Object.keys(columnNames) as (keyof typeof columnNames)[])
        if (found[key] === undefined && columnNames[key].test(name) && !(key === 'options' && name === 'dap an')) found[key] = column
  }
  if (found.stem === undefined || (options.length < 2 && found.key === undefined)) return undefined
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
    if (found.options !== undefined && options.length === 0) lines.push(...filledLines(row[found.options] as Cell))
    const say = (column: number | undefined, label: string) => {
      const text = column === undefined ? '' : cellTextAt(row, column).replace(/\s+/g, ' ')
      const place = column === undefined ? undefined : filledLines(row[column] as Cell)[0]?.place
      if (text !== '') lines.push(plainLine(place ?? table.place, `${label}: ${text.replace(/^(?:đáp án|đ\/a)\s*:?\s*/i, '')}`))
    }
    say(found.key, 'Đáp án')
    say(found.level, 'Mức độ')
    say(found.topic, 'Thuộc chủ đề')
    say(found.source, 'Nguồn')
    say(found.explanation, 'Giải thích')
  }
  return lines.length > 0 ? lines : undefined
}

/** Questions inside cells: the table is only a page. */
function pageLayout(table: Table): Block[] | undefined {
  const lines = table.rows.flatMap((row) => row.flatMap((cell) => linesOf(cell.blocks)))
  const hasQuestion = lines.some((line) => {
    const start = startOf(line)
    return start !== undefined && isWord(start.style) && start.rest.text.length > 8
  })
  const hasOptions = lines.filter((line) => markerAt(line, 0)).length >= 2
  return hasQuestion && hasOptions ? table.rows.flatMap((row) => row.flatMap((cell) => openTables(cell.blocks))) : undefined
}

import { type ColumnRole, foldHeader, optionLetter, optionPlace, roleOf } from './header-names.ts'
import type { Row, Sheet } from './sheet.ts'

export type Columns = {
  /** Columns of options, the first option first. */
  options: readonly number[]
  roles: ReadonlyMap<ColumnRole, readonly number[]>
}

/** Rows under one header. */
export type Table = { sheet: Sheet; columns: Columns; rows: readonly Row[] }

/** A header may be repeated further down, above other columns: each begins a table of its own. */
export function findTables(sheet: Sheet): Table[] {
  const tables: { sheet: Sheet; columns: Columns; rows: Row[] }[] = []
  for (let at = 0; at < sheet.rows.length; at += 1) {
    const header = mayBeHeader(sheet.rows[at] as Row) ? headerAt(sheet, at) : undefined
    if (header) {
      tables.push({ sheet, columns: header.columns, rows: [] })
      at += header.height - 1
    } else tables.at(-1)?.rows.push(sheet.rows[at] as Row)
  }
  return tables.map((table) => ({ ...table, columns: withLikelyMeanings(table) }))
}

/** Headers are short. A question is not looked at twice. */
function mayBeHeader({ cells }: Row): boolean {
  let short = 0
  for (const { text, isContinued } of cells.values()) {
    if (text.length > 80) return false
    if (!isContinued && text !== '') short += 1
  }
  return short >= 2
}

function headerAt(sheet: Sheet, at: number): { columns: Columns; height: number } | undefined {
  const [row, below] = [sheet.rows[at] as Row, sheet.rows[at + 1]]
  const single = columnsOf(textsOf(row))
  const pair = below && mayBeSecondLine(row, below) ? columnsOf(joined(sheet, row, below)) : undefined
  if (pair && (!single || breadth(pair) > breadth(single))) return { columns: pair, height: 2 }
  return single && { columns: single, height: 1 }
}

function textsOf({ cells }: Row): Map<number, string[]> {
  return new Map([...cells].map(([column, { text }]) => [column, [text]]))
}

/** A second line of a header holds nothing but names of columns. */
function mayBeSecondLine(row: Row, below: Row): boolean {
  const texts = [...below.cells].filter(([, { isContinued }]) => !isContinued)
  return (
    texts.length >= 2 &&
    texts.every(([column, { text }]) => {
      const folded = foldHeader(text)
      const above = foldHeader(row.cells.get(column)?.text ?? '')
      return [folded, `${above} ${folded}`, `dap an ${folded}`].some((name) => optionPlace(name) !== undefined || roleOf(name) !== undefined)
    })
  )
}

/** What stands above a column may be one wide merged cell; a file without merged cells leaves the ones behind it empty. */
function joined(sheet: Sheet, row: Row, below: Row): Map<number, string[]> {
  const found = new Map<number, string[]>()
  const columns = [...new Set([...row.cells.keys(), ...below.cells.keys()])].sort((a, b) => a - b)
  let wide = ''
  for (const column of columns) {
    const own = row.cells.get(column)?.text ?? ''
    if (own !== '') wide = own
    const over = own === '' ? (mergedTextOver(sheet, row, column) ?? wide) : own
    const cell = below.cells.get(column)
    const under = cell === undefined || cell.isContinued ? '' : cell.text
    found.set(column, under === '' ? [own] : [`${over} ${under}`, under])
  }
  return found
}

function mergedTextOver({ merged }: Sheet, { number, cells }: Row, column: number): string | undefined {
  const range = merged.find(({ top, bottom, left, right }) => top <= number && number <= bottom && left <= column && column <= right)
  return range && cells.get(range.left)?.text
}

function breadth({ options, roles }: Columns): number {
  return options.length + roles.size
}

/** Undefined: this is no header of questions. Several names for one column: the first that means something. */
function columnsOf(header: ReadonlyMap<number, readonly string[]>): Columns | undefined {
  const options = new Map<number, number>()
  const roles = new Map<ColumnRole, number[]>()
  for (const [column, names] of [...header].sort(([a], [b]) => a - b)) {
    for (const folded of names.map(foldHeader)) {
      const place = optionPlace(folded)
      const role = roleOf(folded)
      if (place !== undefined && !options.has(place)) options.set(place, column)
      else if (role !== undefined) roles.set(role, [...(roles.get(role) ?? []), column])
      else continue
      break
    }
  }
  const inOrder = [...options].sort(([a], [b]) => a - b).map(([, column]) => column)
  const isQuestion =
    roles.has('stem') && (roles.has('key') || inOrder.length >= 2 || roles.has('together') || (roles.has('type') && roles.has('points')))
  return isQuestion ? { options: inOrder, roles } : undefined
}

/** Names that mean two things are settled by what stands below them. */
function withLikelyMeanings({ columns: { options, roles }, rows }: Table): Columns {
  const found = new Map(roles)
  const isMostly = (column: number, test: (text: string) => boolean) => {
    const texts = rows.slice(0, 200).flatMap(({ cells }) => cells.get(column)?.text || [])
    return texts.length > 0 && texts.filter(test).length * 2 > texts.length
  }
  // "Câu hỏi | Nội dung": numbers in the first make the second the question
  const stems = roles.get('stem') ?? []
  const numbers = stems.length > 1 ? stems.filter((column) => isMostly(column, (text) => /^(?:câu(?: hỏi)?\s*)?\d{1,5}[.):]?$/i.test(text))) : []
  if (numbers.length > 0 && numbers.length < stems.length) {
    found.set(
      'stem',
      stems.filter((column) => !numbers.includes(column)),
    )
    found.set('number', [...(found.get('number') ?? []), ...numbers])
  }
  // "Câu 1 | …", "A | …", "B | …": a row for each option, its letter beside it
  const others = [...new Set(rows.slice(0, 200).flatMap(({ cells }) => [...cells.keys()]))].filter(
    (column) => !options.includes(column) && !(['stem', 'key', 'left', 'right'] as const).some((role) => found.get(role)?.includes(column)),
  )
  const letters = options.length === 0 ? others.filter((column) => isMostly(column, (text) => optionLetter(text) !== undefined)) : []
  if (letters.length > 0) {
    found.set('letter', letters)
    found.set(
      'together',
      (found.get('together') ?? []).filter((column) => !letters.includes(column)),
    )
    if (found.get('together')?.length === 0) found.delete('together')
  }
  // "Đáp án" without columns of options may hold all of the options
  const keys = roles.get('key') ?? []
  if (options.length < 2 && !roles.has('together') && !roles.has('wrong')) {
    const lists = keys.filter((column) => isMostly(column, (text) => /^\s*[#*]*A\s*[.):].*\bB\s*[.):]/s.test(text)))
    if (lists.length > 0) {
      found.set('together', lists)
      found.set(
        'key',
        keys.filter((column) => !lists.includes(column)),
      )
    }
  }
  return { options, roles: found }
}

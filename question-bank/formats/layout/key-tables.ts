import { readAnswer } from './answers.ts'
import { type Block, linesOf, type Table } from './block.ts'
import type { FoundKey } from './found-key.ts'
import { keysInLine } from './key-lines.ts'
import { joinLines, type Line, plainLine, sliceLine, withoutStruck } from './line.ts'

const numberCell = /^(?:c[aâ]u\s*|q\s*)?[([]?(\d{1,5})\s*[.:)\]]?$/i
const labelCell = /^(?:cau(?: hoi)?(?: so)?|stt|tt|so|d\/?a|dap an(?: dung)?|key|answer|question|chon|y|ma de.*|de(?: so)?.*|\d{3,4})?$/i

/** What a row may say of the questions beside their keys. */
const besideKeys = /^(?:diem|so diem|thang diem|muc do|chu de|ghi chu|points?|marks?)\b/i

/** A table of nothing but numbers and their answers; undefined when it is any other table. `isExpected` inside a list of keys, where answers may be values. */
export function keysInTable(table: Table, { isExpected }: { isExpected: boolean }): FoundKey[] | undefined {
  const rows = table.rows.filter(([first]) => !first || !besideKeys.test(oneLine(first.blocks).bare.trim()))
  const grid = rows.map((row) =>
    row.map(({ blocks }) => {
      const line = withoutStruck(oneLine(blocks))
      return { line, text: line.text.trim() }
    }),
  )
  return (
    pairsInCells(grid) ??
    columnsOfPapers(grid) ??
    columnsOfPapers(turned(grid)) ??
    rowsOfPairs(grid, isExpected) ??
    statementRows(grid) ??
    statementRows(turned(grid)) ??
    columnsOfPairs(grid, isExpected)
  )
}

type Grid = { line: Line; text: string }[][]

function oneLine(blocks: readonly Block[]): Line {
  const lines = linesOf(blocks).filter(({ text }) => text.trim() !== '')
  if (lines.length <= 1) return sliceLine(lines[0] ?? plainLine('', ''), 0)
  return joinLines(lines.map((line) => sliceLine(line, 0)))
}

function pairsInCells(grid: Grid): FoundKey[] | undefined {
  const cells = grid.flat().filter(({ text }) => text !== '')
  const keys = cells.map(({ line }) => keysInLine(line))
  const filled = keys.filter((found) => found.length > 0).length
  return filled >= 2 && filled >= cells.length - 2 ? keys.flat() : undefined
}

/** Numbers in one row, answers in the next. */
function rowsOfPairs(grid: Grid, isExpected: boolean): FoundKey[] | undefined {
  const keys: FoundKey[] = []
  const rows = grid.filter((row) => row.some(({ text }) => text !== ''))
  for (let index = 0; index < rows.length; index += 2) {
    const [numbers, answers] = [rows[index] as Grid[number], rows[index + 1]]
    if (!answers) return undefined
    // a table of values is a list of keys only where it says so: "Câu | Điểm" belongs to a question
    const isLabelled = /^(?:dap an|d\/?a\b|chon|key|answer)/i.test(answers[0]?.line.bare.trim() ?? '')
    for (const [column, { line, text }] of numbers.entries()) {
      const answer = answers[column]
      if (text === '' && (answer?.text ?? '') === '') continue
      const number = numberCell.exec(line.bare.trim())
      if (!number) {
        if (column === 0 && labelCell.test(line.bare.trim())) continue
        return undefined
      }
      if (answer && answer.text !== '' && !looksLikeKey(answer.line, isExpected || isLabelled)) return undefined
      if (answer) keys.push({ number: Number(number[1]), answer: answer.line })
    }
  }
  return enough(keys, isExpected)
}

/** A header of numbers and a row for each statement: a, b, c, d. */
function statementRows(grid: Grid): FoundKey[] | undefined {
  const [header, ...rows] = grid.filter((row) => row.some(({ text }) => text !== ''))
  const numbers = header?.slice(1).map(({ line }) => numberCell.exec(line.bare.trim())?.[1])
  if (!numbers || rows.length < 2 || numbers.length === 0 || numbers.some((number) => number === undefined)) return undefined
  const keys: FoundKey[] = []
  for (const row of rows) {
    const statement = /^([a-h])\s*[).]?$/i.exec(row[0]?.line.bare.trim() ?? '')?.[1]
    if (statement === undefined) return undefined
    for (const [column, { line, text }] of row.slice(1).entries()) {
      if (text === '') continue
      if (readAnswer(line).kind !== 'truths') return undefined
      keys.push({ number: Number(numbers[column]), answer: line, statement: statement.toLowerCase().charCodeAt(0) - 97 })
    }
  }
  return keys.length > 0 ? keys : undefined
}

/** A column for each paper, under its code. */
function columnsOfPapers([header, ...rows]: Grid): FoundKey[] | undefined {
  const codes = (header ?? []).map(({ line }, column) => {
    const match = /^(ma de|ma|de)?(?:\s*(?:thi|so))*\s*:?\s*(\d{1,4})$/i.exec(line.bare.trim())
    return match && column > 0 && (match[1] !== undefined || /^\d{3,4}$/.test(match[2] as string)) ? match[2] : undefined
  })
  if (codes.length < 2 || rows.length < 2 || codes.slice(1).some((code) => code === undefined)) return undefined
  const keys: FoundKey[] = []
  for (const row of rows) {
    const number = numberCell.exec(row[0]?.line.bare.trim() ?? '')?.[1]
    if (number === undefined || row.length !== codes.length) return undefined
    for (const [column, { line, text }] of row.entries()) {
      if (column === 0) continue
      if (text !== '' && !looksLikeKey(line, true)) return undefined
      keys.push({ number: Number(number), answer: line, names: [{ kind: 'paper', values: [codes[column] as string] }] })
    }
  }
  return enough(
    keys.sort((a, b) => codeOfKey(a) - codeOfKey(b)),
    true,
  )
}

function codeOfKey({ names }: FoundKey): number {
  return Number(names?.[0]?.values[0] ?? 0)
}

/** Rows for columns, where every row has as many cells as the first. */
function turned(grid: Grid): Grid {
  const [first] = grid
  if (!first || grid.some((row) => row.length !== first.length)) return []
  return first.map((_cell, column) => grid.map((row) => row[column] as Grid[number][number]))
}

/** A number and its answer side by side, once or several times in a row. */
function columnsOfPairs(grid: Grid, isExpected: boolean): FoundKey[] | undefined {
  const keys: FoundKey[] = []
  for (const [index, row] of grid.entries()) {
    const filled = row.filter(({ text }) => text !== '')
    if (filled.length === 0) continue
    if (index === 0 && filled.every(({ line }) => labelCell.test(line.bare.trim()) && !numberCell.test(line.bare.trim()))) continue
    if (row.length % 2 !== 0) return undefined
    for (let column = 0; column < row.length; column += 2) {
      const [number, answer] = [row[column] as Grid[number][number], row[column + 1] as Grid[number][number]]
      if (number.text === '' && answer.text === '') continue
      const found = numberCell.exec(number.line.bare.trim())
      if (!found) return undefined
      if (answer.text !== '' && !looksLikeKey(answer.line, isExpected)) return undefined
      keys.push({ number: Number(found[1]), answer: answer.line })
    }
  }
  return enough(keys, isExpected)
}

/** Some cells may be empty, but a form that nobody has filled in lists no keys. Four and more digits are also years: questions go on one by one. */
function enough(keys: FoundKey[], isExpected: boolean): FoundKey[] | undefined {
  const filled = keys.filter(({ answer }) => answer.text !== '').length
  const areYears = keys.some(({ number }, index) => number > 999 && index > 0 && number !== (keys[index - 1]?.number ?? 0) + 1)
  return (filled >= 2 && !areYears) || (isExpected && filled > 0) ? keys : undefined
}

function looksLikeKey(line: Line, mayBeValue: boolean): boolean {
  const answer = readAnswer(line)
  if (answer.kind === 'letters') return answer.tail.text === '' || mayBeValue
  return answer.kind === 'truths' || (mayBeValue && answer.kind === 'value' && line.text.length <= 60)
}

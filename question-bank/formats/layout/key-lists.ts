import { readAnswer } from './answers.ts'
import { type Block, cellText, linesOf, type Table } from './block.ts'
import { type Line, plainLine, sliceLine } from './line.ts'
import { namesIn, type SectionName } from './sections.ts'

/** `names` where a table says of each key which paper it is for. */
export type FoundKey = { number: number; answer: Line; statement?: number; names?: readonly SectionName[] }

const heading =
  /^[\s\-–—_*.]*(?:(?:[ivx]{1,4}|[a-e]|\d)\s*[.)-]\s*)?(?:(?:bang|phan)\s+)?(?:dap an|key|answer key|answers|huong dan cham|huong dan giai|loi giai)(?:\s+(?:va|&|dap an|tham khao|chi tiet|de|mon|phan|trac nghiem|tu luan|dung sai|tra loi ngan|ma de|ma|tuan|vong|chuong|buoi|dot|chu de|khoi|lop|bang|ngay|tiet|doi|thang diem|huong dan|loi giai|cham|cac|cau|hoi|thi|kiem tra|bai|so|\d+|[ivx]+|[a-h]|[-–:,.()])+)*\s*[:.\-–—_*]*\s*$/i

/** The list of one subject, or of those whom a part of the paper is for. */
const namedHeading = /^[\s\-–—_*.]*(?:bang\s+)?dap an\s*[-–:]?\s*(?:(?:mon|danh cho)\s[^.,;:?!()]{2,40}|\([\p{L} ]{3,40}\))\s*:?\s*$/iu

export function isKeyHeading(line: Line): boolean {
  return line.text.length < 120 && (heading.test(line.bare) || namedHeading.test(line.bare))
}

const between = '\\s*(?:[-–.:)=/]|->|=>|→)*\\s*'
const number = '^[\\s,;|.]*(?:c[aâ]u\\s*|q\\s*)?(\\d{1,5})'
const pair = new RegExp(`${number}${between}\\(?([A-H])\\)?(?![A-Za-z0-9?])(?!\\s*[/+&]\\s*[A-H]\\b)(?!\\s*,\\s*[A-H](?![A-Za-z0-9]))`, 'i')
/** Two letters, a question mark, a dash: an entry of a list, though nobody can tell what it says. */
const odd = new RegExp(
  `${number}${between}(\\(?(?:[A-H](?:\\s*[/,+&]\\s*[A-H](?![A-Za-z0-9]))+|[A-H]{2,5}(?![A-Za-z0-9])|[A-H]\\s*\\?+|\\?+|x(?![A-Za-z0-9])|…+|_+|\\.{3,})\\)?)(?=$|[\\s,;|.])`,
  'i',
)
const oddText = new RegExp(`${number}\\s*[-:=]\\s*([^\\d,;|\\t][^,;|\\t]{0,24})(?=[;|\\t]|,|$)`, 'i')
const run = new RegExp(
  `${number}\\s*(?:[-–]|den|->|→)\\s*(?:c[aâ]u\\s*)?(\\d{1,3})\\s*[.:)]?\\s*((?:[A-H?][\\s,]*){2,100}?)(?=$|[;|.\\n]|\\s*(?:c[aâ]u\\s*)?\\d)`,
  'i',
)

/** "1-A, 2-B", "1A 2B 3C", "Câu 1: B", "1-5: ABCDA": nothing but numbers and letters, but for a few entries that cannot be read. */
export function keysInLine(line: Line): FoundKey[] {
  const keys: FoundKey[] = []
  let rest = line.bare.replace(/^\s*(?:bang\s+)?dap an\s*:/i, (written) => ' '.repeat(written.length))
  let [at, oddities] = [0, 0]
  const cut = (length: number) => {
    at += length
    rest = rest.slice(length)
  }
  while (/[^\s,;|.]/.test(rest)) {
    const several = run.exec(rest)
    if (several) {
      const found = keysInRun(line, at + several[0].length - (several[3] as string).length, several)
      keys.push(...found)
      cut(several[0].length)
      continue
    }
    const match = pair.exec(rest)
    if (match) {
      const letterAt = at + match[0].search(/[A-H]\)?$/i)
      if (/[Đđa-h]/.test(line.text[letterAt] ?? '')) return []
      keys.push({ number: Number(match[1]), answer: sliceLine(line, letterAt, letterAt + 1) })
      cut(match[0].length)
      continue
    }
    const strange = odd.exec(rest) ?? oddText.exec(rest)
    if (!strange) return []
    oddities += 1
    keys.push({ number: Number(strange[1]), answer: sliceLine(line, at + strange[0].length - (strange[2] as string).length, at + strange[0].length) })
    cut(strange[0].length)
  }
  return oddities === 0 || keys.length - oddities >= Math.max(2, oddities) ? keys : []
}

/** A letter for each number from the first to the last; where their counts differ, nobody knows whose each is. */
function keysInRun(line: Line, from: number, [, first, last, written]: RegExpExecArray): FoundKey[] {
  const [start, end] = [Number(first), Number(last)]
  const letters = [...(written as string).matchAll(/[A-H?]/gi)].map(({ index }) => from + index)
  if (end < start || end - start > 200 || letters.some((at) => /[Đđ]/.test(line.text[at] ?? ''))) return []
  return Array.from({ length: end - start + 1 }, (_none, index) => {
    const at = letters[index] as number
    const isClear = letters.length === end - start + 1
    return {
      number: start + index,
      answer: isClear ? sliceLine(line, at, at + 1) : plainLine(line.place, `${start}-${end}: ${(written as string).trim()}`),
    }
  })
}

/** "Phần II: 1-A, 2-B": keys behind the name of what they are for. */
export function namedKeysInLine(line: Line): { names: readonly SectionName[]; keys: FoundKey[] } {
  const keys = keysInLine(line)
  if (keys.length > 0) return { names: [], keys }
  const lead =
    /^\s*(?:dap an\s+)?(?:(?:phan|part|ma de|ma|de so|de|tuan|vong|chuong|buoi|dot|chu de|bai|khoi|lop|bang|ngay|tiet|doi)\s+(?:so\s+)?(?:\d{1,4}|[ivx]{1,4}|[a-h])|[ivx]{1,4})\s*[.:–-]+\s*/i.exec(
      line.bare,
    )
  if (!lead) return { names: [], keys: [] }
  return { names: namesIn(sliceLine(line, 0, lead[0].length)), keys: keysInLine(sliceLine(line, lead[0].length)) }
}

const numberCell = /^(?:c[aâ]u\s*)?(\d{1,3})\s*[.:)]?$/i
const labelCell = /^(?:cau(?: hoi)?(?: so)?|stt|tt|so|d\/?a|dap an(?: dung)?|key|answer|question|chon|y|ma de.*|de(?: so)?.*|\d{3,4})?$/i

/** A table of nothing but numbers and their answers; undefined when it is any other table. `isExpected` inside a list of keys, where answers may be values. */
export function keysInTable(table: Table, { isExpected }: { isExpected: boolean }): FoundKey[] | undefined {
  const grid = table.rows.map((row) => row.map((cell) => ({ line: oneLine(cell.blocks), text: cellText(cell).trim() })))
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
  return plainLine(lines[0]?.place ?? '', lines.map(({ text }) => text.trim()).join(' '))
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
      if (answer && answer.text !== '') {
        if (!looksLikeKey(answer.line, isExpected || isLabelled)) return undefined
        keys.push({ number: Number(number[1]), answer: answer.line })
      }
    }
  }
  return keys.length >= 2 || (isExpected && keys.length > 0) ? keys : undefined
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
      if (column === 0 || text === '') continue
      if (!looksLikeKey(line, true)) return undefined
      keys.push({ number: Number(number), answer: line, names: [{ kind: 'paper', values: [codes[column] as string] }] })
    }
  }
  return keys.length > 0 ? keys.sort((a, b) => codeOfKey(a) - codeOfKey(b)) : undefined
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
      if (answer.text === '') continue
      if (!looksLikeKey(answer.line, isExpected)) return undefined
      keys.push({ number: Number(found[1]), answer: answer.line })
    }
  }
  return keys.length >= 2 || (isExpected && keys.length > 0) ? keys : undefined
}

function looksLikeKey(line: Line, mayBeValue: boolean): boolean {
  const answer = readAnswer(line)
  if (answer.kind === 'letters') return answer.tail.text === '' || mayBeValue
  return answer.kind === 'truths' || (mayBeValue && answer.kind === 'value' && line.text.length <= 60)
}

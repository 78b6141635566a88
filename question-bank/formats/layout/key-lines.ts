import type { FoundKey } from './found-key.ts'
import { type Line, plainLine, sliceLine, withoutStruck } from './line.ts'
import { namesIn, type SectionName } from './sections.ts'

const between = '\\s*(?:[-–—.:)\\]}=/]|->|=>|→|la(?=\\s)|chon(?=\\s))*\\s*'
const number = '^[\\s,;|.*•+/–—-]*[[({]?(?:c[aâ]u\\s*|question\\s*|qn?\\s*[.=]?\\s*)?(\\d{1,5})'
// "1B2C3D": behind a letter the next number may follow at once
const pair = new RegExp(
  `${number}${between}[[(]?([A-H])[)\\]]?(?![A-Za-z?]|\\d+(?![\\s.:)-]*[A-H]))(?!\\s*[/+&]\\s*[A-H]\\b)(?!\\s*,\\s*[A-H](?![A-Za-z0-9]))`,
  'i',
)
/** Two letters, a question mark, a dash: an entry of a list, though nobody can tell what it says. */
const odd = new RegExp(
  `${number}${between}(\\(?(?:[A-H](?:\\s*[/,+&]\\s*[A-H](?![A-Za-z0-9]))+|[A-H]{2,5}(?![A-Za-z0-9])|[A-H]\\s*\\?+|\\?+|x(?![A-Za-z0-9])|…+|_+|\\.{3,})\\)?)(?=$|[\\s,;|.])`,
  'i',
)
/** "7: ; 8-" say that nobody filled them in. */
const empty = new RegExp(`${number}\\s*[-–.:)=]\\s*(?=[;,|\\t]|$)`, 'i')
const oddText = new RegExp(`${number}\\s*[-:=]\\s*([^\\d,;|\\t][^,;|\\t]{0,24})(?=[;|\\t]|,|$)`, 'i')
const run = new RegExp(
  `${number}\\s*(?:[-–]|den|->|→)\\s*(?:c[aâ]u\\s*)?(\\d{1,3})\\s*[.:)]?\\s*((?:[A-H?][\\s,]*){2,100}?)(?=$|[;|.\\n]|\\s*(?:c[aâ]u\\s*)?\\d)`,
  'i',
)

/** "1-A, 2-B", "1A 2B 3C", "Câu 1: B", "1-5: ABCDA": nothing but numbers and letters, but for a few entries that cannot be read. */
export function keysInLine(written: Line, { isExpected = false } = {}): FoundKey[] {
  const line = withoutStruck(written)
  const keys: FoundKey[] = []
  let rest = line.bare.replace(/^\s*(?:bang\s+)?dap an(?:\s*:|(?=\s+(?:cau|question)\s*\d))/i, (written) => ' '.repeat(written.length))
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
    const other = isExpected ? otherKey(line, at, rest) : undefined
    if (other) {
      keys.push(other.key)
      cut(other.length)
      continue
    }
    const match = pair.exec(rest)
    if (match) {
      const letterAt = at + match[0].search(/[A-H][)\]]?$/i)
      const letter = line.text[letterAt] ?? ''
      if (/[Đđ]/.test(letter) || (/[a-h]/.test(letter) && (!isExpected || keys.some(({ answer }) => /[A-H]/.test(answer.text))))) return []
      keys.push({ number: Number(match[1]), answer: sliceLine(line, letterAt, letterAt + 1) })
      cut(match[0].length)
      continue
    }
    const missing = empty.exec(rest)
    if (missing) {
      oddities += 1
      keys.push({ number: Number(missing[1]), answer: sliceLine(line, at, at) })
      cut(missing[0].length)
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

const truths = new RegExp(`${number}${between}([DS](?:[\\s,–-]*[DS]){1,7})(?=$|[;,|.\\t]|\\s+\\d)`, 'i')
const value = new RegExp(`${number}\\s*(?:[:=]|[.)](?=\\s))\\s*([+−–-]?\\d+(?:[.,]\\d+)?)\\s*(?=$|[;|\\t])`, 'i')

/** Where keys are expected: "1. ĐSĐS; 2. SSĐĐ" of statements, "1: 12,5; 2: 3" of short answers. */
function otherKey(line: Line, at: number, rest: string): { key: FoundKey; length: number } | undefined {
  for (const pattern of [truths, value]) {
    const match = pattern.exec(rest)
    if (!match) continue
    const end = at + match[0].trimEnd().length
    const answer = sliceLine(line, end - (match[2] as string).length, end)
    // "D" of a choice and "Đ" of a statement are told apart only by the stroke
    if (pattern === truths && !/^[ĐđSs\s,–-]+$/.test(answer.text)) continue
    return { key: { number: Number(match[1]), answer }, length: match[0].length }
  }
  return undefined
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

const numberedLead =
  /^\s*(?:dap an\s+)?(?:(?:phan|part|ma de|ma|de so|de|tuan|vong|chuong|buoi|dot|chu de|bai|khoi|lop|bang|ngay|tiet|doi)\s+(?:so\s+)?(?:\d{1,4}|[ivx]{1,4}|[a-h])|[ivx]{1,4})\s*[.:–-]+\s*/i
const namedLead = /^\s*(?:dap an\s+(?:(?:cua|cho)\s+)?(?:phan|mon|danh cho)|phan|mon)\s[\p{L} ]{2,40}[:–-]+\s*/iu

/** "Phần II: 1-A, 2-B", "Đáp án môn Địa lý: 1-A": keys behind the name of what they are for. */
export function namedKeysInLine(line: Line, { isExpected = false } = {}): { names: readonly SectionName[]; keys: FoundKey[] } {
  const keys = keysInLine(line, { isExpected })
  if (keys.length > 0) return { names: [], keys }
  const lead = numberedLead.exec(line.bare) ?? namedLead.exec(line.bare)
  if (!lead) return { names: [], keys: [] }
  return { names: namesIn(sliceLine(line, 0, lead[0].length)), keys: keysInLine(sliceLine(line, lead[0].length), { isExpected }) }
}

/**
 * "ĐÁP ÁN: ABCDA BCDAA": a letter for each question, where there are as many letters as questions and those count from 1 without a gap. Few
 * letters in their order may as well be the right options of one question.
 */
export function keysInRow(line: Line, questions: readonly { number: number | undefined }[]): FoundKey[] {
  const row = /^\s*(?:(?:bang\s+)?dap an\s*:)?\s*((?:[A-H][\s,;|.-]*){5,})$/i.exec(line.bare)?.[1]
  const from = line.text.length - (row?.length ?? 0)
  if (row === undefined || /[Đđa-h]/.test(line.text.slice(from))) return []
  const letters = [...row.matchAll(/[A-H]/g)].map(({ index }) => from + index)
  const areInOrder = letters.every((at, index) => index === 0 || (line.text[at] as string) > (line.text[letters[index - 1] as number] as string))
  if (areInOrder || letters.length !== questions.length || !questions.every(({ number }, index) => number === index + 1)) return []
  return letters.map((at, index) => ({ number: index + 1, answer: sliceLine(line, at, at + 1) }))
}

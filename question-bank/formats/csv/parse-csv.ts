import { UnreadableFileError } from '../../imported-item.ts'
import { reason } from '../../reason.ts'
import { limits } from '../limits.ts'

/** A record with the line of the file where it starts. */
export type CsvRecord = { line: number; fields: string[] }

/** Fields in quotes may hold line ends, separators and doubled quotes. A quote inside a bare field is a letter like any other. */
export function parseCsv(text: string, separator: string): CsvRecord[] {
  const records: CsvRecord[] = []
  let [at, line] = [0, 1]
  while (at < text.length) {
    const start = line
    const fields: string[] = []
    for (let isOpen = true; isOpen; ) {
      const quoted = quotedField(text, at, separator)
      const end = quoted ? quoted.end : bareEnd(text, at, separator)
      const field = quoted ? quoted.field : text.slice(at, end)
      if (field.length > limits.cellCharacters) throw new UnreadableFileError(reason('TOO_MUCH_INSIDE'))
      fields.push(field)
      line += lineEnds(text, at, end)
      isOpen = text[end] === separator
      at = end + (isOpen ? 1 : 0)
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1
    at += 1
    line += 1
    records.push({ line: start, fields })
  }
  return records
}

function bareEnd(text: string, from: number, separator: string): number {
  let end = from
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1
  return end
}

/** Undefined where the quote at the start belongs to the text: one that never ends, or ends in the middle of a field. */
function quotedField(text: string, from: number, separator: string): { field: string; end: number } | undefined {
  let start = from
  while (text[start] === ' ' && separator !== ' ') start += 1
  if (text[start] !== '"') return undefined
  let field = ''
  let at = start + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote < 0) return undefined
    field += text.slice(at, quote)
    at = quote + 1
    if (text[at] !== '"') break
    field += '"'
    at += 1
  }
  while (text[at] === ' ') at += 1
  const isEnd = at >= text.length || text[at] === separator || text[at] === '\n' || text[at] === '\r'
  return isEnd ? { field, end: at } : undefined
}

function lineEnds(text: string, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to; at += 1) if (text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n')) count += 1
  return count
}

/** "sep=;" on the first line says it; else the sign that parts the most records into the same number of fields. */
export function separatorOf(text: string): { separator: string; hasLine: boolean } {
  const said = text.match(/^sep=([^\r\n])\r?\n/i)?.[1]
  if (said !== undefined) return { separator: said, hasLine: true }
  const start = text.slice(0, 50_000)
  const scores = ['\t', ';', ',', '|'].map((separator) => {
    const widths = parseCsv(start, separator)
      .slice(0, 50)
      .map(({ fields }) => fields.length)
      .filter((width) => width > 1)
    const counts = new Map<number, number>()
    for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1)
    const [width = 0, count = 0] = [...counts].sort((a, b) => b[1] * Math.min(b[0], 30) - a[1] * Math.min(a[0], 30))[0] ?? []
    return { separator, score: count * Math.min(width, 30) }
  })
  return { separator: scores.reduce((best, one) => (one.score > best.score ? one : best)).separator, hasLine: false }
}

import { attachmentScheme, type Block, type Inline } from './rich-text.ts'

const tableLine = /^\s*\|.*\|\s*$/
const digestPattern = /^[0-9a-f]{64}$/
/** Deeper than any author goes: beyond it marks are text, so no input can exhaust the stack. */
const deepest = 12

export function parseRichText(source: string): Block[] {
  const blocks: Block[] = []
  let paragraph: string[] = []
  let rows: Inline[][][] = []
  const finish = () => {
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', inside: parseInline(paragraph.join('\n')) })
    if (rows.length > 0) blocks.push({ kind: 'table', rows })
    paragraph = []
    rows = []
  }
  for (const line of source.replace(/\r\n?/g, '\n').split('\n')) {
    const isTable = tableLine.test(line)
    if (line.trim() === '' || (isTable ? paragraph.length > 0 : rows.length > 0)) finish()
    if (isTable) rows.push(cellsOf(line).map((cell) => parseInline(cell)))
    else if (line.trim() !== '') paragraph.push(line.trim())
  }
  finish()
  return blocks
}

function cellsOf(line: string): string[] {
  const cells: string[] = []
  let cell = ''
  const inside = line.trim().slice(1, -1)
  for (let at = 0; at < inside.length; at += 1) {
    const sign = inside[at] as string
    if (sign === '\\') {
      cell += sign + (inside[at + 1] ?? '')
      at += 1
    } else if (sign === '|') {
      cells.push(cell)
      cell = ''
    } else cell += sign
  }
  return [...cells, cell].map((text) => text.trim())
}

const marks = [
  ['**', 'strong'],
  ['__', 'underline'],
  ['*', 'emphasis'],
  ['~', 'sub'],
  ['^', 'super'],
] as const

export function parseInline(source: string, depth = 0): Inline[] {
  const found: Inline[] = []
  let plain = ''
  const add = (inline: Inline) => {
    if (plain !== '') found.push({ kind: 'text', text: plain })
    plain = ''
    found.push(inline)
  }
  let at = 0
  while (at < source.length) {
    const sign = source[at] as string
    if (sign === '\\' && at + 1 < source.length) {
      plain += source[at + 1]
      at += 2
      continue
    }
    if (sign === '\n') {
      add({ kind: 'break' })
      at += 1
      continue
    }
    const special = specialAt(source, at) ?? (depth < deepest ? markedAt(source, at, depth) : undefined)
    if (special) {
      add(special.inline)
      at = special.end
    } else {
      plain += sign
      at += 1
    }
  }
  if (plain !== '') found.push({ kind: 'text', text: plain })
  return found
}

type Found = { inline: Inline; end: number }

function specialAt(source: string, at: number): Found | undefined {
  if (source[at] === '$') return formulaAt(source, at)
  if (source[at] === '`') {
    const end = source.indexOf('`', at + 1)
    return end > at + 1 ? { inline: { kind: 'code', text: source.slice(at + 1, end) }, end: end + 1 } : undefined
  }
  return source.startsWith('![', at) ? attachmentAt(source, at) : undefined
}

/** "$x$", not "5 $ or 10 $": a formula touches its marks, and no digit follows it. */
function formulaAt(source: string, at: number): Found | undefined {
  const isDisplayed = source.startsWith('$$', at)
  const mark = isDisplayed ? '$$' : '$'
  const start = at + mark.length
  if (!isDisplayed && /^\s/.test(source.slice(start, start + 1))) return undefined
  for (let end = source.indexOf(mark, start); end >= 0; end = source.indexOf(mark, end + 1)) {
    if (isEscaped(source, end)) continue
    const tex = source.slice(start, end)
    const isClosed = tex.trim() !== '' && (isDisplayed || (!/\s$/.test(tex) && !/\d/.test(source[end + 1] ?? '')))
    return isClosed ? { inline: { kind: 'formula', tex: tex.trim(), isDisplayed }, end: end + mark.length } : undefined
  }
  return undefined
}

function attachmentAt(source: string, at: number): Found | undefined {
  let close = at + 2
  while (close < source.length && source[close] !== ']') close += source[close] === '\\' ? 2 : 1
  if (!source.startsWith(`](${attachmentScheme}`, close)) return undefined
  const start = close + 2 + attachmentScheme.length
  const end = source.indexOf(')', start)
  const digest = source.slice(start, end)
  if (end < 0 || !digestPattern.test(digest)) return undefined
  return { inline: { kind: 'attachment', digest, alt: source.slice(at + 2, close).replace(/\\(.)/gs, '$1') }, end: end + 1 }
}

/** A mark opens before a sign that is no space and closes behind one. */
function markedAt(source: string, at: number, depth: number): Found | undefined {
  const [mark, kind] = marks.find(([text]) => source.startsWith(text, at)) ?? []
  if (mark === undefined || kind === undefined) return undefined
  const start = at + mark.length
  if (start >= source.length || /\s/.test(source[start] as string)) return undefined
  const end = closingOf(source, start, mark)
  return end === undefined ? undefined : { inline: { kind, inside: parseInline(source.slice(start, end), depth + 1) }, end: end + mark.length }
}

function closingOf(source: string, start: number, mark: string): number | undefined {
  const isNarrow = mark === '~' || mark === '^'
  for (let at = start; at < source.length; at += 1) {
    const sign = source[at] as string
    if (sign === '\\') at += 1
    else if (isNarrow && /\s/.test(sign)) return undefined
    else if (sign === '`' || sign === '$' || sign === '!') {
      const special = specialAt(source, at)
      if (special) at = special.end - 1
    } else if (source.startsWith(mark, at)) {
      // in "***a** b*" and "**a *b***" the longer mark goes with the longer one
      if (mark === '*' && source[at + 1] === '*') {
        at += 1
        const inner = closingOf(source, at + 1, '**')
        if (inner === undefined) return undefined
        at = inner + 1
        continue
      }
      if (at > start && !/\s/.test(source[at - 1] as string)) {
        if (mark === '**' && source[at + 2] === '*' && source[at + 3] !== '*') return at + 1
        return at
      }
    }
  }
  return undefined
}

function isEscaped(source: string, at: number): boolean {
  let slashes = 0
  while (source[at - 1 - slashes] === '\\') slashes += 1
  return slashes % 2 === 1
}

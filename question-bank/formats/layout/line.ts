import type { Reason } from '../../reason.ts'
import type { Inline } from '../../rich-text/rich-text.ts'
import { latinLookAlike } from '../text/look-alikes.ts'

/** How a piece of text looks. What is absent looks like the body of the document: upright, black, on white. */
export type Look = {
  bold?: true
  italic?: true
  underline?: true
  strike?: true
  /** A highlighter or a shading: any colour behind the text but white. */
  highlight?: string
  color?: string
  raised?: 'sub' | 'super'
}

/** Letters of one look, or one thing among letters (a formula, a picture) that stands for itself. */
export type Span = { text: string; look: Look; inline?: Inline; doubts?: readonly Reason[] }

/** A line of a document: what a reader sees between two line ends. Positions in `text` and `bare` are the same. */
export type Line = {
  place: string
  spans: readonly Span[]
  text: string
  /** Without diacritics, with Latin letters for their look-alikes: what patterns read. */
  bare: string
  /** How many characters at the start the word processor counted by itself. */
  automatic: number
  /** Begins behind a line end inside a paragraph. */
  continues: boolean
}

/** Stands for one formula or picture; it is no letter, no space and no mark. */
const thingSign = '\ufffc'

/** Letters of options in circles. */
const circled = /[\u24b6-\u24bd\u24d0-\u24d7]/g
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|(?![\t\n])\p{Cc}/gu
// a page of spaces says no more than a few of them
const wideGap = ' '.repeat(30)
const spaces = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g

export type LineOptions = { automatic?: number; continues?: boolean }

export function makeLine(place: string, spans: readonly Span[], { automatic = 0, continues = false }: LineOptions = {}): Line {
  const tidy: Span[] = []
  for (const span of spans) {
    if (span.inline) {
      tidy.push({ ...span, text: thingSign })
      continue
    }
    let text = span.text
      .replace(spaces, ' ')
      .replace(invisible, '')
      .replace(/ {30,}/g, wideGap)
      .replaceAll(thingSign, '')
      .replace(circled, (sign) => `${sign.normalize('NFKC')}.`)
      .normalize('NFC')
    const last = tidy.at(-1)
    // a decomposed letter may have its accent in the next run
    const marks = last && !last.inline ? (/^\p{M}+/u.exec(text)?.[0] ?? '') : ''
    if (last && marks !== '') {
      last.text = (last.text + marks).normalize('NFC')
      text = text.slice(marks.length)
    }
    if (text !== '') tidy.push({ ...span, text })
  }
  return lineOf(place, tidy, automatic, continues)
}

function lineOf(place: string, spans: readonly Span[], automatic: number, continues: boolean): Line {
  const text = spans.length === 1 ? (spans[0] as Span).text : spans.map((span) => span.text).join('')
  return { place, spans, text, bare: bareOf(text), automatic, continues }
}

/** A line without what was struck through: nobody reads it as said any more. */
export function withoutStruck(line: Line): Line {
  if (!line.spans.some(({ look }) => look.strike)) return line
  const kept = line.spans.filter(({ look }) => !look.strike)
  return sliceLine(lineOf(line.place, kept, 0, line.continues), 0)
}

/** The part of a line between two positions, without the spaces around it. */
export function sliceLine(line: Line, from: number, to = line.text.length): Line {
  let [start, end] = [Math.max(0, from), Math.min(to, line.text.length)]
  while (start < end && isSpace(line.text[start] as string)) start += 1
  while (end > start && isSpace(line.text[end - 1] as string)) end -= 1
  if (start === 0 && end === line.text.length) return line
  const spans: Span[] = []
  let at = 0
  for (const span of line.spans) {
    const [left, right] = [Math.max(start - at, 0), Math.min(end - at, span.text.length)]
    if (left < right) spans.push(left === 0 && right === span.text.length ? span : { ...span, text: span.text.slice(left, right) })
    at += span.text.length
    if (at >= end) break
  }
  return lineOf(line.place, spans, Math.max(0, line.automatic - start), line.continues && start === 0)
}

export function joinLines(lines: readonly Line[], between = ' '): Line {
  const [first] = lines
  if (first === undefined) return plainLine('', '')
  if (lines.length === 1) return first
  const spans = lines.flatMap((line, index) => (index === 0 ? line.spans : [{ text: between, look: {} }, ...line.spans]))
  return lineOf(first.place, spans, first.automatic, first.continues)
}

export function plainLine(place: string, text: string): Line {
  return makeLine(place, [{ text, look: {} }])
}

/** How the letter at a position looks. */
export function lookAt(line: Line, position: number): Look {
  let at = 0
  for (const span of line.spans) {
    at += span.text.length
    if (position < at) return span.look
  }
  return {}
}

function isSpace(sign: string): boolean {
  return sign === ' ' || sign === '\t' || sign === '\n'
}

const bareLetters = new Map<string, string>()

/** One character for each, so that positions stay the same. */
function bareOf(text: string): string {
  let bare = ''
  let from = 0
  for (let at = 0; at < text.length; at += 1) {
    if (text.charCodeAt(at) < 0x80) continue
    bare += text.slice(from, at) + bareLetter(text[at] as string)
    from = at + 1
  }
  return from === 0 ? text : bare + text.slice(from)
}

function bareLetter(sign: string): string {
  const known = bareLetters.get(sign)
  if (known !== undefined) return known
  const code = sign.charCodeAt(0)
  const bare =
    latinLookAlike(sign) ??
    (sign === 'đ' ? 'd' : sign === 'Đ' ? 'D' : undefined) ??
    ((code >= 0xd800 && code <= 0xdfff) || code > 0x2000 ? sign : (sign.normalize('NFD')[0] as string))
  bareLetters.set(sign, bare)
  return bare
}

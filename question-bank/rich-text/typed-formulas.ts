import type { Inline } from './rich-text.ts'

/** "$x$", "$$x$$", "\\(x\\)", "\\[x\\]": the ways in which people type TeX into plain cells, lines and pages. */
export function inlinesFromPlain(text: string): Inline[] {
  const inlines: Inline[] = []
  const closings = new Closings(text)
  let done = 0
  let at = 0
  while (at < text.length) {
    const formula = formulaAt(text, at, closings)
    if (formula === undefined) at += 1
    else {
      if (at > done) inlines.push({ kind: 'text', text: text.slice(done, at) })
      inlines.push({ kind: 'formula', tex: formula.tex.trim(), isDisplayed: formula.isDisplayed })
      done = formula.end
      at = done
    }
  }
  if (done < text.length) inlines.push({ kind: 'text', text: text.slice(done) })
  return inlines
}

/** Where the next sign of a kind stands; each is looked for once, however many places ask. */
class Closings {
  readonly #text: string
  readonly #next = new Map<string, number>()
  constructor(text: string) {
    this.#text = text
  }
  after(mark: string, from: number): number {
    const known = this.#next.get(mark)
    if (known !== undefined && (known < 0 || known >= from)) return known
    const found = this.#text.indexOf(mark, from)
    this.#next.set(mark, found)
    return found
  }
}

type Typed = { tex: string; isDisplayed: boolean; end: number }

function formulaAt(text: string, at: number, closings: Closings): Typed | undefined {
  const [before, sign] = [text[at - 1] ?? '', text[at]]
  if (sign === '$') {
    if (text[at + 1] === '$') return between(text, at, '$$', '$$', closings)
    return /[\\\w]/.test(before) ? undefined : inDollars(text, at, closings)
  }
  if (sign !== '\\' || before === '\\') return undefined
  if (text[at + 1] === '(') return between(text, at, '\\(', '\\)', closings)
  return text[at + 1] === '[' ? between(text, at, '\\[', '\\]', closings) : undefined
}

function between(text: string, at: number, opening: string, closing: string, closings: Closings): Typed | undefined {
  const end = closings.after(closing, at + opening.length)
  if (end < 0) return undefined
  const tex = text.slice(at + opening.length, end)
  if (tex.trim() === '' || (opening === '$$' && tex.includes('$'))) return undefined
  return { tex, isDisplayed: opening !== '\\(', end: end + closing.length }
}

/** Money is no formula: "$5 và $6" has a space before its second dollar or a digit behind it. */
function inDollars(text: string, at: number, closings: Closings): Typed | undefined {
  let end = closings.after('$', at + 1)
  while (end > 0 && text[end - 1] === '\\') end = closings.after('$', end + 1)
  if (end <= at + 1) return undefined
  const tex = text.slice(at + 1, end)
  if (/^\s|\s$|\n/.test(tex) || /\d/.test(text[end + 1] ?? '')) return undefined
  return { tex, isDisplayed: false, end: end + 1 }
}

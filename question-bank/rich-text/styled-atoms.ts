import type { Inline, Mark } from './rich-text.ts'

/** A rich text without its tree: what stands there, piece by piece, each with all its marks. */
export type Atom = { marks: ReadonlySet<Mark> } & (
  | { kind: 'word' | 'space' | 'code'; text: string }
  | { kind: 'formula'; tex: string; isDisplayed: boolean }
  | { kind: 'attachment'; digest: string; alt: string }
  | { kind: 'break' }
)

/** The one order in which marks hold each other. Emphasis never holds strong: "*a **b***" would need a third sign. */
export const outermostFirst: readonly Mark[] = ['underline', 'strong', 'emphasis', 'sub', 'super']

const noMarks: ReadonlySet<Mark> = new Set()

export function atomsOf(inlines: readonly Inline[], marks: ReadonlySet<Mark> = noMarks): Atom[] {
  return joined(inlines.flatMap((inline) => atomsOfOne(inline, marks)))
}

function atomsOfOne(inline: Inline, marks: ReadonlySet<Mark>): Atom[] {
  if (inline.kind === 'break') return [{ kind: 'break', marks }]
  if (inline.kind === 'text') return wordsOf(inline.text, marks)
  if (inline.kind === 'code') return codeOf(inline.text, marks)
  if (inline.kind === 'formula') return formulaOf(inline.tex.replace(/\s+/g, ' ').trim(), inline.isDisplayed, marks)
  if (inline.kind === 'attachment') return [{ kind: 'attachment', digest: inline.digest, alt: inline.alt.replace(/\s+/g, ' ').trim(), marks }]
  return inline.inside.flatMap((one) => atomsOfOne(one, new Set([...marks, inline.kind])))
}

function wordsOf(text: string, marks: ReadonlySet<Mark>): Atom[] {
  return [...text.replace(/\r\n?/g, '\n').matchAll(/\n|[^\S\n]+|\S+/g)].map(([piece]) =>
    piece === '\n' ? { kind: 'break', marks } : { kind: /^\s/.test(piece) ? 'space' : 'word', text: piece, marks },
  )
}

/** Code cannot say a backtick; then its text matters more than its look. */
function codeOf(written: string, marks: ReadonlySet<Mark>): Atom[] {
  const text = written.replace(/\s+/g, ' ')
  return text.trim() === '' || text.includes('`') ? wordsOf(text, marks) : [{ kind: 'code', text, marks }]
}

/** A formula with a bare dollar inside, or a backslash at its end, has no writing here; its source is kept as text. */
function formulaOf(tex: string, isDisplayed: boolean, marks: ReadonlySet<Mark>): Atom[] {
  if (tex === '') return []
  const isWritable = !/^(?:[^\\$]|\\.)*(?:\$|\\$)/.test(tex)
  return isWritable ? [{ kind: 'formula', tex, isDisplayed, marks }] : wordsOf(isDisplayed ? `\\[${tex}\\]` : `\\(${tex}\\)`, marks)
}

/** Words that touch and look alike are one, whatever tree they came from. */
function joined(atoms: readonly Atom[]): Atom[] {
  const found: Atom[] = []
  for (const atom of atoms) {
    const last = found.at(-1)
    const isSame = last !== undefined && last.kind === atom.kind && isSameSet(last.marks, atom.marks)
    if (isSame && (last.kind === 'word' || last.kind === 'space')) found[found.length - 1] = { ...last, text: last.text + (atom as typeof last).text }
    else found.push(atom)
  }
  return found
}

/** Parted where a line stays empty; without spaces at the ends of lines; and spaces only carry marks that both their neighbours carry. */
export function paragraphsOf(atoms: readonly Atom[]): Atom[][] {
  const lines: Atom[][] = [[]]
  for (const atom of atoms) {
    if (atom.kind === 'break') lines.push([])
    else (lines.at(-1) as Atom[]).push(atom)
  }
  const paragraphs: Atom[][] = []
  let isOpen = false
  for (const line of lines.map(withoutOuterSpaces)) {
    if (line.length === 0) isOpen = false
    else if (isOpen) (paragraphs.at(-1) as Atom[]).push({ kind: 'break', marks: noMarks }, ...line)
    else {
      paragraphs.push(line)
      isOpen = true
    }
  }
  return paragraphs.map(withSharedMarks)
}

function withoutOuterSpaces(line: readonly Atom[]): Atom[] {
  const isSpace = (atom: Atom) => atom.kind === 'space'
  const start = line.findIndex((atom) => !isSpace(atom))
  return start < 0 ? [] : line.slice(start, line.findLastIndex((atom) => !isSpace(atom)) + 1)
}

/** No mark reaches over a gap of two spaces of different looks either: such neighbours are one space first. */
function withSharedMarks(atoms: readonly Atom[]): Atom[] {
  const merged: Atom[] = []
  for (const atom of atoms) {
    const last = merged.at(-1)
    if (atom.kind === 'space' && last?.kind === 'space') merged[merged.length - 1] = { ...last, text: last.text + atom.text }
    else merged.push(atom)
  }
  return merged.map((atom, index) => {
    if (atom.kind !== 'space' && atom.kind !== 'break') return atom
    const [left, right] = [orderedMarks(merged[index - 1]), orderedMarks(merged[index + 1])]
    // only what is open on both sides without being closed between them
    const differ = left.findIndex((mark, place) => right[place] !== mark || (isNarrow(mark) && !(atom.kind === 'space' && atom.marks.has(mark))))
    return { ...atom, marks: new Set(differ < 0 ? left : left.slice(0, differ)) }
  })
}

function orderedMarks(atom: Atom | undefined): Mark[] {
  return outermostFirst.filter((mark) => atom?.marks.has(mark))
}

const isNarrow = (mark: Mark) => mark === 'sub' || mark === 'super'

function isSameSet(a: ReadonlySet<Mark>, b: ReadonlySet<Mark>): boolean {
  return a.size === b.size && [...a].every((mark) => b.has(mark))
}

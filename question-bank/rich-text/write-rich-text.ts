import { attachmentScheme, type Block, type Inline, type Mark } from './rich-text.ts'
import { type Atom, atomsOf, outermostFirst, paragraphsOf } from './styled-atoms.ts'

const writtenAs: Readonly<Record<Mark, string>> = { strong: '**', underline: '__', emphasis: '*', sub: '~', super: '^' }

/** Rich texts have one writing: what the parser makes of it is what was given, marks in one order and their spaces outside. */
export function writeRichText(blocks: readonly Block[]): string {
  return blocks
    .flatMap((block) => (block.kind === 'table' ? [block.rows.map(writeRow).join('\n')] : paragraphsOf(atomsOf(block.inside)).map(writeAtoms)))
    .filter((text) => text !== '')
    .join('\n\n')
}

function writeRow(cells: Inline[][]): string {
  return `| ${cells.map(writeCell).join(' | ')} |`
}

function writeCell(cell: Inline[]): string {
  return writeAtoms(paragraphsOf(atomsOf(cell).map((atom) => (atom.kind === 'break' ? { ...atom, kind: 'space', text: ' ' } : atom))).flat())
}

export function writeInline(inlines: readonly Inline[]): string {
  return paragraphsOf(atomsOf(inlines)).map(writeAtoms).join('\n\n')
}

function writeAtoms(atoms: readonly Atom[]): string {
  const pieces: string[] = []
  let open: Mark[] = []
  for (const atom of atoms) {
    let shared = 0
    const wanted = outermostFirst.filter((mark) => atom.marks.has(mark))
    while (shared < open.length && open[shared] === wanted[shared]) shared += 1
    for (const mark of open.slice(shared).reverse()) pieces.push(writtenAs[mark])
    for (const mark of wanted.slice(shared)) pieces.push(writtenAs[mark])
    open = wanted
    pieces.push(writeAtom(atom, pieces.at(-1) ?? ''))
  }
  for (const mark of open.reverse()) pieces.push(writtenAs[mark])
  return pieces.join('')
}

function writeAtom(atom: Atom, before: string): string {
  if (atom.kind === 'break') return '\n'
  if (atom.kind === 'space') return atom.marks.has('sub') || atom.marks.has('super') ? atom.text.replace(/\s/g, '\\$&') : atom.text
  if (atom.kind === 'code') return `\`${atom.text}\``
  if (atom.kind === 'formula') return atom.isDisplayed ? `$$${atom.tex}$$` : `$${atom.tex}$`
  if (atom.kind === 'attachment') return `![${atom.alt.replace(/[\\[\]]/g, '\\$&')}](${attachmentScheme}${atom.digest})`
  const text = withoutBareEnds(escapeText(atom.text), atom.text)
  // a digit behind a dollar says that no formula ends there; a bracket behind a bracket could mark a gap
  const isTaken = (before.endsWith('$') && /^\d/.test(text)) || (/[[!]$/.test(before) && text.startsWith('['))
  return isTaken ? `\\${text}` : text
}

/** A low line at the end of a piece could stand beside the mark of an underline. */
function withoutBareEnds(escaped: string, text: string): string {
  const begun = escaped.startsWith('_') ? `\\${escaped}` : escaped
  const isBare = text.length > 1 && text.endsWith('_') && text.at(-2) !== '_'
  return isBare ? `${begun.slice(0, -1)}\\_` : begun
}

/** Plain text as a rich text that says exactly that. */
export function escapeText(text: string): string {
  return text
    .replace(/[\\*~^$`|]/g, '\\$&')
    .replace(/_(?=_)|(?<=_)_/g, '\\_')
    .replace(/(?<=[![])\[/g, '\\[')
}

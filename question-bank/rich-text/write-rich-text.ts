import { attachmentScheme, type Block, type Inline } from './rich-text.ts'

const markOf = { strong: '**', emphasis: '*', underline: '__', sub: '~', super: '^' } as const

export function writeRichText(blocks: readonly Block[]): string {
  return blocks
    .map((block) => (block.kind === 'table' ? block.rows.map(writeRow).join('\n') : writeInline(block.inside).trim()))
    .filter((text) => text !== '')
    .join('\n\n')
}

function writeRow(cells: Inline[][]): string {
  return `| ${cells.map((cell) => writeInline(cell.map((inline) => (inline.kind === 'break' ? { kind: 'text', text: ' ' } : inline))).trim()).join(' | ')} |`
}

export function writeInline(inlines: readonly Inline[]): string {
  return inlines.map(writeOne).join('')
}

function writeOne(inline: Inline): string {
  if (inline.kind === 'text') return escapeText(inline.text)
  if (inline.kind === 'break') return '\n'
  if (inline.kind === 'code') return inline.text === '' ? '' : `\`${inline.text.replaceAll('`', "'").replaceAll('\n', ' ')}\``
  if (inline.kind === 'formula') return inline.isDisplayed ? `$$${inline.tex}$$` : `$${inline.tex}$`
  if (inline.kind === 'attachment') return `![${inline.alt.replace(/[\\\]]/g, '\\$&').replaceAll('\n', ' ')}](${attachmentScheme}${inline.digest})`
  return writeMarked(inline)
}

/** Marks touch what they hold, so spaces at its ends are written outside. */
function writeMarked({ kind, inside }: Extract<Inline, { inside: Inline[] }>): string {
  const text = writeInline(inside)
  const bare = text.trim()
  if (bare === '') return text
  const isNarrow = kind === 'sub' || kind === 'super'
  const held = isNarrow ? bare.replace(/\s+/g, '\\ ') : bare
  return text.slice(0, text.indexOf(bare)) + markOf[kind] + held + markOf[kind] + text.slice(text.indexOf(bare) + bare.length)
}

/** Plain text as a rich text that says exactly that. */
export function escapeText(text: string): string {
  return text
    .replace(/[\\*~^$`|]/g, '\\$&')
    .replace(/_(?=_)/g, '\\_')
    .replace(/!(?=\[)/g, '\\!')
    .replace(/\[(?=\[)/g, '\\[')
}

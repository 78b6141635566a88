import { parseRichText } from './parse-rich-text.ts'
import type { Inline } from './rich-text.ts'
import { attachmentScheme } from './rich-text.ts'
import { inlinesFromPlain } from './typed-formulas.ts'
import { writeInline } from './write-rich-text.ts'

/** What a rich text says, without its looks; formulas keep their dollars, pictures their words. */
export function plainTextOf(source: string): string {
  const text = parseRichText(source)
    .map((block) => (block.kind === 'table' ? block.rows.map((cells) => cells.map(plainInline).join(' | ')).join('\n') : plainInline(block.inside)))
    .join('\n')
  return text
    .normalize('NFC')
    .replace(/[ \t]+/g, ' ')
    .trim()
}

function plainInline(inlines: readonly Inline[]): string {
  return inlines.map(plainOne).join('')
}

function plainOne(inline: Inline): string {
  if (inline.kind === 'text' || inline.kind === 'code') return inline.text
  if (inline.kind === 'break') return '\n'
  if (inline.kind === 'formula') return inline.isDisplayed ? `$$${inline.tex}$$` : `$${inline.tex}$`
  if (inline.kind === 'attachment') return inline.alt === '' ? '[hình]' : `[${inline.alt}]`
  return plainInline(inline.inside)
}

/** Text from a file that knows no looks: everything is plain but the formulas typed into it. */
export function richTextFromPlain(text: string): string {
  return writeInline(inlinesFromPlain(text))
}

const attachmentMark = new RegExp(`\\]\\(${attachmentScheme}([0-9a-f]{64})\\)`, 'g')

/** Digests of the pictures and sounds that a rich text shows. */
export function attachmentsIn(source: string): string[] {
  return [...source.matchAll(attachmentMark)].map(([, digest]) => digest as string)
}

import { plainTextOf } from '../../rich-text/plain-text.ts'
import type { Inline } from '../../rich-text/rich-text.ts'
import { writeInline, writeRichText } from '../../rich-text/write-rich-text.ts'
import { type Block, isTable, linesOf } from './block.ts'
import { type Line, type Look, type Span, sliceLine } from './line.ts'

/** Lines and tables as one rich text: what a line end parted stays parted. */
export function richTextOf(blocks: readonly Block[], without: readonly (keyof Look)[] = []): string {
  const texts: string[] = []
  for (const block of blocks) {
    if (isTable(block)) {
      texts.push(tableText(block.rows.map((row) => row.map((cell) => linesOf(cell.blocks)))))
      continue
    }
    const text = lineText(sliceLine(block, 0), without)
    if (text === '') continue
    if (block.continues && texts.length > 0) texts[texts.length - 1] += `\n${text}`
    else texts.push(text)
  }
  return texts.filter((text) => text !== '').join('\n\n')
}

function tableText(rows: readonly (readonly Line[][])[]): string {
  const cells = rows.map((row) =>
    row.map((lines) =>
      lines.flatMap((line, index): Inline[] => [...(index === 0 ? [] : [{ kind: 'text' as const, text: ' ' }]), ...inlinesOf(line.spans, [])]),
    ),
  )
  return cells.some((row) => row.some((cell) => cell.length > 0)) ? writeRichText([{ kind: 'table', rows: cells }]) : ''
}

/** Marks that would run into one another ("**a***b*") are given up one by one: the words matter more than their looks. */
function lineText(line: Line, without: readonly (keyof Look)[]): string {
  const wanted = plainTextOf(writeInline(inlinesOf(line.spans, ['bold', 'italic', 'underline', 'raised'])))
  let written = ''
  for (const given of [
    without,
    [...without, 'italic'],
    [...without, 'bold', 'italic'],
    [...without, 'bold', 'italic', 'underline'],
  ] as (keyof Look)[][]) {
    written = writeInline(inlinesOf(line.spans, given)).trim()
    if (plainTextOf(written) === wanted) return written
  }
  return writeInline(inlinesOf(line.spans, ['bold', 'italic', 'underline', 'raised'])).trim()
}

function inlinesOf(spans: readonly Span[], without: readonly (keyof Look)[]): Inline[] {
  const inlines: Inline[] = []
  let gathered: { look: string; marks: readonly Mark[]; inside: Inline[] } | undefined
  const finish = () => {
    if (gathered) inlines.push(...wrap(gathered.inside, gathered.marks))
    gathered = undefined
  }
  for (const { text, look, inline } of spans) {
    const marks = marksOf(look).filter((mark) => !without.includes(lookOfMark[mark]))
    const name = marks.join()
    if (gathered?.look !== name) {
      finish()
      gathered = { look: name, marks, inside: [] }
    }
    gathered.inside.push(inline ?? { kind: 'text', text: text.replace(/[\t ]+/g, ' ') })
  }
  finish()
  return inlines
}

type Mark = 'strong' | 'emphasis' | 'underline' | 'sub' | 'super'
const lookOfMark = { strong: 'bold', emphasis: 'italic', underline: 'underline', sub: 'raised', super: 'raised' } as const

function marksOf({ bold, italic, underline, raised }: Look): Mark[] {
  return [
    ...(bold ? (['strong'] as const) : []),
    ...(italic ? (['emphasis'] as const) : []),
    ...(underline ? (['underline'] as const) : []),
    ...(raised ? [raised] : []),
  ]
}

function wrap(inside: Inline[], marks: readonly Mark[]): Inline[] {
  return marks.reduceRight<Inline[]>((held, mark) => [{ kind: mark, inside: held }], mergeTexts(inside))
}

function mergeTexts(inlines: readonly Inline[]): Inline[] {
  const merged: Inline[] = []
  for (const inline of inlines) {
    const last = merged.at(-1)
    if (inline.kind === 'text' && last?.kind === 'text') merged[merged.length - 1] = { kind: 'text', text: last.text + inline.text }
    else merged.push(inline)
  }
  return merged
}

import type { Block, Inline } from './rich-text.ts'

/** The same text with every piece replaced that holds no others. */
export function mapInlines(blocks: readonly Block[], change: (inline: Inline) => Inline): Block[] {
  const changed = (inlines: readonly Inline[]): Inline[] =>
    inlines.map((inline) => ('inside' in inline ? { ...inline, inside: changed(inline.inside) } : change(inline)))
  return blocks.map((block) =>
    block.kind === 'table' ? { ...block, rows: block.rows.map((cells) => cells.map(changed)) } : { ...block, inside: changed(block.inside) },
  )
}

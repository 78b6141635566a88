import type { Line } from './line.ts'

/** A document as its reader sees it, whatever program made it. */
export type Block = Line | Table
export type Table = { kind: 'table'; place: string; rows: readonly Cell[][] }
export type Cell = { blocks: readonly Block[] }

export function isTable(block: Block): block is Table {
  return 'kind' in block
}

/** The lines of a cell; a table inside it is read cell by cell. */
export function linesOf(blocks: readonly Block[]): Line[] {
  return blocks.flatMap((block) => (isTable(block) ? block.rows.flatMap((row) => row.flatMap((cell) => linesOf(cell.blocks))) : [block]))
}

export function cellText({ blocks }: Cell): string {
  return linesOf(blocks)
    .map(({ text }) => text.trim())
    .filter((text) => text !== '')
    .join('\n')
}

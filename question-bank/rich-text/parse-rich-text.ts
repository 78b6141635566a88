import { specialAt } from './inline-scanner.ts'
import { parseInline } from './parse-inline.ts'
import type { Block, Inline } from './rich-text.ts'

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
  for (const written of source.replace(/\r\n?/g, '\n').split('\n')) {
    const line = written.trim()
    const isTable = line.length > 1 && line.startsWith('|') && line.endsWith('|')
    if (line === '' || (isTable ? paragraph.length > 0 : rows.length > 0)) finish()
    if (isTable) rows.push(cellsOf(line.slice(1, -1)).map((cell) => parseInline(cell)))
    else if (line !== '') paragraph.push(line)
  }
  finish()
  return blocks
}

/** A bar inside a formula or code parts no cells. */
function cellsOf(inside: string): string[] {
  const cells: string[] = []
  let start = 0
  let at = 0
  while (at < inside.length) {
    const sign = inside[at]
    if (sign === '|') {
      cells.push(inside.slice(start, at))
      start = at + 1
    }
    at = sign === '\\' ? at + 2 : (specialAt(inside, at)?.end ?? at + 1)
  }
  return [...cells, inside.slice(start)].map((text) => text.trim())
}

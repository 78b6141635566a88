import { type ImportedItem, settleItem } from '../../imported-item.ts'
import { hideOrder } from '../../types/hidden-order.ts'
import type { Answer } from './answers.ts'
import { type Block, type Cell, isTable, linesOf, type Table } from './block.ts'
import { sliceLine } from './line.ts'
import type { ReadQuestion } from './read-question.ts'
import type { Settling } from './settling.ts'
import { richTextOf } from './write-lines.ts'

type Columns = { left: string[]; right: string[] }

/**
 * Pairs whose type is said, in a table of two columns, "1. …" on the left and "a) …" on the right, with a key "1-a, 2-c": cells may hold anything.
 * Undefined where it is not written like that.
 */
export function settleColumns(
  { raw, stem, saidType }: ReadQuestion,
  [only, ...others]: readonly Answer[],
  place: Settling,
): ImportedItem | undefined {
  if (saidType !== 'matching' || only?.kind !== 'value' || others.length > 0) return undefined
  const blocks = [...raw.passage, ...stem]
  const table = blocks.findLast(isTable)
  const columns = table && columnsOf(table)
  const pairs = only.text.split(/\s*[,;]\s*/).map((pair) => /^(\d{1,2})\s*[-–]\s*([a-z]{1,2})$/.exec(pair))
  if (!columns || pairs.some((pair) => pair === null)) return undefined
  const { left, right } = columns
  const chosen = new Map(pairs.map((pair) => [Number(pair?.[1]) - 1, pairLabels.indexOf(pair?.[2] ?? '')]))
  if (chosen.size !== left.length || pairs.length !== left.length) return undefined
  if ([...chosen].some(([item, entry]) => item >= left.length || entry < 0 || entry >= right.length)) return undefined
  const { entries, placeOf } = hideOrder(right)
  const content = {
    type: 'matching' as const,
    stem: richTextOf(blocks.filter((block) => block !== table)),
    left,
    right: entries,
    scoring: 'per-pair' as const,
  }
  const rightOf = left.map((_text, item) => placeOf[chosen.get(item) as number] as number)
  return settleItem(place.place, { ...place.aboutIt, content, key: { rightOf } }, place.doubts)
}

/** a, b … z, aa, ab …: the labels of the right column. */
export const pairLabels: readonly string[] = Array.from({ length: 50 }, (_, place) => {
  const letter = String.fromCharCode(97 + (place % 26))
  return place < 26 ? letter : `a${letter}`
})

function columnsOf({ rows }: Table): Columns | undefined {
  const columns: Columns = { left: [], right: [] }
  for (const [index, row] of rows.entries()) {
    if (row.length !== 2) return undefined
    const [first, second] = row as [Cell, Cell]
    if (index === 0 && [first, second].every((cell) => /^\s*cot [ab]\s*$/i.test(linesOf(cell.blocks)[0]?.bare ?? ''))) continue
    const [left, right] = [behind(`${columns.left.length + 1}.`, first), behind(`${pairLabels[columns.right.length]})`, second)]
    if (left !== undefined) columns.left.push(left)
    if (right !== undefined) columns.right.push(right)
    if ((left === undefined && filled(first).length > 0) || (right === undefined && filled(second).length > 0)) return undefined
  }
  return columns.left.length > 0 && columns.right.length > 0 ? columns : undefined
}

const filled = (cell: Cell): readonly Block[] => cell.blocks.filter((block) => isTable(block) || block.text.trim() !== '')

/** What stands behind a label; undefined where another one stands there, or none. */
function behind(label: string, cell: Cell): string | undefined {
  const [first, ...others] = filled(cell)
  if (!first || isTable(first)) return undefined
  const line = sliceLine(first, 0)
  return line.bare.startsWith(label) ? richTextOf([sliceLine(line, label.length), ...others]) : undefined
}

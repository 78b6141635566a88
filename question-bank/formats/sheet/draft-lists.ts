import { type Reason, reason } from '../../reason.ts'
import { hideOrder } from '../../types/hidden-order.ts'
import type { Drafted, Material } from './draft-of.ts'
import { textIn } from './row-group.ts'
import { scoringSaid } from './scoring-words.ts'
import { type Cell, richTextOf, sliceCell } from './sheet.ts'
import { cut, splitLabelledOptions, splitPlainOptions } from './split-options.ts'

/** Items in the columns of options, the right order in the key: "C, A, B, D". */
export function draftOrdering({ stemText, options, keys, group }: Material): Drafted {
  const items = options.map(({ written: cell }) => richTextOf(cell, group.table.isOurs))
  const written = keys.map(({ text }) => text).join(' ')
  const read = readOrder(written, items.length)
  // the author's own order may be the key, so what is kept tells nothing
  const { entries, placeOf } = hideOrder(items)
  const scoring = scoringSaid(textIn(group, 'scoring')).words.has('per-place') ? ('per-place' as const) : ('all-or-nothing' as const)
  const content = { type: 'ordering' as const, stem: stemText, items: entries, scoring }
  return 'code' in read
    ? { draft: { content }, doubts: [read], needsOptions: true }
    : { draft: { content, key: { order: read.map((item) => placeOf[item] as number) } }, doubts: [], needsOptions: true }
}

function readOrder(written: string, size: number): number[] | Reason {
  if (written === '') return reason('NO_KEY')
  const bare = written.trim()
  const names = /^[A-Za-z]{2,}$/.test(bare) ? [...bare] : bare.split(/\s*(?:->|=>|[,;→>–\-\s])\s*/).filter((name) => name !== '')
  const order = names.map((name) =>
    /^[A-Za-z]$/.test(name) ? name.toLowerCase().charCodeAt(0) - 97 : /^\d{1,2}$/.test(name) ? Number(name) - 1 : Number.NaN,
  )
  if (order.length !== size || new Set(order).size !== size || order.some((item) => !(item >= 0 && item < size)))
    return reason('KEY_IS_NO_ORDER', written, size)
  // "3, 1, 2": the third first, or the first third? Only where both say the same nobody has to ask
  const isNumbered = names.some((name) => /\d/.test(name))
  return isNumbered && order.some((item, place) => order[item] !== place) ? reason('KEY_READS_TWO_WAYS', written) : order
}

const arrow = /\s*(?:=>|->|→|⇒|↔)\s*/
const pairMarks = [arrow, /\s*\|\s*/, /\s+=\s+/, /\s+[-–]\s+/, /\s*:\s+/]

/** Pairs "trái → phải" in the columns of options; or two lists and a key "1-b, 2-a". */
export function draftMatching(material: Material): Drafted {
  const { stemText, group, keys } = material
  const scoring = scoringSaid(textIn(group, 'scoring')).words.has('all-or-nothing') ? ('all-or-nothing' as const) : ('per-pair' as const)
  const found = pairsInOptions(material) ?? pairsInRows(material) ?? listsAndKey(material)
  const rich = (cells: readonly Cell[]) => cells.map((cell) => richTextOf(cell, group.table.isOurs))
  const { entries, placeOf } = hideOrder(rich(found?.right ?? []))
  const content = { type: 'matching' as const, stem: stemText, left: rich(found?.left ?? []), right: entries, scoring }
  if (found?.rightOf) return { draft: { content, key: { rightOf: found.rightOf.map((entry) => placeOf[entry] as number) } }, doubts: [] }
  return { draft: { content }, doubts: [reason('PAIRS_UNCLEAR', keys.map(({ text }) => text).join(' '))] }
}

type Pairs = { left: Cell[]; right: Cell[]; rightOf?: number[] }

function pairsInOptions({ options }: Material): Pairs | undefined {
  if (options.length < 2) return undefined
  // the plainest sign that occurs parts the pairs, or nothing does
  const mark = pairMarks.find((one) => options.some(({ written: cell }) => one.test(cell.text)))
  if (mark === undefined) return undefined
  const pairs = options.map(({ written: cell }) => ({ parts: cut(cell, new RegExp(mark, 'g')), starts: cell.text.search(mark) === 0 }))
  if (!pairs.every(({ parts, starts }) => parts.length === (starts ? 1 : 2))) return undefined
  // a second sign, even at the very end, may belong to a text
  if (options.some(({ written: cell }) => (cell.text.match(new RegExp(mark, 'g')) ?? []).length > 1)) return undefined
  const left: Cell[] = []
  const right: Cell[] = []
  const rightOf: number[] = []
  for (const { parts, starts } of pairs) {
    const to = parts.at(-1) as Cell
    const known = right.findIndex(({ text }) => text === to.text)
    if (known < 0) right.push(to)
    if (starts) continue
    left.push(parts[0] as Cell)
    rightOf.push(known < 0 ? right.length - 1 : known)
  }
  return { left, right, rightOf }
}

/** "Cột A | Cột B", a pair in each row. Only rows of their own say that what stands side by side belongs together. */
function pairsInRows({ group, keys }: Material): Pairs | undefined {
  const { rows, table } = group
  const [leftColumn] = table.columns.roles.get('left') ?? []
  const [rightColumn] = table.columns.roles.get('right') ?? []
  if (rows.length < 2 || leftColumn === undefined || rightColumn === undefined || keys.some(({ text }) => text !== '')) return undefined
  const pairs = rows.map(({ cells }) => [cells.get(leftColumn), cells.get(rightColumn)])
  if (pairs.some(([left, right]) => left === undefined || right === undefined)) return undefined
  return { left: pairs.map(([left]) => left as Cell), right: pairs.map(([, right]) => right as Cell), rightOf: pairs.map((_, place) => place) }
}

function listsAndKey({ group, keys }: Material): Pairs | undefined {
  const list = (role: 'left' | 'right') => {
    const [column] = group.table.columns.roles.get(role) ?? []
    const cells = column === undefined ? [] : group.rows.flatMap((row) => row.cells.get(column) ?? [])
    const [cell] = cells
    if (cell === undefined) return []
    const listed = cells.length > 1 ? cells : (splitLabelledOptions(cell)?.options ?? splitPlainOptions(cell))
    return listed.map((one) => sliceCell(one, one.text.match(/^(?:[a-z]|\d{1,2})\s*[.)]\s+/i)?.[0].length ?? 0))
  }
  const [left, right] = [list('left'), list('right')]
  if (left.length < 2 || right.length < 2) return undefined
  const written = keys.map(({ text }) => text).join(', ')
  const rightOf = new Array<number>(left.length).fill(-1)
  const pairs = [...written.matchAll(/\b(?:(\d{1,2})\s*[-–.:)=>→]*\s*([a-z])|([a-z])\s*[-–.:)=>→]*\s*(\d{1,2}))\b/gi)]
  for (const [, number, letter, letterFirst, numberLast] of pairs) {
    const from = number === undefined ? (letterFirst ?? '').toLowerCase().charCodeAt(0) - 97 : Number(number) - 1
    const to = letter === undefined ? Number(numberLast) - 1 : letter.toLowerCase().charCodeAt(0) - 97
    if (from < left.length && to >= 0 && to < right.length && rightOf[from] === -1) rightOf[from] = to
    else return { left, right }
  }
  return rightOf.includes(-1) ? { left, right } : { left, right, rightOf }
}

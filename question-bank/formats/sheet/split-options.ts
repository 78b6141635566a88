import { type Cell, sliceCell } from './sheet.ts'

type Label = { start: number; end: number; place: number; isLineStart: boolean; isCapital: boolean; isNumber: boolean }

const label = /(?<before>^|[\n\t;|]|\s)[ \t]*(?<signs>[#*]{0,2})\(?(?<name>[A-Za-z]|\d{1,2})(?<mark>\s?[.):]|\s?\/(?=\s))/g

/**
 * "Thủ đô? A. Huế B. Hà Nội" in one cell: what stands before the options, and the options. Labels must follow each other from A (or 1).
 * On their own lines any label counts; inside a line only capital letters do, because "1." and "a." are too common there.
 */
export function splitLabelledOptions(cell: Cell): { before: Cell; options: Cell[] } | undefined {
  const labels = labelsIn(cell.text)
  const sequence = bestSequence(labels)
  if (sequence.length < 2) return undefined
  const stand = whereStarsStand(cell.text, sequence)
  const between = sequence.map((label, index) => (index === 0 ? undefined : starBetween(cell.text, label, stand)))
  const options = sequence.map(({ start, end }, index) => {
    const [own, next] = [between[index], between[index + 1]]
    // the signs before a label ("*B.", "#A.") belong to what is said of the option, so they stay in front of its text
    const signs = (cell.text.slice(start, end).match(/[#*]+/)?.[0] ?? '') + (own && own.side !== 'before' ? '*' : '')
    const part = sliceCell(cell, end, next && next.side === 'behind' ? next.at : (sequence[index + 1]?.start ?? cell.text.length))
    return signs === ''
      ? part
      : { ...part, text: `${signs}${part.text}`, ...(part.runs ? { runs: [{ text: signs, looks: part.runs[0]?.looks ?? 0 }, ...part.runs] } : {}) }
  })
  return { before: sliceCell(cell, 0, sequence[0]?.start), options }
}

/** Whose star stands between two options on one line: of the one before it, of the one behind it, or nobody knows and both bear it. */
type Between = { at: number; side: 'before' | 'behind' | 'unknown' }
type Stand = 'before' | 'behind' | undefined

function starBetween(text: string, { start, isLineStart }: Label, stand: Stand): Between | undefined {
  const match = isLineStart ? null : /([ \t]*)\*([ \t]+)$/.exec(text.slice(0, start))
  if (!match) return undefined
  const [left, right] = [gap(match[1] as string), gap(match[2] as string)]
  // what stands before its option everywhere else is behind the gap here
  const near = left === right ? (stand === 'before' ? 'behind' : stand === 'behind' ? 'before' : 'unknown') : left < right ? 'before' : 'behind'
  return { at: match.index, side: near }
}

function gap(space: string): number {
  return /\t| {2}/.test(space) ? 2 : space === '' ? 0 : 1
}

/** Before the first label and behind the last option a star can belong to nothing else. */
function whereStarsStand(text: string, sequence: readonly Label[]): Stand {
  const isBefore = sequence.some(({ start, end, isLineStart }, index) => (index === 0 || isLineStart) && text.slice(start, end).includes('*'))
  const isBehind = /\*\s*$/.test(text)
  return isBefore === isBehind ? undefined : isBefore ? 'before' : 'behind'
}

function labelsIn(text: string): Label[] {
  return [...text.matchAll(label)].map((match) => {
    const { before = '', name = '' } = match.groups ?? {}
    const isCapital = name >= 'A' && name <= 'Z'
    const place = /\d/.test(name) ? Number(name) - 1 : name.toLowerCase().charCodeAt(0) - 97
    return {
      start: match.index + before.length,
      end: match.index + match[0].length,
      place,
      isLineStart: before === '' || before === '\n' || before === '\t',
      isCapital,
      isNumber: /\d/.test(name),
    }
  })
}

function bestSequence(labels: readonly Label[]): Label[] {
  const onLines = sequenceOf(labels.filter(({ isLineStart }) => isLineStart))
  const capitals = sequenceOf(labels.filter(({ isCapital }) => isCapital))
  // "1. x⇥2. y 3. z": numbers that begin a line go on inside it
  const numbers = sequenceOf(labels.filter(({ isNumber }) => isNumber))
  if (onLines[0]?.isNumber && numbers[0] === onLines[0] && numbers.length > Math.max(2, onLines.length, capitals.length)) return numbers
  return capitals.length > onLines.length ? capitals : onLines
}

function sequenceOf(labels: readonly Label[]): Label[] {
  const sequence: Label[] = []
  for (const one of labels) if (one.place === sequence.length) sequence.push(one)
  return sequence
}

/** Options without labels, each on its line or parted by semicolons. */
export function splitPlainOptions(cell: Cell): Cell[] {
  const lines = cut(cell, /\n+/g)
  const parts = lines.length > 1 ? lines : cut(cell, /\s*[;|]\s*/g)
  return parts.map((part) => sliceCell(part, part.text.match(/^[-–•+]\s+/)?.[0].length ?? 0))
}

export function cut(cell: Cell, between: RegExp): Cell[] {
  const parts: Cell[] = []
  let from = 0
  for (const match of cell.text.matchAll(between)) {
    parts.push(sliceCell(cell, from, match.index))
    from = match.index + match[0].length
  }
  parts.push(sliceCell(cell, from))
  return parts.filter(({ text }) => text !== '')
}

import { type Cell, sliceCell } from './sheet.ts'

type Label = { start: number; end: number; place: number; isLineStart: boolean; isCapital: boolean }

const label = /(?<before>^|[\n\t;|]|\s)[ \t]*(?<signs>[#*]{0,2})\(?(?<name>[A-Za-z]|\d{1,2})(?<mark>\s?[.):]|\s?\/(?=\s))/g

/**
 * "Thủ đô? A. Huế B. Hà Nội" in one cell: what stands before the options, and the options. Labels must follow each other from A (or 1).
 * On their own lines any label counts; inside a line only capital letters do, because "1." and "a." are too common there.
 */
export function splitLabelledOptions(cell: Cell): { before: Cell; options: Cell[] } | undefined {
  const labels = labelsIn(cell.text)
  const sequence = bestSequence(labels)
  if (sequence.length < 2) return undefined
  const options = sequence.map(({ start, end }, index) => {
    const next = sequence[index + 1]?.start ?? cell.text.length
    // the signs before a label ("*B.", "#A.") belong to what is said of the option, so they stay in front of its text
    const signs = cell.text.slice(start, end).match(/[#*]+/)?.[0] ?? ''
    const part = sliceCell(cell, end, next)
    return signs === ''
      ? part
      : { ...part, text: `${signs}${part.text}`, ...(part.runs ? { runs: [{ text: signs, looks: part.runs[0]?.looks ?? 0 }, ...part.runs] } : {}) }
  })
  return { before: sliceCell(cell, 0, sequence[0]?.start), options }
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
    }
  })
}

function bestSequence(labels: readonly Label[]): Label[] {
  const onLines = sequenceOf(labels.filter(({ isLineStart }) => isLineStart))
  const capitals = sequenceOf(labels.filter(({ isCapital }) => isCapital))
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

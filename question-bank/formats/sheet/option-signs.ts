import { type Cell, looks, shortenCell, wholeLooks } from './sheet.ts'

/** An option as written, without the signs that say something of it. */
export type OptionCell = {
  cell: Cell
  /** With its signs, for types to which they mean nothing. */
  written: Cell
  /** A star before or behind it. */
  isStarred: boolean
  /** "(đúng)" or "(sai)" behind it. */
  saidTruth: boolean | undefined
  /** "#" before it: it stays in its place. */
  isLocked: boolean
}

const truthBehind =
  /\s*[([{]\s*(?:(?:đáp án |phương án |câu )?(?<right>đúng|chính xác|đ|x|correct|true)|(?<wrong>sai|s|wrong|incorrect|false)|(?<tick>[✓✔√]))\s*[)\]}]\s*[.;]?$/iu
const tickBehind = /\s*[✓✔√☑]\s*$/u

/** Options that all carry their own letter are read without it. */
export function readOptionCells(cells: readonly Cell[], isOurs = false): OptionCell[] {
  // in a sheet of ours everything that is said of an option stands in columns
  if (isOurs) return cells.map((cell) => unsigned(withoutBackslash(cell)))
  const bare = withoutOwnLabels(cells)
  const options = bare.map(readSigns)
  // stars before all of them are list marks, not answers
  return options.length > 1 && options.every(({ isStarred }) => isStarred) ? options.map((option) => ({ ...option, isStarred: false })) : options
}

function withoutOwnLabels(cells: readonly Cell[]): Cell[] {
  // behind Z come signs that are no letters; so many options are too many anyway
  if (cells.length < 2 || cells.length > 26) return [...cells]
  const lengths = cells.map(({ text }, place) => {
    const letter = String.fromCharCode(65 + place)
    return text.match(
      new RegExp(
        `^([#*]{0,2})\\s*\\(?(?:${letter}|${letter.toLowerCase()})\\s*[.):/]\\s*(?=\\S)|^([#*]{0,2})\\s*\\(?${place + 1}\\s*[.)]\\s*(?=[^\\d\\s])`,
      ),
    )
  })
  if (lengths.some((length) => length === null)) return [...cells]
  return cells.map((cell, place) => {
    const [whole = '', lettered, numbered] = lengths[place] ?? []
    const signs = lettered ?? numbered ?? ''
    const rest = shortenCell(cell, whole.length)
    return signs === '' ? rest : prefixed(rest, signs)
  })
}

function prefixed(cell: Cell, signs: string): Cell {
  return { ...cell, text: signs + cell.text, ...(cell.runs ? { runs: [{ text: signs, looks: cell.runs[0]?.looks ?? 0 }, ...cell.runs] } : {}) }
}

/** Our own sheets write a backslash where a text begins with a sign. */
function withoutBackslash(cell: Cell): Cell {
  return /^\\[*#\\]/.test(cell.text) ? shortenCell(cell, 1) : cell
}

export function unsigned(cell: Cell): OptionCell {
  return { cell, written: cell, isStarred: false, saidTruth: undefined, isLocked: false }
}

function readSigns(written: Cell): OptionCell {
  let cell = written
  let [isStarred, isLocked] = [false, false]
  if (cell.isError) return unsigned(cell)
  if (withoutBackslash(cell) !== cell) return unsigned(withoutBackslash(cell))
  for (let sign = cell.text.match(/^([#*])\s*(?=\S)/); sign; sign = cell.text.match(/^([#*])\s*(?=\S)/)) {
    if (sign[1] === '#') isLocked = true
    else isStarred = true
    cell = shortenCell(cell, sign[0].length)
  }
  const star = cell.text.match(/\s*\*$/)
  if (star && star.index !== 0) {
    isStarred = true
    cell = shortenCell(cell, 0, star.index)
  }
  const tick = cell.text.match(tickBehind)
  const truth = cell.text.match(truthBehind)
  const saidTruth = tick || truth ? truth?.groups?.wrong === undefined : undefined
  const end = (truth ?? tick)?.index
  if (end !== undefined && end > 0) cell = shortenCell(cell, 0, end)
  return { cell, written, isStarred, saidTruth, isLocked }
}

const markingLooks = [looks.bold, looks.italic, looks.underline, looks.colour, looks.fill] as const

/** Which options are set apart from the rest, one list for each way in which some but not all of them are. */
export function markedOptions(options: readonly OptionCell[], ownLooks: (place: number) => number): number[][] {
  const ways: ((option: OptionCell, place: number) => boolean)[] = [
    ({ isStarred }) => isStarred,
    ({ saidTruth }) => saidTruth === true,
    ...markingLooks.map(
      (look) =>
        ({ cell }: OptionCell, place: number) =>
          (wholeLooks(cell) & ~ownLooks(place) & look) !== 0,
    ),
  ]
  return ways
    .map((isMarked) => options.flatMap((option, place) => (isMarked(option, place) ? [place] : [])))
    .filter((marked) => marked.length > 0 && marked.length < options.length)
}

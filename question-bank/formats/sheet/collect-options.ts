import { type Reason, reason } from '../../reason.ts'
import { letterOf } from '../../types/option-list.ts'
import { optionLetter } from './header-names.ts'
import { type OptionCell, readOptionCells, unsigned } from './option-signs.ts'
import { cellIn, ownCellsIn, type RowGroup } from './row-group.ts'
import { type Cell, emptyCell, shortenCell } from './sheet.ts'
import { splitLabelledOptions, splitPlainOptions } from './split-options.ts'

export type FoundOption = OptionCell & {
  /** Undefined where it shared its cell with others. */
  column?: number
  /** What the key column says in the option's own row, where each option has one. */
  ownKey?: Cell
}
export type Collected = { stem: Cell; options: FoundOption[]; refusals: Reason[] }

/** The stem and its options, wherever they stand: in columns, together in one cell, behind the stem, or in rows of their own. */
export function collectOptions(group: RowGroup): Collected {
  const { columns } = group.table
  const stems = ownCellsIn(group, 'stem')
  const stem = withoutNumber(stems[0] ?? emptyCell)
  if (group.rows.length > 1) return fromRows(group, stem)
  const [row] = group.rows as [RowGroup['rows'][number]]
  const written = columns.options.map((column) => row.cells.get(column) ?? emptyCell)
  const filled = written.flatMap((cell, at) => (cell === emptyCell ? [] : [{ cell, column: columns.options[at] as number }]))
  if (filled.length > 0 && columns.options.length > 1) {
    const options = readOptionCells(
      filled.map(({ cell }) => cell),
      group.table.isOurs,
    ).map((option, at) => ({ ...option, column: filled[at]?.column as number }))
    const firstGap = written.indexOf(emptyCell)
    const refusals = firstGap !== -1 && firstGap < filled.length ? [reason('EMPTY_OPTION', letterOf(firstGap))] : []
    return { stem, options, refusals }
  }
  // "Đáp án đúng | Đáp án sai 1 | Đáp án sai 2": the right one stands in the key column itself
  const wrong = (columns.roles.get('wrong') ?? []).flatMap((column) => row.cells.get(column) ?? [])
  const key = cellIn(row, columns, 'key')
  if (wrong.length > 0 && key !== emptyCell) return { stem, options: [key, ...wrong].map(unsigned), refusals: [] }
  const together = columns.options.length === 1 ? (written[0] as Cell) : cellIn(row, columns, 'together')
  if (together.text !== '') {
    const cells = splitLabelledOptions(together)?.options ?? splitPlainOptions(together)
    return { stem, options: readOptionCells(cells), refusals: [] }
  }
  const inStem = columns.options.length === 0 ? splitLabelledOptions(stem) : undefined
  if (inStem && inStem.before.text !== '')
    return {
      stem: { ...inStem.before, ...(stem.pictures ? { pictures: stem.pictures } : {}) },
      options: readOptionCells(inStem.options),
      refusals: [],
    }
  return { stem, options: [], refusals: [] }
}

/** "Câu 12: …" in a cell of its own row says nothing that the row does not. */
function withoutNumber(stem: Cell): Cell {
  const number = stem.text.match(/^câu\s*(?:hỏi\s*)?(?:số\s*)?\d{1,4}\s*[.:)/–-]\s*(?=\S)/iu)
  if (!number) return stem
  return shortenCell(stem, number[0].length)
}

function fromRows({ rows, table }: RowGroup, stem: Cell): Collected {
  const found = rows.flatMap((row, at) => {
    const cell =
      table.columns.options.map((column) => row.cells.get(column)).find((one) => one !== undefined) ?? cellIn(row, table.columns, 'together')
    const option = cell.text !== '' || cell.pictures !== undefined ? cell : at === 0 ? emptyCell : cellIn(row, table.columns, 'stem')
    const key = cellIn(row, table.columns, 'key')
    return option === emptyCell || option.isContinued ? [] : [{ option, key: key.isContinued ? emptyCell : key }]
  })
  const options = readOptionCells(found.map(({ option }) => option)).map((option, at) => ({ ...option, ownKey: found[at]?.key ?? emptyCell }))
  const letters = rows.flatMap((row) => optionLetter(cellIn(row, table.columns, 'letter').text) ?? [])
  const isInOrder = letters.every((letter, at) => letter === letterOf(at)) && (letters.length === 0 || letters.length === options.length)
  return { stem, options, refusals: isInOrder ? [] : [reason('OPTION_LETTERS', letters.join(', '))] }
}

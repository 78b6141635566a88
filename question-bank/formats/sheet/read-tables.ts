import type { ImportedItem } from '../../imported-item.ts'
import { reason } from '../../reason.ts'
import type { Progress } from '../format.ts'
import { findTables, type Table } from './find-tables.ts'
import { groupRows } from './group-rows.ts'
import { guessTable } from './guess-table.ts'
import { readGroup } from './read-group.ts'
import type { TableFacts } from './row-group.ts'
import { cellIn } from './row-group.ts'
import { type Cell, type Row, type Sheet, wholeLooks } from './sheet.ts'

const toldEvery = 500

/** Questions of every sheet. What parses is offered, the rest is listed with place and reason; sheets without questions are passed over. */
export function readTables(sheets: readonly Sheet[], progress: Progress): ImportedItem[] {
  const tables = sheets.flatMap((sheet) => {
    const found = findTables(sheet)
    const guessed = found.length === 0 ? guessTable(sheet) : undefined
    return [...found.map((table) => ({ table, isGuessed: false })), ...(guessed ? [{ table: guessed, isGuessed: true }] : [])]
  })
  const habits = { countsFromZero: mayCountFromZero(tables.map(({ table }) => table)) }
  const total = tables.reduce((sum, { table }) => sum + table.rows.length, 0)
  const items: ImportedItem[] = []
  for (const { table, isGuessed } of tables) {
    const groups = groupRows(table)
    const facts: TableFacts = {
      columns: table.columns,
      isOurs: table.sheet.isOurs === true,
      habits,
      areKeysWritten: groups.filter((rows) => rows.some((row) => cellIn(row, table.columns, 'key').text !== '')).length * 2 > groups.length,
      looksOfColumn: looksOfColumns(table),
    }
    for (const rows of groups) {
      const item = readGroup({ rows, table: facts }, placeOf(table.sheet, rows[0] as Row), table.sheet.isHidden === true)
      items.push(isGuessed ? doubted(item) : item)
      if (items.length % toldEvery === 0) progress(items.length, total)
    }
  }
  return items
}

export function placeOf({ name }: Sheet, { number }: Row): string {
  return name === '' ? `dòng ${number}` : `${name}, dòng ${number}`
}

function doubted(item: ImportedItem): ImportedItem {
  return item.state === 'refused' ? item : { ...item, state: 'doubtful', reasons: [reason('NO_HEADER'), ...item.reasons] }
}

/**
 * One key "0" beside options, none of which is 0, and every number of the file may count from 0. Only where that is a single slip, and
 * several keys name the last option by its number, is it plain that the file counts from 1.
 */
function mayCountFromZero(tables: readonly Table[]): boolean {
  let [zeros, lasts] = [0, 0]
  for (const { rows, columns } of tables)
    for (const row of rows) {
      const key = cellIn(row, columns, 'key').text.replace(/[.,]0$/, '')
      const options = columns.options.flatMap((column) => row.cells.get(column)?.text || [])
      if (options.length < 2 || options.includes(key)) continue
      if (key === '0') zeros += 1
      else if (key === String(options.length)) lasts += 1
    }
  return zeros > 1 || (zeros === 1 && lasts < 2)
}

function looksOfColumns({ rows, columns }: Table): Map<number, number> {
  const found = new Map<number, number>()
  for (const column of columns.options) {
    const cells: Cell[] = rows.flatMap(({ cells: all }) => all.get(column) ?? [])
    if (cells.length >= 3)
      found.set(
        column,
        cells.reduce((all, cell) => all & wholeLooks(cell), ~0),
      )
  }
  return found
}

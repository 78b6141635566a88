import type { Bank, WrittenFile } from '../format.ts'
import { tableLosses } from '../sheet/table-losses.ts'
import { writeTable } from '../sheet/write-table.ts'
import { textOfCell } from '../sheet/written-cell.ts'
import { guarded } from './formula-guard.ts'
import { readCsv } from './read-csv.ts'

/** A table that Excel opens with its letters whole, and in which nothing is a formula. Looks, pictures and sounds cannot be said. */
export function writeCsv({ questions }: Bank): WrittenFile {
  const { columns, rows } = writeTable(questions)
  const lines = [columns.map(({ header }) => header), ...rows.map((row) => row.map(textOfCell))]
  const bytes = writeTextCsv(lines)
  return { bytes, losses: tableLosses(questions, () => readCsv({ name: 'bank.csv', bytes }, () => {})) }
}

/** Any lines of plain texts. */
export function writeTextCsv(lines: readonly (readonly string[])[]): Uint8Array {
  return new TextEncoder().encode(byteOrderMark + lines.map(csvLine).join(''))
}

/** Without it at its start Excel takes a .csv for the code page of the machine. */
export const byteOrderMark = '\ufeff'

export function csvLine(fields: readonly (string | number | null)[]): string {
  return `${fields.map(field).join(',')}\r\n`
}

function field(text: string | number | null): string {
  // a number is no text that somebody could have typed: the sign before it is its own
  if (typeof text !== 'string') return String(text ?? '')
  const safe = guarded(text)
  return /[",;\r\n\t]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

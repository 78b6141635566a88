import type { ImportedFile } from '../../imported-item.ts'
import type { Progress, SourceFile } from '../format.ts'
import { readTables } from '../sheet/read-tables.ts'
import { rowsOfCsv } from './csv-rows.ts'

/** Questions in a text of records, one table without looks. */
export function readCsv({ bytes }: SourceFile, progress: Progress): ImportedFile {
  return { items: readTables([{ name: '', rows: rowsOfCsv(bytes), merged: [] }], progress), attachments: [] }
}

import { type ImportedFile, UnreadableFileError } from '../imported-item.ts'
import { reason } from '../reason.ts'
import { readAiken } from './aiken/read-aiken.ts'
import { readCsv } from './csv/read-csv.ts'
import { readDocx } from './docx/read-docx.ts'
import type { FormatName, Progress, ReadFormat, SourceFile } from './format.ts'
import { readGift } from './gift/read-gift.ts'
import { readJson } from './json/read-json.ts'
import { readMoodleXml } from './moodle-xml/read-moodle-xml.ts'
import { readQti } from './qti/read-qti.ts'
import { recognizeFormat } from './recognize-format.ts'
import { refuseTooMany } from './refuse-too-many.ts'
import { readXlsx } from './xlsx/read-xlsx.ts'

const readers: Partial<Record<FormatName, ReadFormat>> = {
  docx: readDocx,
  xlsx: readXlsx,
  csv: readCsv,
  json: readJson,
  gift: readGift,
  aiken: readAiken,
  'moodle-xml': readMoodleXml,
  qti: readQti,
}

export type ReadFile = ImportedFile & { format: FormatName }

/** Whatever kind of file it is: its items, each with its place, or one sentence that says why it cannot be read. */
export function readFile(file: SourceFile, progress: Progress = () => {}): ReadFile {
  const format = recognizeFormat(file)
  const read = readers[format]
  if (!read) throw new UnreadableFileError(reason('OTHER_FILE'))
  const { items, attachments } = read(file, progress)
  if (items.length === 0) throw new UnreadableFileError(reason('NO_QUESTIONS'))
  refuseTooMany(items.length)
  return { format, items, attachments }
}

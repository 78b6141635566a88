import { writeAiken } from './aiken/write-aiken.ts'
import { writeCsv } from './csv/write-csv.ts'
import { writeDocx } from './docx-writing/write-docx.ts'
import type { Bank, FormatName, WriteFormat, WrittenFile } from './format.ts'
import { writeGift } from './gift/write-gift.ts'
import { writeJson } from './json/write-json.ts'
import { writeMoodleXml } from './moodle-xml/write-moodle-xml.ts'
import { writeQti } from './qti/write-qti.ts'
import { writeXlsx } from './xlsx/write-xlsx.ts'

const writers: Partial<Record<FormatName, WriteFormat>> = {
  json: writeJson,
  gift: writeGift,
  'moodle-xml': writeMoodleXml,
  aiken: writeAiken,
  qti: writeQti,
  xlsx: writeXlsx,
  csv: writeCsv,
  docx: (bank) => writeDocx(bank),
}

/** Which format a file is written in, told by its name. */
export const formatOfExtension: Readonly<Record<string, FormatName>> = {
  '.json': 'json',
  '.gift': 'gift',
  '.xml': 'moodle-xml',
  '.aiken': 'aiken',
  '.txt': 'aiken',
  '.zip': 'qti',
  '.docx': 'docx',
  '.xlsx': 'xlsx',
  '.csv': 'csv',
}

export function writeFile(format: FormatName, bank: Bank): WrittenFile {
  const write = writers[format]
  if (!write) throw new Error(`nothing is written as ${format}`)
  return write(bank)
}

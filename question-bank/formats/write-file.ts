import type { Bank, FormatName, WriteFormat, WrittenFile } from './format.ts'
import { writeDocx } from './docx-writing/write-docx.ts'
import { writeJson } from './json/write-json.ts'

const writers: Partial<Record<FormatName, WriteFormat>> = {
  json: writeJson,
  docx: (bank) => writeDocx(bank),
}

/** Which format a file is written in, told by its name. */
export const formatOfExtension: Readonly<Record<string, FormatName>> = {
  '.json': 'json',
  '.docx': 'docx',
}

export function writeFile(format: FormatName, bank: Bank): WrittenFile {
  const write = writers[format]
  if (!write) throw new Error(`nothing is written as ${format}`)
  return write(bank)
}

import { deflateRawSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { SourceFile } from '../../../question-bank/formats/format.ts'
import { limits } from '../../../question-bank/formats/limits.ts'
import { readFile } from '../../../question-bank/formats/read-file.ts'
import { UnreadableFileError } from '../../../question-bank/imported-item.ts'
import { sentenceFor } from '../../../question-bank/reason.ts'
import { readInWorker } from '../../../question-bank/worker/read-in-worker.ts'
import { xlsxFile } from '../../helpers/xlsx-file.ts'
import { choices, declared, itemOf } from '../qti/items.ts'

const megabyte = 1024 * 1024
const zip = (parts: Record<string, string | Uint8Array>) =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part])), { level: 1 })
const utf16 = (text: string) => new Uint8Array(Buffer.concat([Uint8Array.of(0xff, 0xfe), Buffer.from(text, 'utf16le')]))
const oldOffice = (stream: string) =>
  new Uint8Array(
    Buffer.concat([
      Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
      Buffer.alloc(600),
      Buffer.from(stream, 'utf16le'),
      Buffer.alloc(200),
    ]),
  )
const item = itemOf({ declarations: declared('cardinality="single" baseType="identifier"', ['B']), body: choices({ A: 'Huế', B: 'Hà Nội' }) })
const withDoctype = (doctype: string) => item.replace(/<\?xml[^>]*\?>/, (declaration) => `${declaration}${doctype}`)
const sheet = xlsxFile({
  S: [
    ['Câu hỏi', 'A', 'B', 'Đáp án'],
    ['Thủ đô?', 'Huế', 'Hà Nội', 'B'],
  ],
})
const laughs = `<!DOCTYPE a [<!ENTITY a "${'ha'.repeat(50)}">${[...'bcdefgh'].map((name, index) => `<!ENTITY ${name} "${`&${'abcdefg'[index]};`.repeat(10)}">`).join('')}]>`
const docxText = (inside: string) => zip({ 'word/document.xml': `<w:document xmlns:w="w"><w:body>${inside}</w:body></w:document>` })

/** A central directory in which many entries share one and the same compressed part. */
function overlapping(): Uint8Array {
  const one = Buffer.from(zipSync({ 'xl/a.xml': new Uint8Array(20 * megabyte) }))
  const directory = one.readUInt32LE(one.length - 6)
  const entry = one.subarray(directory, one.length - 22)
  const entries = Array.from({ length: 60 }, (_, index) => {
    const copy = Buffer.from(entry)
    copy.write(String.fromCharCode(97 + (index % 26)) + (index > 25 ? 'l' : ''), 46 + 3, 'latin1')
    return copy
  })
  const end = Buffer.from(one.subarray(one.length - 22))
  const size = entries.reduce((sum, copy) => sum + copy.length, 0)
  end.writeUInt16LE(60, 8)
  end.writeUInt16LE(60, 10)
  end.writeUInt32LE(size, 12)
  return new Uint8Array(Buffer.concat([one.subarray(0, directory), ...entries, end]))
}

/** A package of one part of zeros, and what its directory says of its size. */
function ofZeros(size: number, said = size): Uint8Array {
  const bytes = Buffer.from(zipSync({ 'xl/workbook.xml': deflateRawSync(Buffer.alloc(size), { level: 1 }) }, { level: 0 }))
  const directory = bytes.readUInt32LE(bytes.length - 6)
  bytes.writeUInt16LE(8, 8)
  bytes.writeUInt16LE(8, directory + 10)
  bytes.writeUInt32LE(said, directory + 24)
  return new Uint8Array(bytes)
}

/** A package whose directory says that a part is small, though it is not. */
function lying(parts: Uint8Array, size: number): Uint8Array {
  const bytes = Buffer.from(parts)
  for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 4)) bytes.writeUInt32LE(size, at + 24)
  return new Uint8Array(bytes)
}

const attacks: [string, string, () => Uint8Array, string][] = [
  ['0 bytes', 'de.docx', () => new Uint8Array(), 'EMPTY_FILE'],
  ['spaces and nothing else', 'de.csv', () => strToU8(' \n\n '), 'NO_QUESTIONS'],
  ['a file of 51 MB', 'de.docx', () => new Uint8Array(51 * megabyte), 'FILE_TOO_LARGE'],
  ['a program renamed', 'de.docx', () => strToU8('MZ\u0090\u0000\u0003 This program cannot be run in DOS mode'), 'PROGRAM_FILE'],
  ['a program of Linux renamed', 'de.xlsx', () => Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0), 'PROGRAM_FILE'],
  ['a locked document', 'de.docx', () => oldOffice('EncryptedPackage'), 'LOCKED_FILE'],
  ['an old Word document', 'de.doc', () => oldOffice('WordDocument'), 'OLD_OFFICE_FILE'],
  ['an old workbook', 'de.xls', () => oldOffice('Workbook'), 'OLD_OFFICE_FILE'],
  ['an old Word document renamed', 'de.docx', () => oldOffice('WordDocument'), 'OLD_OFFICE_FILE'],
  ['rich text', 'de.doc', () => strToU8('{\\rtf1\\ansi Câu 1}'), 'OLD_OFFICE_FILE'],
  ['a PDF', 'de.pdf', () => strToU8('%PDF-1.7\n%âãÏÓ'), 'PDF_FILE'],
  [
    'a text of LibreOffice',
    'de.odt',
    () => zip({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<a/>' }),
    'OPEN_DOCUMENT_FILE',
  ],
  ['slides', 'de.pptx', () => zip({ '[Content_Types].xml': '<a/>', 'ppt/presentation.xml': '<a/>' }), 'SLIDES_FILE'],
  ['a document with macros', 'de.docm', () => zip({ 'word/document.xml': '<a/>', 'word/vbaProject.bin': 'x' }), 'MACRO_FILE'],
  ['a workbook with macros, renamed', 'de.xlsx', () => zip({ 'xl/workbook.xml': '<a/>', 'xl/vbaProject.bin': 'x' }), 'MACRO_FILE'],
  ['a truncated workbook', 'de.xlsx', () => sheet.slice(0, sheet.length - 60), 'BROKEN_PACKAGE'],
  ['the start of a zip', 'de.docx', () => strToU8('PK\u0003\u0004'), 'BROKEN_PACKAGE'],
  ['a picture', 'de.png', () => Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13), 'OTHER_FILE'],
  ['a page', 'de.html', () => strToU8('<html><body>Câu 1</body></html>'), 'OTHER_FILE'],
  ['a bomb of one part', 'de.xlsx', () => ofZeros(210 * megabyte), 'TOO_MUCH_INSIDE'],
  [
    'a bomb of many parts',
    'de.zip',
    () => zip(Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`q${index}.xml`, new Uint8Array(20 * megabyte)]))),
    'TOO_MUCH_INSIDE',
  ],
  ['a bomb in a bomb', 'de.docx', () => zip({ 'inside.zip': zip({ 'a.zip': zip({ 'b.xml': new Uint8Array(50 * megabyte) }) }) }), 'OTHER_FILE'],
  ['parts that overlap', 'de.xlsx', overlapping, 'TOO_MUCH_INSIDE'],
  ['a part of 300 MB that says it is small', 'de.xlsx', () => ofZeros(300 * megabyte, 100), 'BROKEN_PACKAGE'],
  ['a part that says it is larger than anything', 'de.xlsx', () => lying(sheet, 0xfffffff0), 'TOO_MUCH_INSIDE'],
  [
    'more parts than a bank has questions',
    'de.zip',
    () => zipSync(Object.fromEntries(Array.from({ length: limits.packageEntries + 1 }, (_, index) => [`${index}`, new Uint8Array()])), { level: 0 }),
    'TOO_MANY_PARTS',
  ],
  ['an entity that reads a file', 'de.xml', () => strToU8(withDoctype('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>')), 'XML_ENTITIES'],
  ['a billion laughs', 'de.xml', () => strToU8(withDoctype(laughs)), 'XML_ENTITIES'],
  ['a billion laughs in UTF-16', 'de.xml', () => utf16(withDoctype(laughs)), 'XML_ENTITIES'],
  ['entities behind a long comment', 'de.xml', () => strToU8(withDoctype(`<!--${' '.repeat(10_000)}-->${laughs}`)), 'XML_ENTITIES'],
  ['entities inside a document', 'de.docx', () => zip({ 'word/document.xml': `${laughs}<w:document xmlns:w="w">&h;</w:document>` }), 'XML_ENTITIES'],
  [
    'entities inside a package in UTF-16',
    'de.zip',
    () => zip({ 'imsmanifest.xml': '<manifest/>', 'a.xml': utf16(withDoctype(laughs)) }),
    'XML_ENTITIES',
  ],
  ['100,000 levels', 'de.docx', () => docxText('<a>'.repeat(100_000) + '</a>'.repeat(100_000)), 'TOO_DEEP'],
  ['100,000 levels with a > in an attribute', 'de.docx', () => docxText('<a b=">">'.repeat(100_000) + '</a>'.repeat(100_000)), 'TOO_DEEP'],
  ['100,000 levels of JSON', 'de.json', () => strToU8(`{"format":${'['.repeat(100_000)}${']'.repeat(100_000)}}`), 'OTHER_FILE'],
  [
    'a million attributes',
    'de.xml',
    () => strToU8(item.replace('<itemBody>', `<itemBody ${Array.from({ length: 1_000_000 }, (_, index) => `a${index}=""`).join(' ')}>`)),
    'TOO_MANY_ATTRIBUTES',
  ],
  ['a million elements', 'de.xml', () => strToU8(item.replace('<itemBody>', `<itemBody>${'<p/>'.repeat(1_000_000)}`)), ''],
  ['20,001 questions', 'de.csv', () => strToU8(`Câu hỏi;A;B;Đáp án\n${'Thủ đô?;Huế;Hà Nội;B\n'.repeat(20_001)}`), 'TOO_MANY_QUESTIONS'],
]

// a worker takes a second to begin, so only those go there that need its bounds
const needsWorker = new Set(['a bomb of one part', 'parts that overlap', '100,000 levels', 'a million attributes'])
const readHere = async (file: SourceFile) => readFile(file)

describe('a file that means harm, or is not what it seems, is refused with what to do, and we go on', () => {
  test.each(attacks)('%s', async (what, name, make, code) => {
    const ended = await (needsWorker.has(what) ? readInWorker({ name, bytes: make() }) : readHere({ name, bytes: make() })).then(
      () => '',
      (error: unknown) => {
        expect(error).toBeInstanceOf(UnreadableFileError)
        const { reason } = error as UnreadableFileError
        expect(sentenceFor(reason, 'vi')).toMatch(/^[A-ZĐ].{15,}[.!]$/u)
        expect(sentenceFor(reason, 'en')).toMatch(/^[A-Z].{15,}[.!]$/u)
        return reason.code
      },
    )
    expect(ended).toContain(code)
  })

  test('afterwards a good file is read as ever', async () => {
    expect((await readInWorker({ name: 'item.xml', bytes: strToU8(item) })).items).toMatchObject([{ state: 'good' }])
    expect((await readInWorker({ name: 'de.xlsx', bytes: sheet })).items).toMatchObject([{ state: 'good' }])
  })
})

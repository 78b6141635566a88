import { UnreadableFileError } from '../imported-item.ts'
import { reason } from '../reason.ts'
import type { FormatName, SourceFile } from './format.ts'
import { limits } from './limits.ts'
import { namesInPackage } from './package/open-package.ts'
import { decodeText } from './text/decode-text.ts'

/** Which format a file is in, told by what is inside; its name helps only where two text formats look alike. */
export function recognizeFormat({ name, bytes }: SourceFile): FormatName {
  if (bytes.length === 0) throw new UnreadableFileError(reason('EMPTY_FILE'))
  if (bytes.length > limits.fileBytes) throw new UnreadableFileError(reason('FILE_TOO_LARGE', limits.fileBytes / 1024 / 1024))
  const start = String.fromCharCode(...bytes.subarray(0, 8))
  if (start.startsWith('PK')) return recognizePackage(bytes)
  if (start.startsWith('\xd0\xcf\x11\xe0')) throw new UnreadableFileError(reason(isLockedPackage(bytes) ? 'LOCKED_FILE' : 'OLD_OFFICE_FILE'))
  if (start.startsWith('MZ') || start.startsWith('\x7fELF')) throw new UnreadableFileError(reason('PROGRAM_FILE'))
  if (start.startsWith('%PDF')) throw new UnreadableFileError(reason('PDF_FILE'))
  if (start.startsWith('{\\rtf')) throw new UnreadableFileError(reason('OLD_OFFICE_FILE'))
  return recognizeText(decodeText(bytes.subarray(0, 200_000)), name.toLowerCase())
}

function recognizePackage(bytes: Uint8Array): FormatName {
  const names = namesInPackage(bytes)
  if (names.some((name) => /(?:^|\/)vbaProject\.bin$/i.test(name))) throw new UnreadableFileError(reason('MACRO_FILE'))
  if (names.some((name) => name.startsWith('word/'))) return 'docx'
  if (names.some((name) => name.startsWith('xl/'))) return 'xlsx'
  if (names.includes('mimetype') && names.includes('content.xml')) throw new UnreadableFileError(reason('OPEN_DOCUMENT_FILE'))
  if (names.some((name) => name.startsWith('ppt/'))) throw new UnreadableFileError(reason('SLIDES_FILE'))
  if (names.some((name) => /(?:^|\/)imsmanifest\.xml$/i.test(name)) || names.some((name) => /\.xml$/i.test(name))) return 'qti'
  throw new UnreadableFileError(reason('OTHER_FILE'))
}

/** An encrypted workbook or document is an old-style container with one stream of this name. */
function isLockedPackage(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(Buffer.from('EncryptedPackage', 'utf16le'))
}

function recognizeText(text: string, name: string): FormatName {
  const start = text.trimStart()
  if (start.startsWith('<')) {
    if (/<quiz[\s>]/.test(start)) return 'moodle-xml'
    if (/<(?:\w+:)?(?:assessmentItem|qti-assessment-item|assessmentTest|qti-assessment-test|questestinterop)[\s>]/.test(start)) return 'qti'
    // not well-formed, or something else: its reader says so in a sentence
    if (/^<\?xml|^<!/.test(start)) return 'moodle-xml'
    throw new UnreadableFileError(reason('OTHER_FILE'))
  }
  if (hasControlCharacters(text)) throw new UnreadableFileError(reason('OTHER_FILE'))
  if (/^[[{]\s*["\]}{]/.test(start) && !name.endsWith('.gift')) return 'json'
  if (name.endsWith('.csv') || name.endsWith('.tsv')) return 'csv'
  if (name.endsWith('.gift')) return 'gift'
  if (/^[^\S\n]*(?:ANSWER|ĐÁP ÁN)[^\S\n]*:/im.test(text) && /^[^\S\n]*A[.)]/im.test(text)) return 'aiken'
  if (/(?<!\\)\{[^{}]*(?<!\\)\}/s.test(text)) return 'gift'
  if (/^[^\n]*[;\t,][^\n]*[;\t,]/.test(start)) return 'csv'
  throw new UnreadableFileError(reason(text.trim() === '' ? 'EMPTY_FILE' : 'OTHER_FILE'))
}

/** No text has them; a file that does is no text. */
function hasControlCharacters(text: string): boolean {
  for (let at = 0; at < Math.min(text.length, 20_000); at += 1) {
    const code = text.charCodeAt(at)
    if (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) return true
  }
  return false
}

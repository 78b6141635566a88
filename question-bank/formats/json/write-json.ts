import type { Bank, WrittenFile } from '../format.ts'

/** Loses nothing. */
export function writeJson({ questions, attachments }: Bank): WrittenFile {
  const bank = {
    format: 'hoithi-bank',
    version: 1,
    questions,
    attachments: attachments.map(({ digest, mediaType, bytes }) => ({ digest, mediaType, base64: Buffer.from(bytes).toString('base64') })),
  }
  return { bytes: new TextEncoder().encode(`${JSON.stringify(bank, null, 2)}\n`), losses: [] }
}

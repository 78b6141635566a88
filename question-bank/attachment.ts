import { hash } from 'node:crypto'

/** A picture or a sound, named by its bytes. */
export type Attachment = { digest: string; mediaType: string; bytes: Uint8Array }

const mostImageBytes = 5 * 1024 * 1024
const mostAudioBytes = 10 * 1024 * 1024

/** Told by the first bytes, never by the name. Only rasters and sounds: a drawing may carry a script. */
const signatures: readonly [mediaType: string, matches: (bytes: Uint8Array) => boolean][] = [
  ['image/png', startsWith(0x89, 0x50, 0x4e, 0x47)],
  ['image/jpeg', startsWith(0xff, 0xd8, 0xff)],
  ['image/gif', startsWith(0x47, 0x49, 0x46, 0x38)],
  ['image/webp', (bytes) => startsWith(0x52, 0x49, 0x46, 0x46)(bytes) && asciiAt(bytes, 8, 4) === 'WEBP'],
  ['audio/mpeg', (bytes) => startsWith(0x49, 0x44, 0x33)(bytes) || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2)],
  ['audio/ogg', startsWith(0x4f, 0x67, 0x67, 0x53)],
  ['audio/wav', (bytes) => startsWith(0x52, 0x49, 0x46, 0x46)(bytes) && asciiAt(bytes, 8, 4) === 'WAVE'],
  ['audio/mp4', (bytes) => asciiAt(bytes, 4, 4) === 'ftyp'],
]

export type AttachmentFault = 'unknown-type' | 'too-large'

export function makeAttachment(bytes: Uint8Array): Attachment | AttachmentFault {
  const mediaType = signatures.find(([, matches]) => matches(bytes))?.[0]
  if (mediaType === undefined) return 'unknown-type'
  if (bytes.length > (mediaType.startsWith('image/') ? mostImageBytes : mostAudioBytes)) return 'too-large'
  return { digest: hash('sha256', bytes, 'hex'), mediaType, bytes }
}

const fileEndings: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/mp4': 'm4a',
}

/** How names of such files end. */
export function fileEndingOf(mediaType: string): string {
  return fileEndings[mediaType] ?? 'bin'
}

function startsWith(...signature: number[]): (bytes: Uint8Array) => boolean {
  return (bytes) => signature.every((byte, index) => bytes[index] === byte)
}

function asciiAt(bytes: Uint8Array, start: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + length))
}

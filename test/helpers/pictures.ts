import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { type Attachment, makeAttachment } from '../../question-bank/attachment.ts'
import { cleanPicture } from '../../server/features/bank/clean-picture.ts'

export function asAttachment(bytes: Uint8Array): Attachment {
  const made = makeAttachment(bytes)
  if (typeof made === 'string') throw new Error(made)
  return made
}

/** What becomes of a picture when it is imported. */
export async function asImported({ mediaType, bytes }: Attachment): Promise<Attachment> {
  const made = await cleanPicture(mediaType, bytes)
  if (typeof made === 'string') throw new Error(made)
  return asAttachment(made.bytes)
}

let count = 0
/** A picture that is like no other and is the same after it was imported. */
export async function aPicture(): Promise<Attachment> {
  count += 1
  const pixels = Buffer.from([count & 255, count >> 8, 7, ...Buffer.from('hai điểm ảnh').subarray(0, 3)])
  const png = await sharp(pixels, { raw: { width: 2, height: 1, channels: 3 } })
    .png()
    .toBuffer()
  return asImported(asAttachment(new Uint8Array(png)))
}

/** A file that says how large its picture is, and holds none of it. */
export function pngThatClaims(width: number, height: number): Uint8Array {
  const claim = Buffer.alloc(13)
  claim.writeUInt32BE(width, 0)
  claim.writeUInt32BE(height, 4)
  claim.set([8, 6], 8)
  const pieces = [pngPiece('IHDR', claim), pngPiece('IDAT', deflateSync(Buffer.alloc(100))), pngPiece('IEND', Buffer.alloc(0))]
  return new Uint8Array(Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...pieces]))
}

export function pngPiece(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

import sharp, { type Metadata, type Sharp } from 'sharp'
import type { AttachmentFlaw, CleanedAttachment } from './cleaned-attachment.ts'

/** A photo of a telephone has 12 to 50 million pixels; beyond that a small file would fill the memory when it is unpacked. */
const mostPixels = 50_000_000
/** No page of a paper is wider on a telephone, and no beamer shows more. */
const longestSide = 2_000

// nothing kept between pictures, one thread each: a bank is imported beside a running contest
sharp.cache(false)
sharp.concurrency(1)
// whatever a file says it is, no other decoder ever sees a stranger's bytes
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadPngBuffer', 'VipsForeignLoadJpegBuffer', 'VipsForeignLoadWebpBuffer', 'VipsForeignLoadNsgifBuffer'],
})

type Encoder = { format: Metadata['format']; encode(picture: Sharp, bytes: Uint8Array): Sharp }
const encoders: Readonly<Record<string, Encoder>> = {
  'image/png': { format: 'png', encode: (picture) => picture.png({ compressionLevel: 9 }) },
  'image/jpeg': { format: 'jpeg', encode: (picture) => picture.jpeg({ quality: 88 }) },
  'image/gif': { format: 'gif', encode: (picture) => picture.gif({ effort: 4 }) },
  'image/webp': { format: 'webp', encode: (picture, bytes) => picture.webp(isLossless(bytes) ? { lossless: true } : { quality: 88 }) },
}

/**
 * Decoded and drawn anew: what is no pixel – places, names, comments, programs behind the last byte – stays behind.
 * The same bytes give the same bytes, so the same file gives the same names again.
 */
export async function cleanPicture(mediaType: string, bytes: Uint8Array): Promise<CleanedAttachment | AttachmentFlaw> {
  const encoder = encoders[mediaType]
  if (!encoder) return 'broken'
  try {
    const told = await sharp(bytes, { limitInputPixels: false, animated: true }).metadata()
    if (told.format !== encoder.format) return 'broken'
    // of a moving picture the height is that of all its pictures together
    if (told.width * told.height > mostPixels) return 'too-many-pixels'
    // a missing end is a fault of the file; a strange note beside the pixels is not
    const picture = sharp(bytes, { limitInputPixels: mostPixels, animated: true, failOn: 'error' }).autoOrient()
    const fitting = picture.resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
    const coloured = told.space === 'b-w' ? fitting.toColourspace('b-w') : fitting
    return { mediaType, bytes: new Uint8Array(await encoder.encode(coloured, bytes).toBuffer()) }
  } catch {
    return 'broken'
  }
}

/** Drawings are kept to the pixel, photos are not: the first piece says which one it is. */
function isLossless(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 4_096)).includes('VP8L')
}

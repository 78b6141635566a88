import type { Attachment } from '../../attachment.ts'

/** Pixels of a picture, read from its head; undefined where it cannot be told. */
export function imageSize({ mediaType, bytes }: Attachment): { width: number; height: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    if (mediaType === 'image/png') return { width: view.getUint32(16), height: view.getUint32(20) }
    if (mediaType === 'image/gif') return { width: view.getUint16(6, true), height: view.getUint16(8, true) }
    return mediaType === 'image/jpeg' ? jpegSize(view) : undefined
  } catch {
    // a head that is cut off: the picture is shown at a usual size
    return undefined
  }
}

/** Segments follow each other until one that describes the frame. */
function jpegSize(view: DataView): { width: number; height: number } | undefined {
  for (let at = 2; at + 9 < view.byteLength; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
  }
  return undefined
}

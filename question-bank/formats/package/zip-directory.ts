import { strFromU8 } from 'fflate'

/** What the directory at the end of a zip says of a part. Sizes are claims: whoever unpacks checks them. */
export type ZipEntry = { name: string; method: number; packedSize: number; size: number; headerAt: number }

const endOfDirectory = 0x06054b50
const endOfLongDirectory = 0x06064b50
const entryStart = 0x02014b50
const headerStart = 0x04034b50
const longest = 0xffffffff

/** A zip whose directory or parts are not where they should be. */
export class BrokenZipError extends Error {}

/** Every part that the directory names, in its order. Nothing is unpacked. */
export function* zipEntries(zip: Uint8Array): Generator<ZipEntry> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  let { count, at } = directoryOf(view)
  for (; count > 0; count -= 1) {
    if (at + 46 > zip.length || view.getUint32(at, true) !== entryStart) throw new BrokenZipError()
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [number, number, number]
    const nameAt = at + 46
    const name = strFromU8(zip.subarray(nameAt, nameAt + nameLength), (view.getUint16(at + 8, true) & 0x800) === 0)
    const [size, packedSize, headerAt] = longNumbers(view, nameAt + nameLength, extraLength, [
      view.getUint32(at + 24, true),
      view.getUint32(at + 20, true),
      view.getUint32(at + 42, true),
    ])
    yield { name, method: view.getUint16(at + 10, true), packedSize, size, headerAt }
    at = nameAt + nameLength + extraLength + commentLength
  }
}

/** The packed bytes of a part. */
export function packedBytes(zip: Uint8Array, { headerAt, packedSize }: ZipEntry): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  if (headerAt + 30 > zip.length || view.getUint32(headerAt, true) !== headerStart) throw new BrokenZipError()
  const start = headerAt + 30 + view.getUint16(headerAt + 26, true) + view.getUint16(headerAt + 28, true)
  if (start + packedSize > zip.length) throw new BrokenZipError()
  return zip.subarray(start, start + packedSize)
}

function directoryOf(view: DataView): { count: number; at: number } {
  // a comment of up to 64 KB may stand behind the end
  let end = view.byteLength - 22
  for (const first = Math.max(0, end - 0xffff); end >= first; end -= 1) if (view.getUint32(end, true) === endOfDirectory) break
  if (end < 0 || view.getUint32(end, true) !== endOfDirectory) throw new BrokenZipError()
  const [count, at] = [view.getUint16(end + 8, true), view.getUint32(end + 16, true)]
  if (count !== 0xffff && at !== longest) return { count, at }
  // the locator in front of the end says where the directory with long numbers ends; without it the short numbers hold
  if (end < 20 || view.getUint32(end - 20, true) !== 0x07064b50) return { count, at }
  const long = readLong(view, end - 12)
  if (long + 56 > view.byteLength || view.getUint32(long, true) !== endOfLongDirectory) throw new BrokenZipError()
  return { count: readLong(view, long + 32), at: readLong(view, long + 48) }
}

/** Numbers that did not fit stand in an extra field, in this order, and only those. */
function longNumbers(view: DataView, from: number, length: number, short: [number, number, number]): [number, number, number] {
  if (!short.includes(longest)) return short
  for (let at = from; at + 4 <= from + length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue
    let next = at + 4
    return short.map((value) => {
      if (value !== longest) return value
      next += 8
      return readLong(view, next - 8)
    }) as [number, number, number]
  }
  return short
}

function readLong(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true))
}

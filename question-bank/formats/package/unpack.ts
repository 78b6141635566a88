import { Inflate } from 'fflate'
import { BrokenZipError, type ZipEntry } from './zip-directory.ts'

const stored = 0
const deflated = 8
/** Packed bytes become at most a thousand times as many, so no step makes more than 16 MB. */
const stepBytes = 16 * 1024

/** The bytes of a part. Who says less than there is gets no more than was said: unpacking stops there, and the package is broken. */
export function unpack(packed: Uint8Array, { method, size }: Pick<ZipEntry, 'method' | 'size'>): Uint8Array {
  if (method === stored) {
    if (packed.length !== size) throw new BrokenZipError()
    return packed.slice()
  }
  if (method !== deflated) throw new BrokenZipError()
  const part = new Uint8Array(size)
  let done = 0
  const inflate = new Inflate((chunk) => {
    if (done + chunk.length > size) throw new BrokenZipError()
    part.set(chunk, done)
    done += chunk.length
  })
  for (let at = 0; at < packed.length || at === 0; at += stepBytes) inflate.push(packed.subarray(at, at + stepBytes), at + stepBytes >= packed.length)
  if (done < size) throw new BrokenZipError()
  return part
}

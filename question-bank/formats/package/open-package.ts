import { UnreadableFileError } from '../../imported-item.ts'
import { reason } from '../../reason.ts'
import { limits } from '../limits.ts'
import { unpack } from './unpack.ts'
import { packedBytes, type ZipEntry, zipEntries } from './zip-directory.ts'

export type PackageParts = ReadonlyMap<string, Uint8Array>

/** A zip of parts. Only what is wanted is unpacked, and never more than a bounded amount. */
export function openPackage(file: Uint8Array, isWanted: (name: string) => boolean): PackageParts {
  let unpackedBytes = 0
  const wanted = entriesOf(file).filter(({ name, size }) => {
    if (/(?:^|\/)vbaProject\.bin$/i.test(name)) throw new UnreadableFileError(reason('MACRO_FILE'))
    if (!isWanted(name)) return false
    unpackedBytes += size
    if (size > limits.xmlPartBytes && /\.(?:xml|rels)$/i.test(name)) throw new UnreadableFileError(reason('TOO_MUCH_INSIDE'))
    if (unpackedBytes > limits.unpackedBytes) throw new UnreadableFileError(reason('TOO_MUCH_INSIDE'))
    return true
  })
  return orBroken(() => new Map(wanted.map((entry) => [entry.name, unpack(packedBytes(file, entry), entry)])))
}

/** The names in a zip; nothing is unpacked. */
export function namesInPackage(file: Uint8Array): string[] {
  return entriesOf(file).map(({ name }) => name)
}

function entriesOf(file: Uint8Array): ZipEntry[] {
  return orBroken(() => {
    const entries: ZipEntry[] = []
    for (const entry of zipEntries(file)) {
      entries.push(entry)
      if (entries.length > limits.packageEntries) throw new UnreadableFileError(reason('TOO_MANY_PARTS'))
    }
    return entries
  })
}

/** Whatever breaks on the way, the person who uploaded the file is told that it is damaged. */
function orBroken<Result>(read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    throw error instanceof UnreadableFileError ? error : new UnreadableFileError(reason('BROKEN_PACKAGE'))
  }
}

import { unzipSync } from 'fflate'
import { UnreadableFileError } from '../../imported-item.ts'
import { reason } from '../../reason.ts'
import { limits } from '../limits.ts'

export type PackageParts = ReadonlyMap<string, Uint8Array>

/** A zip of parts. Only what is wanted is unpacked, and never more than a bounded amount. */
export function openPackage(file: Uint8Array, isWanted: (name: string) => boolean): PackageParts {
  let unpackedBytes = 0
  return walk(file, (name, size) => {
    if (/(?:^|\/)vbaProject\.bin$/i.test(name)) throw new UnreadableFileError(reason('MACRO_FILE'))
    if (!isWanted(name)) return false
    unpackedBytes += size
    if (unpackedBytes > limits.unpackedBytes) throw new UnreadableFileError(reason('TOO_MUCH_INSIDE'))
    return true
  })
}

/** The names in a zip; nothing is unpacked. */
export function namesInPackage(file: Uint8Array): string[] {
  const names: string[] = []
  walk(file, (name) => {
    names.push(name)
    return false
  })
  return names
}

function walk(file: Uint8Array, isWanted: (name: string, size: number) => boolean): PackageParts {
  let entries = 0
  try {
    const parts = unzipSync(file, {
      filter({ name, originalSize }) {
        entries += 1
        if (entries > limits.packageEntries) throw new UnreadableFileError(reason('TOO_MANY_PARTS'))
        return isWanted(name, originalSize)
      },
    })
    return new Map(Object.entries(parts))
  } catch (error) {
    throw error instanceof UnreadableFileError ? error : new UnreadableFileError(reason('BROKEN_PACKAGE'))
  }
}

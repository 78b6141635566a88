/** A file of an archive; whole in memory, for parts are small. */
export type ArchivedFile = { name: string; bytes: Buffer }

const blockSize = 512
const mostInPart = 64 * 1024 * 1024

export class NoArchive extends Error {}

/** One file as ustar writes it. `atMs` stands in it, so that the same content is the same bytes. */
export function archived({ name, bytes }: ArchivedFile, atMs: number): Buffer[] {
  const header = Buffer.alloc(blockSize)
  const octal = (value: number, width: number) => `${value.toString(8).padStart(width - 1, '0')}\0`
  header.write(name, 0, 100, 'utf8')
  header.write(octal(0o644, 8) + octal(0, 8) + octal(0, 8) + octal(bytes.length, 12) + octal(Math.floor(atMs / 1_000), 12), 100, 'latin1')
  // while the sum is made its own place is blank
  header.write(' '.repeat(8), 148, 'latin1')
  header.write('0', 156, 'latin1')
  header.write('ustar\0' + '00', 257, 'latin1')
  header.write(
    `${header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
    'latin1',
  )
  return [header, bytes, Buffer.alloc(-bytes.length & (blockSize - 1))]
}

export const endOfArchive = Buffer.alloc(2 * blockSize)

/** The files one after the other, as they stream by. */
export async function* readArchive(chunks: AsyncIterable<Buffer>): AsyncGenerator<ArchivedFile> {
  const take = reader(chunks)
  for (;;) {
    const header = await take(blockSize)
    if (!header || header.every((byte) => byte === 0)) return
    const text = (from: number, length: number) => header.toString('utf8', from, from + length).replace(/\0.*$/s, '')
    const size = Number.parseInt(text(124, 12), 8)
    if (text(257, 5) !== 'ustar' || !(size <= mostInPart)) throw new NoArchive()
    const bytes = size === 0 ? Buffer.alloc(0) : await take(size)
    if (!bytes) throw new NoArchive()
    await take(-size & (blockSize - 1))
    yield { name: text(0, 100), bytes }
  }
}

/** So many bytes at a time; undefined once there are not so many left. */
function reader(chunks: AsyncIterable<Buffer>): (count: number) => Promise<Buffer | undefined> {
  const from = chunks[Symbol.asyncIterator]()
  let held: Buffer[] = []
  let length = 0
  return async (count) => {
    while (length < count) {
      const { value, done } = await from.next()
      if (done) return undefined
      held.push(value)
      length += value.length
    }
    const all = held.length === 1 ? (held[0] as Buffer) : Buffer.concat(held)
    held = [all.subarray(count)]
    length -= count
    return all.subarray(0, count)
  }
}

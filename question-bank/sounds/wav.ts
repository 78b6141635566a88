const kept = new Set(['fmt ', 'fact', 'data'])
/** What a program writes that does not know yet how long the sound will be. */
const unknownLength = 0xffff_ffff

/** Format and samples; lists of names, places and pictures are left out, and so is what stands behind the last piece. */
export function cleanWav(bytes: Uint8Array): Uint8Array | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.length < 12 || file.toString('latin1', 8, 12) !== 'WAVE') return undefined
  const pieces: Buffer[] = []
  const names: string[] = []
  for (let at = 12; at + 8 <= file.length; ) {
    const name = file.toString('latin1', at, at + 4)
    const told = file.readUInt32LE(at + 4)
    const length = name === 'data' && told === unknownLength ? file.length - at - 8 : told
    const end = at + 8 + length
    if (kept.has(name) && !names.includes(name)) {
      if (end > file.length) return undefined
      const head = Buffer.alloc(8)
      head.write(name, 'latin1')
      head.writeUInt32LE(length, 4)
      pieces.push(head, file.subarray(at + 8, end), Buffer.alloc(length % 2))
      names.push(name)
    }
    at = end + (length % 2)
  }
  if (!names.includes('fmt ') || !names.includes('data')) return undefined
  const body = Buffer.concat(pieces)
  const head = Buffer.from('RIFF\0\0\0\0WAVE', 'latin1')
  head.writeUInt32LE(body.length + 4, 4)
  return new Uint8Array(Buffer.concat([head, body]))
}

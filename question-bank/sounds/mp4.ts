/** What a player needs, by the box it lies in; of everything else only the room it takes stays, for samples are found by their place in the file. */
const needed: Readonly<Record<string, readonly string[]>> = {
  '': ['ftyp', 'styp', 'moov', 'mdat', 'moof', 'sidx', 'mfra'],
  moov: ['mvhd', 'trak', 'mvex'],
  trak: ['tkhd', 'edts', 'mdia', 'tref'],
  mdia: ['mdhd', 'hdlr', 'minf', 'elng'],
}

/** The boxes that make sound; names, places, covers and notes become zeros. Undefined: it is cut off, or not made of boxes. */
export function cleanMp4(bytes: Uint8Array): Uint8Array | undefined {
  const file = Buffer.from(bytes)
  const found = new Set<string>()
  const isWhole = cleanBoxes(file, 0, file.length, '', found)
  return isWhole && ['ftyp', 'moov', 'trak', 'mdia'].every((name) => found.has(name)) ? new Uint8Array(file) : undefined
}

function cleanBoxes(file: Buffer, from: number, to: number, within: string, found: Set<string>): boolean {
  for (let at = from; at < to; ) {
    if (at + 8 > to) return false
    const name = file.toString('latin1', at + 4, at + 8)
    const told = file.readUInt32BE(at)
    // 1: the length stands behind the name; 0: to the end
    if (told === 1 && at + 16 > to) return false
    const head = told === 1 ? 16 : 8
    const length = told === 1 ? Number(file.readBigUInt64BE(at + 8)) : told === 0 ? to - at : told
    if (length < head || at + length > to) return false
    if (!needed[within]?.includes(name)) {
      file.write('free', at + 4, 'latin1')
      file.fill(0, at + head, at + length)
    } else {
      found.add(name)
      if (needed[name] && !cleanBoxes(file, at + head, at + length, name, found)) return false
    }
    at += length
  }
  return true
}

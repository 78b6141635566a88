type Page = { start: number; end: number; serial: number; bodyStart: number; lacing: Uint8Array }

const commentMarks = ['\x03vorbis', 'OpusTags']
const blank = 0x20

/** Pages of sound; what stands between and behind them is left out, and the words of the comments become blanks. */
export function cleanOgg(bytes: Uint8Array): Uint8Array | undefined {
  const file = Buffer.from(bytes)
  const pages = pagesOf(file)
  const [first] = pages
  if (first?.start !== 0) return undefined
  const body = file.toString('latin1', first.bodyStart, first.bodyStart + 8)
  if (!body.startsWith('\x01vorbis') && body !== 'OpusHead' && !body.startsWith('\x7fFLAC') && !body.startsWith('Speex')) return undefined
  for (const serial of new Set(pages.map((page) => page.serial))) {
    blankComments(
      file,
      pages.filter((page) => page.serial === serial),
    )
  }
  for (const { start, end } of pages) {
    file.writeUInt32LE(0, start + 22)
    file.writeUInt32LE(checksum(file.subarray(start, end)), start + 22)
  }
  return new Uint8Array(Buffer.concat(pages.map(({ start, end }) => file.subarray(start, end))))
}

function pagesOf(file: Buffer): Page[] {
  const pages: Page[] = []
  for (let at = file.indexOf('OggS'); at >= 0 && at + 27 <= file.length; ) {
    const lacing = file.subarray(at + 27, at + 27 + (file[at + 26] ?? 0))
    const bodyStart = at + 27 + (file[at + 26] ?? 0)
    const end = bodyStart + lacing.reduce((sum, one) => sum + one, 0)
    if (end > file.length) break
    pages.push({ start: at, end, serial: file.readUInt32LE(at + 14), bodyStart, lacing })
    at = file.indexOf('OggS', end)
  }
  return pages
}

/** The second packet of a stream says who made it: lengths stay, words go. It may run over several pages. */
function blankComments(file: Buffer, pages: readonly Page[]): void {
  const places = placesOfPacket(pages, 1)
  const at = (index: number) => file[places[index] ?? -1] ?? 0
  const mark = commentMarks.find((one) => [...one].every((letter, index) => at(index) === letter.charCodeAt(0)))
  if (mark === undefined) return
  const lengthAt = (index: number) => at(index) + at(index + 1) * 2 ** 8 + at(index + 2) * 2 ** 16 + at(index + 3) * 2 ** 24
  const erase = (from: number, length: number) => {
    for (let index = from; index < Math.min(from + length, places.length); index += 1) file[places[index] as number] = blank
  }
  let next = mark.length
  erase(next + 4, lengthAt(next))
  next += 4 + lengthAt(next)
  const count = lengthAt(next)
  next += 4
  for (let comment = 0; comment < count && next < places.length; comment += 1) {
    const length = lengthAt(next)
    erase(next + 4, length)
    // "=" parts a name from its words, and a comment without it is none
    const [first] = places.slice(next + 4, next + 5)
    if (length > 0 && first !== undefined) file.write('=', first, 'latin1')
    next += 4 + length
  }
  // what an encoder puts behind the last comment of Opus is padding; of Vorbis it is one bit
  if (mark === 'OpusTags') erase(next, places.length - next)
}

/** Where in the file each byte of the packet of this number lies. A packet ends with a piece of less than 255 bytes. */
function placesOfPacket(pages: readonly Page[], wanted: number): number[] {
  const places: number[] = []
  let packet = 0
  for (const { bodyStart, lacing } of pages) {
    let place = bodyStart
    for (const length of lacing) {
      if (packet === wanted) for (let index = 0; index < length; index += 1) places.push(place + index)
      place += length
      if (length < 255) packet += 1
      if (packet > wanted) return places
    }
  }
  return places
}

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let rest = index << 24
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 0x8000_0000 ? (rest << 1) ^ 0x04c1_1db7 : rest << 1
  return rest >>> 0
})

/** CRC-32 as Ogg has it: not reflected, begun with nothing. */
function checksum(bytes: Uint8Array): number {
  let sum = 0
  for (const byte of bytes) sum = ((sum << 8) ^ (table[((sum >>> 24) ^ byte) & 0xff] as number)) >>> 0
  return sum
}

import { describe, expect, test } from 'vitest'
import { makeAttachment } from '../../question-bank/attachment.ts'
import { cleanSound } from '../../question-bank/sounds/clean-sound.ts'

const secret = 'Nhà riêng 21.0285,105.8542 <script>'
const words = Buffer.from(secret)
const clean = (mediaType: string, bytes: Uint8Array) => {
  const made = cleanSound(mediaType, bytes)
  return made && Buffer.from(made)
}

describe('an MP3', () => {
  const frame = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x00]), Buffer.alloc(413, 7)])
  const frames = Buffer.concat([frame, frame, frame])
  const id3 = Buffer.concat([Buffer.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, words.length]), words])
  const id3v1 = Buffer.concat([Buffer.from('TAG'), words, Buffer.alloc(125 - words.length)])

  test('keeps its frames and nothing before, between and behind them', () => {
    const tagged = Buffer.concat([id3, frame, frame, Buffer.from(`APETAGEX ${secret}`), frame, frame, id3v1])
    expect(makeAttachment(tagged)).toMatchObject({ mediaType: 'audio/mpeg' })
    expect(clean('audio/mpeg', tagged)).toEqual(Buffer.concat([frame, frame, frame, frame]))
    expect(clean('audio/mpeg', frames)).toEqual(frames)
  })

  test('whose last frame is cut off ends with the one before', () => {
    expect(clean('audio/mpeg', frames.subarray(0, -5))).toEqual(Buffer.concat([frame, frame]))
  })

  test.each([
    ['only names', id3],
    ['only one frame in a text', Buffer.concat([words, frame, words])],
    ['names that claim to be endless', Buffer.concat([Buffer.from([0x49, 0x44, 0x33, 4, 0, 0, 127, 127, 127, 127]), frames])],
  ])('with %s is broken', (_what, bytes) => {
    expect(clean('audio/mpeg', bytes)).toBeUndefined()
  })
})

describe('a WAV', () => {
  const piece = (name: string, content: Buffer, told = content.length) => {
    const head = Buffer.alloc(8)
    head.write(name, 'latin1')
    head.writeUInt32LE(told, 4)
    return Buffer.concat([head, content, Buffer.alloc(content.length % 2)])
  }
  const riff = (...pieces: Buffer[]) => {
    const body = Buffer.concat(pieces)
    const head = Buffer.from('RIFF\0\0\0\0WAVE', 'latin1')
    head.writeUInt32LE(body.length + 4, 4)
    return Buffer.concat([head, body])
  }
  const [format, samples] = [piece('fmt ', Buffer.alloc(16, 1)), piece('data', Buffer.from([1, 2, 3]))]

  test('keeps its format and samples; lists, pictures and what stands behind go', () => {
    const tagged = Buffer.concat([riff(format, piece('LIST', words), samples, piece('id3 ', words)), words])
    expect(clean('audio/wav', tagged)).toEqual(riff(format, samples))
    expect(clean('audio/wav', riff(format, samples))).toEqual(riff(format, samples))
  })

  test('whose length was not known when it was written has all there is', () => {
    expect(clean('audio/wav', riff(format, piece('data', Buffer.alloc(4, 5), 0xffff_ffff)))).toEqual(riff(format, piece('data', Buffer.alloc(4, 5))))
  })

  test.each([
    ['cut off', riff(format, samples).subarray(0, -3)],
    ['without samples', riff(format)],
    ['without a format', riff(samples)],
    ['that is only a name', Buffer.from('RIFF\0\0\0\0WAVE')],
  ])('%s is broken', (_what, bytes) => {
    expect(clean('audio/wav', bytes)).toBeUndefined()
  })
})

describe('an M4A', () => {
  const box = (name: string, ...content: Buffer[]) => {
    const body = Buffer.concat(content)
    const head = Buffer.alloc(8)
    head.writeUInt32BE(body.length + 8)
    head.write(name, 4, 'latin1')
    return Buffer.concat([head, body])
  }
  const media = box('mdia', box('mdhd', Buffer.alloc(4)), box('hdlr', Buffer.alloc(4)), box('minf', Buffer.from('samples at 99')))
  const aFile = (notes: Buffer) =>
    Buffer.concat([
      box('ftyp', Buffer.from('M4A ')),
      box(
        'moov',
        box('mvhd', Buffer.alloc(4)),
        box('trak', box('tkhd', Buffer.alloc(4)), media, box('udta', notes)),
        box('udta', box('meta', notes)),
      ),
      box('free', notes),
      box('mdat', Buffer.from('sound')),
      box('uuid', notes),
    ])

  test('keeps what makes sound, at its place; notes of any kind are zeros', () => {
    const made = clean('audio/mp4', aFile(words))
    expect(made?.length).toBe(aFile(words).length)
    expect(made?.includes(words)).toBe(false)
    expect(made?.indexOf('sound')).toBe(aFile(words).indexOf('sound'))
    expect(made?.includes('samples at 99')).toBe(true)
    expect(clean('audio/mp4', made as Buffer)).toEqual(made)
  })

  test.each([
    ['cut off', aFile(words).subarray(0, -3)],
    ['with something behind that is no box', Buffer.concat([aFile(words), words])],
    ['without a movie', Buffer.concat([box('ftyp', Buffer.from('M4A ')), box('mdat', Buffer.from('x'))])],
    ['with a box that is longer than its own', box('ftyp', box('moov', Buffer.alloc(4)).fill(0xff, 0, 4))],
  ])('%s is broken', (_what, bytes) => {
    expect(clean('audio/mp4', bytes)).toBeUndefined()
  })
})

describe('an Ogg', () => {
  /** One page; its checksum is what a clean one has, so that it can be compared. */
  const page = (number: number, packets: readonly Buffer[]) => {
    const lacing = packets.flatMap(({ length }) => [...Array<number>(Math.floor(length / 255)).fill(255), length % 255])
    const head = Buffer.alloc(27)
    head.write('OggS', 'latin1')
    head.writeUInt32LE(7, 14)
    head.writeUInt32LE(number, 18)
    head[26] = lacing.length
    return Buffer.concat([head, Buffer.from(lacing), ...packets])
  }
  const sized = (text: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32LE(text.length)
    return Buffer.concat([length, text])
  }
  const comments = (note: Buffer) => Buffer.concat([Buffer.from('OpusTags'), sized(Buffer.from('máy ghi')), Buffer.from([1, 0, 0, 0]), sized(note)])
  const head = page(0, [Buffer.from('OpusHead12345')])
  const sound = page(2, [Buffer.from('sound'), Buffer.alloc(300, 9)])
  const long = Buffer.concat([Buffer.from('LOCATION='), Buffer.alloc(600, secret)])

  test('keeps its pages; words of comments are blank, however long, and checksums are right again', () => {
    const tagged = Buffer.concat([head, page(1, [comments(long)]), words, sound, words])
    const made = clean('audio/ogg', tagged) as Buffer
    expect(made.length).toBe(tagged.length - 2 * words.length)
    expect([made.includes('LOCATION'), made.includes('riêng'), made.includes('máy'), made.includes('sound')]).toEqual([false, false, false, true])
    expect(clean('audio/ogg', made)).toEqual(made)
  })

  test('has the checksum that players ask for', () => {
    const made = clean('audio/ogg', page(0, [Buffer.from('OpusHead')])) as Buffer
    expect(made.readUInt32LE(22)).toBe(crcBitByBit(Buffer.concat([made.subarray(0, 22), Buffer.alloc(4), made.subarray(26)])))
  })

  test.each([
    ['that begins with something else', Buffer.concat([words, head, sound])],
    ['of an unknown kind', page(0, [Buffer.from('theora film')])],
    ['cut off in its first page', head.subarray(0, -3)],
  ])('%s is broken', (_what, bytes) => {
    expect(clean('audio/ogg', bytes)).toBeUndefined()
  })
})

/** As the specification words it: one bit after the other. */
function crcBitByBit(bytes: Buffer): number {
  let rest = 0n
  for (const byte of bytes) {
    rest ^= BigInt(byte) << 24n
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 0x8000_0000n ? ((rest << 1n) ^ 0x104c1_1db7n) & 0xffff_ffffn : rest << 1n
  }
  return Number(rest)
}

const kilobits = {
  mpeg1: [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  mpeg2: [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const
const samplesPerSecond: Readonly<Record<number, readonly number[]>> = {
  3: [44_100, 48_000, 32_000],
  2: [22_050, 24_000, 16_000],
  0: [11_025, 12_000, 8_000],
}

/** Length of the frame that begins here; undefined when none does. Layer III only. */
function frameLengthAt(bytes: Uint8Array, at: number): number | undefined {
  const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3)
  if (first !== 0xff || (second & 0xe6) !== 0xe2) return undefined
  const version = (second >> 3) & 3
  const rate = samplesPerSecond[version]?.[(third >> 2) & 3]
  const kilobit = kilobits[version === 3 ? 'mpeg1' : 'mpeg2'][(third >> 4) - 1]
  if (rate === undefined || kilobit === undefined) return undefined
  return Math.trunc(((version === 3 ? 144_000 : 72_000) * kilobit) / rate) + ((third >> 1) & 1)
}

/** The frames of sound one after the other; tags before, between and behind them (ID3, APE, words, covers) are no frames. */
export function cleanMp3(bytes: Uint8Array): Uint8Array | undefined {
  const frames: Uint8Array[] = []
  let at = endOfTags(bytes)
  let endOfLast = -1
  while (at < bytes.length) {
    const length = frameLengthAt(bytes, at)
    const next = at + (length ?? 0)
    // bytes of a cover may look like one frame, but not like one after another
    const isFrame = length !== undefined && next <= bytes.length && (at === endOfLast || frameLengthAt(bytes, next) !== undefined)
    if (isFrame) {
      frames.push(bytes.subarray(at, next))
      at = next
      endOfLast = next
      continue
    }
    const sync = bytes.indexOf(0xff, at + 1)
    at = sync < 0 ? bytes.length : sync
  }
  return frames.length < 2 ? undefined : new Uint8Array(Buffer.concat(frames))
}

/** ID3v2 says how long it is, four times seven bits; there may be several. */
function endOfTags(bytes: Uint8Array): number {
  let at = 0
  while (bytes[at] === 0x49 && bytes[at + 1] === 0x44 && bytes[at + 2] === 0x33) {
    const [flags = 0, a = 0, b = 0, c = 0, d = 0] = bytes.subarray(at + 5, at + 10)
    at += 10 + ((a & 127) << 21) + ((b & 127) << 14) + ((c & 127) << 7) + (d & 127) + (flags & 0x10 ? 10 : 0)
  }
  return at
}

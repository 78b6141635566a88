import { createHash } from 'node:crypto'

/** A stream of numbers that is a function of its parts: the same parts, the same numbers, for ever. */
export type SeededRandom = { below(limit: number): number }

/** Each purpose hashes its own name in, so that knowing one stream says nothing of another. */
export function createSeededRandom(seed: Uint8Array, ...purpose: (string | number)[]): SeededRandom {
  const digest = createHash('sha256').update(seed).update(purpose.join('\u0000')).digest()
  let [a, b, c, counter] = [digest.readUInt32LE(0) | 0, digest.readUInt32LE(4) | 0, digest.readUInt32LE(8) | 0, digest.readUInt32LE(12) | 0]

  // sfc32: small, fast, passes PractRand; the hash above gives it a full state to begin with
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return sum >>> 0
  }
  return {
    below(limit) {
      // numbers from the uneven end of the range are thrown away, so that every result is equally likely
      const even = 0x1_0000_0000 - (0x1_0000_0000 % limit)
      let drawn = next()
      while (drawn >= even) drawn = next()
      return drawn % limit
    },
  }
}

/** The first `count` places of a shuffle of 0…size-1 (Fisher–Yates, as far as needed). */
export function shuffledStart(size: number, count: number, random: SeededRandom): number[] {
  const order = Array.from({ length: size }, (_, index) => index)
  for (let place = 0; place < count && place < size; place += 1) {
    const from = place + random.below(size - place)
    const moved = order[from] as number
    order[from] = order[place] as number
    order[place] = moved
  }
  return order.slice(0, count)
}

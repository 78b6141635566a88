import { hash } from 'node:crypto'

/** A stream of numbers that is a function of its parts: the same parts, the same numbers, for ever. */
export type SeededRandom = { below(limit: number): number }

/** Each purpose is hashed in, so that knowing one stream says nothing of another. */
export function createSeededRandom(seed: Uint8Array, purpose: string): SeededRandom {
  const named = Buffer.concat([seed, Buffer.from(purpose)])
  const digest = hash('sha256', named, 'buffer')
  let [a, b, c, counter] = [digest.readInt32LE(0), digest.readInt32LE(4), digest.readInt32LE(8), digest.readInt32LE(12)]

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

// 0, 1, 2 … once; a shuffle begins with a copy of its start, which costs less than counting again
let counting = new Uint16Array(0)
function countTo(size: number): Uint16Array {
  if (size > 0xffff) throw new RangeError('a pool holds at most 65,535 questions')
  if (counting.length < size) counting = Uint16Array.from({ length: Math.max(size, 1_024) }, (_, index) => index)
  return counting.slice(0, size)
}

/** The first `count` places of a shuffle of 0…size-1 (Fisher–Yates, as far as needed). */
export function shuffledStart(size: number, count: number, random: SeededRandom): Uint16Array {
  const order = countTo(size)
  const places = Math.min(count, size)
  for (let place = 0; place < places; place += 1) {
    const from = place + random.below(size - place)
    const moved = order[from] as number
    order[from] = order[place] as number
    order[place] = moved
  }
  return order.subarray(0, places)
}

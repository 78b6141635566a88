import { hash } from 'node:crypto'

const range = 0x1_0000_0000

/** A stream of numbers that is a function of its parts: the same parts, the same numbers, for ever. */
export type SeededRandom = { below(limit: number): number }

/** Each purpose is hashed in, so that knowing one stream says nothing of another. */
export function createSeededRandom(seed: Uint8Array, purpose: string): SeededRandom {
  const digest = hash('sha256', named(seed, purpose), 'latin1')
  let [a, b, c, counter] = [wordAt(digest, 0), wordAt(digest, 4), wordAt(digest, 8), wordAt(digest, 12)]

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
      let drawn = next()
      // numbers from the uneven end of the range are thrown away, so that every result is equally likely
      if (drawn >= range - limit) {
        const even = range - (range % limit)
        while (drawn >= even) drawn = next()
      }
      // the remainder, without the slow one that engines keep for large numbers; below 2³² the quotient is never rounded up to a whole
      return drawn - Math.floor(drawn / limit) * limit
    },
  }
}

/** Four bytes of a digest, the lowest first. It comes as a text of one character per byte, which is made twice as fast as a buffer. */
function wordAt(digest: string, at: number): number {
  return digest.charCodeAt(at) | (digest.charCodeAt(at + 1) << 8) | (digest.charCodeAt(at + 2) << 16) | (digest.charCodeAt(at + 3) << 24)
}

// a paper of forty sub-pools makes forty streams: what is hashed is written to the same place each time
const written = Buffer.alloc(512)
function named(seed: Uint8Array, purpose: string): Buffer {
  if (seed.length + purpose.length * 3 > written.length) return Buffer.concat([seed, Buffer.from(purpose)])
  written.set(seed)
  return written.subarray(0, seed.length + written.write(purpose, seed.length, 'utf8'))
}

// 0, 1, 2 … once for all shuffles: each changes a few places, copies them and puts them back, so that the size of a pool costs nothing
let counting = new Uint16Array(0)
let exchanged = new Uint16Array(0)
function countTo(size: number): Uint16Array {
  if (size > 0xffff) throw new RangeError('a pool holds at most 65,535 questions')
  if (counting.length < size) {
    counting = Uint16Array.from({ length: Math.max(size, 1_024) }, (_, index) => index)
    exchanged = new Uint16Array(counting.length)
  }
  return counting
}

/** The first `count` places of a shuffle of 0…size-1 (Fisher–Yates, as far as needed). */
export function shuffledStart(size: number, count: number, random: SeededRandom): Uint16Array {
  const order = countTo(size)
  const places = Math.min(count, size)
  for (let place = 0; place < places; place += 1) {
    const from = place + random.below(size - place)
    exchanged[place] = from
    exchange(order, place, from)
  }
  const start = order.slice(0, places)
  for (let place = places - 1; place >= 0; place -= 1) exchange(order, place, exchanged[place] as number)
  return start
}

function exchange(order: Uint16Array, one: number, other: number): void {
  const moved = order[other] as number
  order[other] = order[one] as number
  order[one] = moved
}

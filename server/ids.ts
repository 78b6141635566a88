import { randomBytes, randomFillSync } from 'node:crypto'
import { readableLetter } from './readable-code.ts'

/** Where ids and randomness come from, so that tests can pin them. */
export type Ids = {
  /** A UUIDv7: ordered by time, so that new rows land beside each other in every index. */
  uuid(nowMs: number): string
  /** Unguessable bytes. */
  secret(byteLength: number): Buffer
  /** Unguessable and easy to read aloud, five bits a character. */
  code(length: number): string
  /** Unguessable, to be read from one screen and typed on another. */
  digits(length: number): string
}

export function createIds(): Ids {
  // random bytes are drawn from a pool: one system call serves hundreds of ids
  const pool = Buffer.allocUnsafe(4_096)
  let used = pool.length
  const take = (count: number): Buffer => {
    if (used + count > pool.length) {
      randomFillSync(pool)
      used = 0
    }
    used += count
    return pool.subarray(used - count, used)
  }
  return {
    uuid(nowMs) {
      const random = take(10)
      const time = nowMs.toString(16).padStart(12, '0')
      const hex = random.toString('hex')
      const variant = ((Number.parseInt(hex.charAt(3), 16) & 0x3) | 0x8).toString(16)
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-${variant}${hex.slice(4, 7)}-${hex.slice(7, 19)}`
    },
    secret: (byteLength) => randomBytes(byteLength),
    digits(length) {
      let digits = ''
      // 250 is the highest multiple of ten in a byte: above it some digits would come more often
      while (digits.length < length) for (const byte of take(length)) if (byte < 250 && digits.length < length) digits += byte % 10
      return digits
    },
    code(length) {
      let code = ''
      for (const byte of take(length)) code += readableLetter(byte)
      return code
    },
  }
}

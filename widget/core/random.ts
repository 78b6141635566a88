import type { Random } from './ports.ts'

export type FillRandom = (bytes: Uint8Array<ArrayBuffer>) => void

const hex = (byte: number) => (byte < 16 ? '0' : '') + byte.toString(16)
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'

/** crypto.randomUUID is missing before Chrome 92 and on plain-http pages, so ids are made from random bytes. */
export function createRandom(fill: FillRandom): Random {
  const bytes = (count: number) => {
    const filled = new Uint8Array(count)
    fill(filled)
    return filled
  }
  return {
    fraction() {
      const [word = 0] = new Uint32Array(bytes(4).buffer)
      return word / 2 ** 32
    },
    uuid() {
      const text = Array.from(bytes(16), (byte, index) => {
        if (index === 6) return hex((byte & 0x0f) | 0x40)
        if (index === 8) return hex((byte & 0x3f) | 0x80)
        return hex(byte)
      }).join('')
      return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-')
    },
    label: () => Array.from(bytes(20), (byte) => alphabet[byte % alphabet.length] ?? '').join(''),
  }
}

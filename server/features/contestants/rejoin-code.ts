import { readableLetter } from '../../readable-code.ts'

const symbols = 12

/** Twelve characters of five bits: 60 bits, in groups of four to be read aloud. */
export function rejoinCodeFrom(hmac: Buffer): string {
  const letters = Array.from(hmac.subarray(0, symbols), readableLetter).join('')
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`
}

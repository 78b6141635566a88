// Crockford's base 32: what is easily confused is read as what was meant
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const symbols = 12

/** Twelve characters of five bits: 60 bits, in groups of four to be read aloud. */
export function rejoinCodeFrom(hmac: Buffer): string {
  const letters = Array.from(hmac.subarray(0, symbols), (byte) => alphabet.charAt(byte & 31)).join('')
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`
}

/** As typed by a person: spaces, dashes and small letters do not matter, O is 0, I and L are 1. */
export function typedRejoinCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
}

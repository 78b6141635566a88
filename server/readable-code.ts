// Crockford's base 32: no I, L, O or U, so that a code survives being read aloud and typed again
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The letter for the lowest five bits. */
export const readableLetter = (bits: number): string => alphabet.charAt(bits & 31)

/** The number that letters of five bits stand for. */
export function numberOfLetters(letters: string): number {
  let number = 0
  for (const letter of letters) number = number * 32 + alphabet.indexOf(letter)
  return number
}

/** As typed by a person: spaces, dashes and small letters do not matter, O is 0, I and L are 1. */
export function typedCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
}

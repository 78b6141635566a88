import { Problem } from '../../contract/errors.ts'

/** NFC and single spaces. */
export function tidyName(name: string): string {
  return name.normalize('NFC').replace(/\s+/g, ' ').trim()
}

/** Letters and digits, "Đ" too, and signs that stand within codes. */
export function isUnitCode(code: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,39}$/u.test(code)
}

export function tidiedName(name: string): string {
  const tidied = tidyName(name)
  if (tidied === '') throw new Problem('BAD_REQUEST', { errors: [{ at: 'name', reason: 'a unit needs a name' }] })
  return tidied
}

export function tidiedCode(code: string): string {
  const tidied = tidyName(code)
  if (!isUnitCode(tidied)) throw new Problem('BAD_REQUEST', { errors: [{ at: 'code', reason: 'a code is made of letters, digits and . _ / -' }] })
  return tidied
}

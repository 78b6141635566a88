import { Problem } from '../../contract/errors.ts'

/** NFC, single spaces, and something to read. */
export function tidiedName(name: string): string {
  const tidied = tidyName(name)
  if (tidied === '') throw new Problem('BAD_REQUEST', { errors: [{ at: 'name', reason: 'a unit needs a name' }] })
  return tidied
}

function tidyName(name: string): string {
  return name.normalize('NFC').replace(/\s+/g, ' ').trim()
}

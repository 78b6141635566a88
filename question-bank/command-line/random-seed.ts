import { randomBytes } from 'node:crypto'

/** Whoever knows the seed knows every paper: a new one each time, for the prompt alone. The library itself is given its seeds. */
export function randomSeed(): string {
  return randomBytes(16).toString('hex')
}

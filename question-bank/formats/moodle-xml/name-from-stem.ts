import { plainTextOf } from '../../rich-text/plain-text.ts'

/** A name that only repeats the beginning of the text is none; the reader leaves it out again. */
export function nameFrom(stem: string): string {
  return `${plainTextOf(stem).replace(/\s+/g, ' ').slice(0, 60).trim()} …`
}

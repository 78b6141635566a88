import { Type } from 'typebox'
import { type Reason, reason } from '../reason.ts'

export const mostOptions = 26
const longestStem = 20_000
const longestOption = 5_000

/** A text in the safe subset of Markdown (see rich-text). */
export const RichText = Type.String()
export const Locked = Type.Array(Type.Integer({ minimum: 0 }), {
  description: 'Positions that stay where the author put them when the rest is shuffled',
})

export function letterOf(position: number): string {
  return String.fromCharCode(65 + position)
}

export function stemFaults(stem: string): Reason[] {
  if (stem.trim() === '') return [reason('NO_STEM')]
  return stem.length > longestStem ? [reason('TEXT_TOO_LONG', stem.length, longestStem)] : []
}

/** What every list of options has to be, whatever is asked of it. */
export function optionFaults(options: readonly string[], locked: readonly number[] = []): Reason[] {
  const faults: Reason[] = []
  if (options.length < 2) faults.push(reason('TOO_FEW_OPTIONS'))
  if (options.length > mostOptions) faults.push(reason('TOO_MANY_OPTIONS', options.length, mostOptions))
  options.forEach((option, position) => {
    if (option.trim() === '') faults.push(reason('EMPTY_OPTION', letterOf(position)))
    else if (option.length > longestOption) faults.push(reason('TEXT_TOO_LONG', option.length, longestOption))
  })
  faults.push(...doubleFaults(options))
  if (locked.some((position) => position >= options.length)) faults.push(reason('BAD_LOCK'))
  return faults
}

/** Letter case may be the very point of a question, so only spaces are folded. */
function doubleFaults(options: readonly string[]): Reason[] {
  const seen = new Map<string, number>()
  for (const [position, option] of options.entries()) {
    const folded = option.normalize('NFC').replace(/\s+/g, ' ').trim()
    const earlier = seen.get(folded)
    if (folded !== '' && earlier !== undefined) return [reason('SAME_OPTIONS', letterOf(earlier), letterOf(position))]
    seen.set(folded, position)
  }
  return []
}

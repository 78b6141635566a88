import type { AboutQuestion } from '../../question.ts'
import type { Reason } from '../../reason.ts'
import type { Line } from './line.ts'
import { wholeLook } from './looks-as-marks.ts'
import { truthless } from './marks-behind.ts'
import type { ReadOption } from './read-question.ts'
import { richTextOf } from './write-lines.ts'

/** What is known of a question before its kind is. */
export type Settling = { place: string; aboutIt: AboutQuestion; stem: string; doubts: Reason[]; listDoubts: Reason[] }

/** The options as rich texts, without what marks one of them. */
export function optionTexts(options: readonly ReadOption[], withoutTruths = false): string[] {
  return options.map((option) => {
    const lines = [...option.lines]
    const last = lines.at(-1) as Line
    if (option.behind) lines[lines.length - 1] = option.behind.rest
    else if (withoutTruths && option.truth !== undefined) lines[lines.length - 1] = truthless(last)
    // what covers a whole option shows that it is right, or nothing
    const whole = wholeLook(lines)
    const names = (['bold', 'italic', 'underline'] as const).filter((name) => whole[name] !== undefined)
    return richTextOf(lines, names)
  })
}

/** Two texts that an author would call the same. */
export function sameText(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/^[\s.:;,)\]–-]+|[\s.;,]+$/g, '')
    .replace(/\s+/g, ' ')
}

/** What was seen, short enough for a sentence. */
export function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

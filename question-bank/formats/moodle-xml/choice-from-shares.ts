import type { AboutQuestion, DraftQuestion } from '../../question.ts'
import { type Reason, reason } from '../../reason.ts'
import { plainTextOf } from '../../rich-text/plain-text.ts'
import { parseDecimal } from '../../types/decimal.ts'
import { lockedByWording } from '../../types/option-locks.ts'

/** An option and what Moodle says it is worth, in thousandths of the points; undefined where that was not understood. */
export type Shared = { text: string; worth: number | undefined; feedback?: string }
export type Choice = { stem: string; options: readonly Shared[]; isSingle: boolean; isShuffled?: boolean }

/** "33.33333" per cent in thousandths; thirds are rounded. */
export function worthOf(percent: string): number | undefined {
  const parsed = parseDecimal(percent)
  if (!parsed) return undefined
  const scale = 10n ** BigInt(parsed.places)
  const scaled = parsed.digits * 10n
  const half = (scaled < 0n ? -scale : scale) / 2n
  const worth = Number((scaled + half) / scale)
  return Math.abs(worth) <= 1_000 ? worth : undefined
}

export function percentOf(thousandths: number): string {
  // Moodle knows shares by five places and refuses others
  const thirds: Readonly<Record<number, string>> = {
    333: '33.33333',
    667: '66.66667',
    167: '16.66667',
    143: '14.28571',
    111: '11.11111',
    833: '83.33333',
  }
  const known = thirds[Math.abs(thousandths)]
  return known === undefined ? String(thousandths / 10) : `${thousandths < 0 ? '-' : ''}${known}`
}

/** One right option, or several that share the points. What never reaches the whole, or goes beyond it, is nobody's to guess. */
export function choiceFromShares(
  { stem, options, isSingle, isShuffled = true }: Choice,
  about: AboutQuestion,
): { question: DraftQuestion; doubts: Reason[] } {
  const texts = options.map(({ text }) => text)
  const locked = isShuffled ? lockedByWording(texts.map(plainTextOf)) : [...texts.keys()]
  const lists = { stem, options: texts, ...(locked.length === 0 ? {} : { locked }) }
  const feedback = options.map((option) => option.feedback ?? null)
  const told = feedback.some((one) => one !== null) ? { ...about, optionFeedback: feedback } : about
  const worths = options.map(({ worth }) => worth ?? 0)
  const doubts = options.some(({ worth }) => worth === undefined) ? [reason('SHARE_NOT_READ', '?')] : []
  if (isSingle) {
    const content = { type: 'single-choice' as const, ...lists }
    const full = worths.flatMap((worth, option) => (worth === 1_000 ? [option] : []))
    if (full.length > 1) doubts.push(reason('SEVERAL_KEYS', full.map((option) => plainTextOf(texts[option] as string)).join('; ')))
    if (full.length === 0 && doubts.length === 0) doubts.push(reason('NO_FULL_MARK', percentOf(Math.max(0, ...worths))))
    if (doubts.length > 0) return { question: { ...told, content }, doubts }
    const isPlain = worths.every((worth) => worth === 0 || worth === 1_000)
    return { question: { ...told, content, key: { correct: full[0] as number, ...(isPlain ? {} : { weightsThousandths: worths }) } }, doubts }
  }
  const correct = worths.flatMap((worth, option) => (worth > 0 ? [option] : []))
  const whole = worths.reduce((sum, worth) => sum + Math.max(0, worth), 0)
  const content = { type: 'multiple-choice' as const, ...lists, scoring: scoringOf(worths) ?? ('per-right-option' as const) }
  if (doubts.length === 0 && Math.abs(whole - 1_000) > 5) doubts.push(reason('SHARES_NOT_WHOLE', percentOf(whole)))
  if (correct.length === texts.length && texts.length > 1) doubts.push(reason('EVERY_OPTION_RIGHT'))
  if (doubts.length > 0) return { question: { ...told, content }, doubts }
  return { question: { ...told, content, key: { correct, ...(scoringOf(worths) ? {} : { weightsThousandths: worths }) } }, doubts }
}

/** Even shares, with wrong options that cost nothing or as much, are two of our own ways to score. */
function scoringOf(worths: readonly number[]): 'per-right-option' | 'right-minus-wrong' | undefined {
  const share = Math.max(...worths)
  const others = worths.filter((worth) => worth <= 0)
  if (worths.some((worth) => worth > 0 && Math.abs(worth - share) > 1)) return undefined
  if (others.every((worth) => worth === 0)) return 'per-right-option'
  return others.every((worth) => Math.abs(worth + share) <= 1) ? 'right-minus-wrong' : undefined
}

/** What each option is worth, as Moodle wants to hear it. */
export function sharesOf(size: number, correct: readonly number[], scoring: string): number[] {
  const share = Math.round(1_000 / correct.length)
  const wrong = scoring === 'right-minus-wrong' ? -share : scoring === 'all-or-nothing' ? -1_000 : 0
  return Array.from({ length: size }, (_, option) => (correct.includes(option) ? share : wrong))
}

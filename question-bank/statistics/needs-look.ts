import type { QuestionContent } from '../question.ts'
import type { ItemStatistics } from './item-statistics.ts'

/** Why somebody should look at a question; `choice` where it is one option. */
export type LookReason = {
  why: 'too-hard' | 'too-easy' | 'negative' | 'weak' | 'unchosen-option' | 'option-attracts-better' | 'key-suspect' | 'often-left-open'
  choice?: string
}

/** What the numbers are held against. Below `fewestShown` chance speaks louder than the question, and nothing is said. */
const lookThresholds = {
  fewestShown: 30,
  /** An option that nobody chose among so many. */
  fewestForUnchosen: 100,
  hardBelow: 200,
  easyAbove: 950,
  weakBelow: 100,
  /** A wrong option that better people choose: its correlation with the rest is above this. */
  attractsAbove: 50,
  /** …and at least so many chose it. */
  fewestWhoChose: 5,
  leftOpenAbove: 200,
} as const

export function looksOf({ type }: QuestionContent, measured: Omit<ItemStatistics, 'looks'>): LookReason[] {
  const limits = lookThresholds
  const { voided, shown, facility, discrimination, nonResponse, choices } = measured
  // of a voided question a person has decided already
  if (voided || shown < limits.fewestShown) return []
  const looks: LookReason[] = []
  if (facility !== null && facility < limits.hardBelow) looks.push({ why: 'too-hard' })
  if (facility !== null && facility > limits.easyAbove) looks.push({ why: 'too-easy' })
  if (discrimination !== null && discrimination < 0) looks.push({ why: 'negative' })
  // where nearly everybody is right nothing can part them: that is said already
  else if (discrimination !== null && discrimination < limits.weakBelow && (facility ?? 0) <= limits.easyAbove) looks.push({ why: 'weak' })
  if ((nonResponse ?? 0) > limits.leftOpenAbove) looks.push({ why: 'often-left-open' })
  // of two statements one is always chosen less: only lists of options have distractors
  if (type !== 'single-choice' && type !== 'multiple-choice') return looks
  const worstRight = choices.reduce<number | null>(
    (least, { isRight, correlation }) => (isRight && correlation !== null ? Math.min(least ?? 1_000, correlation) : least),
    null,
  )
  for (const { choice, isRight, count, correlation } of choices) {
    if (isRight) continue
    if (count === 0 && shown >= limits.fewestForUnchosen) looks.push({ why: 'unchosen-option', choice })
    if (correlation === null || correlation <= limits.attractsAbove || count < limits.fewestWhoChose) continue
    const isSuspect = worstRight !== null && correlation > worstRight
    looks.push({ why: isSuspect ? 'key-suspect' : 'option-attracts-better', choice })
  }
  return looks
}

/** One right option of several. */
export type SingleChoiceContent = {
  type: 'single-choice'
  stem: string
  options: readonly string[]
  /** Positions that stay where the author put them when the rest is shuffled. */
  locked?: readonly number[]
}

export type SingleChoiceKey = { correct: number }

/** The answer as displayed: the digits of a displayed position. Anything else is no option. */
export function chosenOption(answer: string, optionOrder: ArrayLike<number>): number | undefined {
  return /^\d{1,2}$/.test(answer) ? optionOrder[Number(answer)] : undefined
}

export function gradeSingleChoice(key: SingleChoiceKey, chosen: number | undefined): boolean {
  return chosen === key.correct
}

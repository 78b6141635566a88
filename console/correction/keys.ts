/** Keys in our own JSON format, as far as a form shows them. */
export type ChoiceKey = { correct: number; weightsThousandths?: readonly number[] }
export type ChoicesKey = { correct: readonly number[] }
export type TruthKey = { isTrue: boolean }
export type TruthsKey = { truths: readonly boolean[] }
export type NumberKey = { accepted: readonly { value: string; tolerance?: string; worthThousandths: number }[] }
export type TextKey = { accepted: readonly { text: string; worthThousandths: number }[] }
export type OrderKey = { order: readonly number[] }
export type PairsKey = { rightOf: readonly number[] }
export type GapKey =
  | { kind: 'choice'; correct: number; weight: number }
  | { kind: 'text'; text: TextKey; weight: number }
  | { kind: 'numeric'; number: NumberKey; weight: number }
export type ClozeKey = { gaps: readonly GapKey[] }
export type EssayKey = { guide?: string }

const fullWorth = 1_000

/** The first number that is accepted; others, which earn a part, stay. */
export function numberKey(before: NumberKey | undefined, value: string, tolerance: string): NumberKey {
  const [first, ...others] = before?.accepted ?? []
  const { tolerance: _before, ...rest } = first ?? { worthThousandths: fullWorth }
  return { ...before, accepted: [{ ...rest, value: decimal(value), ...(tolerance === '' ? {} : { tolerance: decimal(tolerance) }) }, ...others] }
}

/** One accepted text a line; a text that was accepted before keeps its worth. */
export function textKey(before: TextKey | undefined, lines: string): TextKey {
  const texts = lines.split('\n').map((line) => line.trim())
  const known = new Map(before?.accepted.map((one) => [one.text, one]))
  return { ...before, accepted: texts.filter(Boolean).map((text) => known.get(text) ?? { text, worthThousandths: fullWorth }) }
}

/** "1,5" as people here write it. */
function decimal(text: string): string {
  return text.replace(/\s/g, '').replace(',', '.').replace('−', '-')
}

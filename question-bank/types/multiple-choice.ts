import { type Static, Type } from 'typebox'
import { type Reason, reason } from '../reason.ts'
import { displayed, readPlace, writePlace } from './displayed-places.ts'
import { Locked, letterOf, optionFaults, RichText, stemFaults } from './option-list.ts'
import { fullGrade, type Grade, noGrade, type QuestionTypeDefinition } from './question-type.ts'

const Scoring = Type.Union([Type.Literal('all-or-nothing'), Type.Literal('per-right-option'), Type.Literal('right-minus-wrong')], {
  description:
    'per-right-option: a share for each right option, nothing when more options are ticked than are right; right-minus-wrong: never below nothing',
})
/** Several right options, or one, or none of them is told apart by the scoring. */
const Content = Type.Object({
  type: Type.Literal('multiple-choice'),
  stem: RichText,
  options: Type.Array(RichText),
  locked: Type.Optional(Locked),
  scoring: Scoring,
})
const Key = Type.Object({
  correct: Type.Array(Type.Integer({ minimum: 0 })),
  /** Where options are not worth the same; then the scoring of the content is not asked. */
  weightsThousandths: Type.Optional(Type.Array(Type.Integer({ minimum: -1_000, maximum: 1_000 }))),
})
export type MultipleChoiceContent = Static<typeof Content>
export type MultipleChoiceKey = Static<typeof Key>

export const multipleChoice: QuestionTypeDefinition<MultipleChoiceContent, MultipleChoiceKey, readonly number[]> = {
  name: 'multiple-choice',
  content: Content,
  key: Key,
  gradedBy: 'machine',
  faultsOf({ stem, options, locked }, { correct, weightsThousandths }) {
    const faults: Reason[] = [...stemFaults(stem), ...optionFaults(options, locked)]
    if (correct.length === 0 || new Set(correct).size < correct.length) faults.push(reason('NO_KEY'))
    const beyond = correct.find((position) => position >= options.length)
    if (beyond !== undefined) faults.push(reason('KEY_BEYOND_OPTIONS', letterOf(beyond), options.length))
    if (weightsThousandths && !areFair(weightsThousandths, options.length, correct)) faults.push(reason('BAD_WEIGHTS'))
    return faults
  },
  shuffledLists: ({ options, locked = [] }) => [{ size: options.length, locked }],
  present: ({ type, stem, options }, orders) => ({ type, stem, options: displayed(options, orders, 0) }),
  read(_content, text, orders) {
    if (text === '') return undefined
    const options = text.split(',').map((place) => readPlace(place, orders, 0))
    return options.every((option) => option !== undefined) && new Set(options).size === options.length
      ? (options as number[]).sort((a, b) => a - b)
      : undefined
  },
  write: (_content, options, orders) =>
    options
      .map((option) => Number(writePlace(option, orders, 0)))
      .sort((a, b) => a - b)
      .join(),
  grade({ scoring }, { correct, weightsThousandths }, options): Grade {
    if (weightsThousandths) return weighed(weightsThousandths, options)
    const right = options.filter((option) => correct.includes(option)).length
    const wrong = options.length - right
    if (scoring === 'all-or-nothing') return right === correct.length && wrong === 0 ? fullGrade : noGrade
    if (scoring === 'right-minus-wrong') return { part: Math.max(0, right - wrong), of: correct.length }
    // to tick everything must not be a way to full marks
    return options.length > correct.length ? noGrade : { part: right, of: correct.length }
  },
  leastGrade: () => noGrade,
  fullAnswer: (_content, { correct, weightsThousandths }) =>
    weightsThousandths
      ? [...weightsThousandths.keys()].filter((option) => (weightsThousandths[option] as number) > 0)
      : [...correct].sort((a, b) => a - b),
  texts: ({ stem, options }) => [stem, ...options],
  mapTexts: (content, change) => ({ ...content, stem: change(content.stem), options: content.options.map(change) }),
  report: ({ options }, key) => ({ options: [...options], correct: key ? [...key.correct].sort((a, b) => a - b) : [] }),
}

/** Thirds cannot be said in thousandths, so the shares of the right options may miss the whole by a little. */
function weighed(weights: readonly number[], options: readonly number[]): Grade {
  const whole = weights.reduce((sum, weight) => sum + Math.max(0, weight), 0)
  const earned = options.reduce((sum, option) => sum + (weights[option] ?? 0), 0)
  return { part: Math.min(whole, Math.max(0, earned)), of: whole }
}

function areFair(weights: readonly number[], optionCount: number, correct: readonly number[]): boolean {
  const whole = weights.reduce((sum, weight) => sum + Math.max(0, weight), 0)
  return weights.length === optionCount && Math.abs(whole - 1_000) <= 5 && weights.every((weight, option) => weight > 0 === correct.includes(option))
}

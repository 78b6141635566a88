import { type Static, Type } from 'typebox'
import { type Reason, reason } from '../reason.ts'
import { displayed, readPlace, writePlace } from './displayed-places.ts'
import { Locked, letterOf, optionFaults, RichText, stemFaults } from './option-list.ts'
import { fullGrade, type Grade, noGrade, type QuestionTypeDefinition } from './question-type.ts'

/** One right option of several. */
const Content = Type.Object({
  type: Type.Literal('single-choice'),
  stem: RichText,
  options: Type.Array(RichText),
  locked: Type.Optional(Locked),
})
const Key = Type.Object({
  correct: Type.Integer({ minimum: 0 }),
  /** What each option is worth, where one beside the right one is worth something, or costs. */
  weightsThousandths: Type.Optional(Type.Array(Type.Integer({ minimum: -1_000, maximum: 1_000 }))),
})
export type SingleChoiceContent = Static<typeof Content>
export type SingleChoiceKey = Static<typeof Key>

export const singleChoice: QuestionTypeDefinition<SingleChoiceContent, SingleChoiceKey, number> = {
  name: 'single-choice',
  content: Content,
  key: Key,
  gradedBy: 'machine',
  faultsOf({ stem, options, locked }, { correct, weightsThousandths }) {
    const faults: Reason[] = [...stemFaults(stem), ...optionFaults(options, locked)]
    if (correct >= options.length) faults.push(reason('KEY_BEYOND_OPTIONS', letterOf(correct), options.length))
    else if (weightsThousandths && (weightsThousandths.length !== options.length || weightsThousandths[correct] !== 1_000))
      faults.push(reason('BAD_WEIGHTS'))
    return faults
  },
  shuffledLists: ({ options, locked = [] }) => [{ size: options.length, locked }],
  present: ({ type, stem, options }, orders) => ({ type, stem, options: displayed(options, orders, 0) }),
  read: (_content, text, orders) => readPlace(text, orders, 0),
  write: (_content, option, orders) => writePlace(option, orders, 0),
  grade(_content, { correct, weightsThousandths }, option): Grade {
    if (weightsThousandths) return { part: weightsThousandths[option] ?? 0, of: 1_000 }
    return option === correct ? fullGrade : noGrade
  },
  leastGrade: (_content, { weightsThousandths = [] }) => ({ part: Math.min(0, ...weightsThousandths), of: 1_000 }),
  fullAnswer: (_content, { correct }) => correct,
  texts: ({ stem, options }) => [stem, ...options],
  mapTexts: (content, change) => ({ ...content, stem: change(content.stem), options: content.options.map(change) }),
  report: ({ options }, key) => ({ options: [...options], correct: key ? [key.correct] : [] }),
}

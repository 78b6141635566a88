import type { QuestionTypeName } from '../../server/contract/questions.ts'
import { type ClozeContent, type ClozeKey, cloze } from './cloze.ts'
import { type EssayContent, type EssayKey, essay } from './essay.ts'
import { type FourStatementsContent, type FourStatementsKey, fourStatements } from './four-statements.ts'
import { type MatchingContent, type MatchingKey, matching } from './matching.ts'
import { type MultipleChoiceContent, type MultipleChoiceKey, multipleChoice } from './multiple-choice.ts'
import { type NumericContent, type NumericKey, numeric } from './numeric.ts'
import { type OrderingContent, type OrderingKey, ordering } from './ordering.ts'
import { type PredictionContent, type PredictionKey, prediction } from './prediction.ts'
import type { QuestionTypeDefinition } from './question-type.ts'
import { type ShortTextContent, type ShortTextKey, shortText } from './short-text.ts'
import { type SingleChoiceContent, type SingleChoiceKey, singleChoice } from './single-choice.ts'
import { type TrueFalseContent, type TrueFalseKey, trueFalse } from './true-false.ts'

/** What belongs to each type. A further type is one line here, one below and a file of its own. */
type Kinds = {
  'single-choice': [SingleChoiceContent, SingleChoiceKey]
  'multiple-choice': [MultipleChoiceContent, MultipleChoiceKey]
  'true-false': [TrueFalseContent, TrueFalseKey]
  'four-statements': [FourStatementsContent, FourStatementsKey]
  numeric: [NumericContent, NumericKey]
  'short-text': [ShortTextContent, ShortTextKey]
  ordering: [OrderingContent, OrderingKey]
  matching: [MatchingContent, MatchingKey]
  cloze: [ClozeContent, ClozeKey]
  essay: [EssayContent, EssayKey]
  prediction: [PredictionContent, PredictionKey]
}

export type QuestionContentOf<Name extends QuestionTypeName> = Kinds[Name][0]
export type QuestionKeyOf<Name extends QuestionTypeName> = Kinds[Name][1]
export type QuestionContent = QuestionContentOf<QuestionTypeName>
export type QuestionKey = QuestionKeyOf<QuestionTypeName>

const questionTypes = {
  'single-choice': singleChoice,
  'multiple-choice': multipleChoice,
  'true-false': trueFalse,
  'four-statements': fourStatements,
  numeric,
  'short-text': shortText,
  ordering,
  matching,
  cloze,
  essay,
  prediction,
} satisfies { [Name in QuestionTypeName]: { name: Name } }

export const questionTypeNames = Object.keys(questionTypes) as QuestionTypeName[]

/** A type's definition as seen by code that knows no type: the content says which key and which answers belong to it. */
export type AnyQuestionType = QuestionTypeDefinition<QuestionContent, QuestionKey, unknown>

export function questionTypeOf({ type }: { type: QuestionTypeName }): AnyQuestionType {
  // the one place where the bond between a content, its key and its answers is taken on trust
  return questionTypes[type] as unknown as AnyQuestionType
}

import type { Level, QuestionTypeName } from '../server/contract/questions.ts'
import { type Reason, reason } from './reason.ts'
import { type QuestionContent, type QuestionContentOf, type QuestionKey, type QuestionKeyOf, questionTypeOf } from './types/question-types.ts'

export type { QuestionContent, QuestionKey } from './types/question-types.ts'

/** What an author says of a question beside the question itself. */
export type AboutQuestion = {
  /** From the root of the tree of topics down. */
  topic?: readonly string[]
  level?: Level
  tags?: readonly string[]
  /** Where the answer can be looked up. */
  source?: string
  /** Rich text, shown after the reveal. */
  explanation?: string
  /** Rich text for each option, shown after the reveal; null where nothing is said. */
  optionFeedback?: readonly (string | null)[]
  pointsThousandths?: number
  /** A short title, where a format has one. */
  name?: string
}

/** Everything an author says. The content may be shown, the key and the rest may not before the reveal. */
export type Question = AboutQuestion & { content: QuestionContent; key: QuestionKey }

/** A question whose key nobody found yet. */
export type DraftQuestion = AboutQuestion & { content: QuestionContent; key?: QuestionKey }

/** A question of one type, checked by the compiler. */
export function makeQuestion<Name extends QuestionTypeName>(
  content: QuestionContentOf<Name> & { type: Name },
  key: QuestionKeyOf<Name>,
  about: AboutQuestion = {},
): Question {
  return { ...about, content, key }
}

/** What stands in the way of using a question. A key that was not found is one of the faults. */
export function faultsOf({ content, key }: DraftQuestion): Reason[] {
  return key === undefined ? [reason('NO_KEY')] : questionTypeOf(content).faultsOf(content, key)
}

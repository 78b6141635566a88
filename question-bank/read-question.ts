import { Check } from 'typebox/value'
import { JsonQuestion } from './formats/json/json-bank.ts'
import { withLocksByWording } from './locks-by-wording.ts'
import { faultsOf, type Question } from './question.ts'
import { brokenField, brokenQuestion } from './question-structure.ts'
import type { Reason } from './reason.ts'
import { questionTypeOf } from './types/question-types.ts'

/** A whole question as a person's browser sent it, or what stands in its way. */
export function readQuestion(sent: unknown): { question: Question; faults: [] } | { question: undefined; faults: Reason[] } {
  if (!Check(JsonQuestion, sent)) return { question: undefined, faults: [brokenQuestion(sent)] }
  const question = withLocksByWording(sent as unknown as Question)
  const faults = faultsOf(question)
  return faults.length > 0 ? { question: undefined, faults } : { question, faults: [] }
}

/** Whether a key belongs to this content and makes a sound question of it. */
export function keyFaults({ content }: Pick<Question, 'content'>, key: unknown): Reason[] {
  const type = questionTypeOf(content)
  return Check(type.key, key) ? type.faultsOf(content, key as never) : [brokenField(type.key, key, 'key')]
}

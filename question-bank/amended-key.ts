import type { QuestionContent, QuestionKey } from './question.ts'
import { fullGrade, type Grade, noGrade } from './types/question-type.ts'
import { questionTypeOf } from './types/question-types.ts'

/** What officials decide about a wrong key that is in use. */
export type KeyChange =
  | { kind: 'other-key'; key: QuestionKey }
  /** Each of them is right; an answer is worth what its best key says. */
  | { kind: 'several-keys'; keys: readonly QuestionKey[] }
  /** full-marks: everybody gets them, who answered and who did not. taken-out: nobody does, and the paper is worth less. */
  | { kind: 'voided'; as: 'full-marks' | 'taken-out' }
export type KeyAmendment = { number: number; change: KeyChange }

/** How a revision is to be graded at one key number. */
export type KeyInForce = { kind: 'keys'; keys: readonly [QuestionKey, ...QuestionKey[]] } | { kind: 'full-marks' } | { kind: 'taken-out' }

/** The last amendment up to `number` stands alone: each one says the whole truth of its time, whatever was said before. */
export function keyInForce(key: QuestionKey, amendments: readonly KeyAmendment[], number: number): KeyInForce {
  let last: KeyAmendment | undefined
  for (const amendment of amendments) if (amendment.number <= number && amendment.number > (last?.number ?? 0)) last = amendment
  if (!last) return { kind: 'keys', keys: [key] }
  const { change } = last
  if (change.kind === 'voided') return { kind: change.as }
  const [first = key, ...others] = change.kind === 'other-key' ? [change.key] : change.keys
  return { kind: 'keys', keys: [first, ...others] }
}

/** Undefined: the question is no part of the paper any more, neither of what is earned nor of what can be earned. */
export function gradeInForce(content: QuestionContent, inForce: KeyInForce, answer: unknown): Grade | undefined {
  if (inForce.kind === 'taken-out') return undefined
  if (inForce.kind === 'full-marks') return fullGrade
  if (answer === undefined) return noGrade
  const type = questionTypeOf(content)
  return inForce.keys.map((key) => type.grade(content, key, answer)).reduce(better)
}

/** Fractions are compared by whole numbers, so nothing is rounded. */
function better(a: Grade, b: Grade): Grade {
  return b.part * a.of > a.part * b.of ? b : a
}

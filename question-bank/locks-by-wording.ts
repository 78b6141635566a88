import type { QuestionContent } from './question.ts'
import { plainTextOf } from './rich-text/plain-text.ts'
import { lockedByWording } from './types/option-locks.ts'

/** Where nobody said which options stay in their places, their wording does; an empty list says that none does. */
export function withLocksByWording<Sent extends { content: QuestionContent }>(question: Sent): Sent {
  const { content } = question
  if (content.type !== 'single-choice' && content.type !== 'multiple-choice' && content.type !== 'four-statements') return question
  if (content.locked !== undefined) return question
  const locked = lockedByWording((content.type === 'four-statements' ? content.statements : content.options).map(plainTextOf))
  return locked.length === 0 ? question : { ...question, content: { ...content, locked } }
}

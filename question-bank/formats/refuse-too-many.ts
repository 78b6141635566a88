import { UnreadableFileError } from '../imported-item.ts'
import { reason } from '../reason.ts'
import { limits } from './limits.ts'

/** A reader asks as soon as it can count, so that no time is spent on what is refused in the end. */
export function refuseTooMany(questions: number): void {
  if (questions > limits.questions) throw new UnreadableFileError(reason('TOO_MANY_QUESTIONS', limits.questions.toLocaleString('vi')))
}

import type { Attachment } from './attachment.ts'
import type { DraftQuestion, Question } from './question.ts'
import { faultsOf } from './question.ts'
import type { Reason } from './reason.ts'
import { sentenceFor } from './reason.ts'

/**
 * One item of a file as we understood it, with its place. Good: a careful clerk would read it the same way. Doubtful: it is a question, but
 * somebody has to decide something. Refused: no question can be made of it. The last two say why.
 */
export type ImportedItem =
  | { place: string; state: 'good'; question: Question; reasons: readonly Reason[] }
  | { place: string; state: 'doubtful'; question: DraftQuestion; reasons: readonly Reason[] }
  | { place: string; state: 'refused'; seen: string; reasons: readonly Reason[] }

export type ImportedFile = {
  items: ImportedItem[]
  /** The pictures and sounds that the items show. */
  attachments: Attachment[]
}

/** A file as a whole cannot be read. */
export class UnreadableFileError extends Error {
  readonly reason: Reason
  constructor(why: Reason) {
    super(sentenceFor(why))
    this.reason = why
  }
}

/** The state follows from what was found: a question with faults is nobody's to guess, so it is doubtful. */
export function settleItem(place: string, question: DraftQuestion, doubts: readonly Reason[]): ImportedItem {
  const reasons = [...doubts, ...faultsOf(question).filter(({ code }) => !(code === 'NO_KEY' && doubts.length > 0))]
  return reasons.length === 0 && question.key !== undefined
    ? { place, state: 'good', question: question as Question, reasons }
    : { place, state: 'doubtful', question, reasons }
}

import type { DraftQuestion } from './question.ts'
import { type Likeness, type Signature, signatureOf } from './similarity.ts'
import { createSimilarityIndex } from './similarity-index.ts'

export type NumberedQuestion = { position: number; question: DraftQuestion }
/** A question with what it is compared by, and the earlier ones of the same file that say the same or nearly. */
export type ComparedQuestion = { position: number; signature: Signature; alike: (Likeness & { position: number })[] }

/** One by one, so that whoever compares many may stop in between. */
export function* compareInFile(questions: readonly NumberedQuestion[]): Generator<ComparedQuestion> {
  const index = createSimilarityIndex<number>()
  for (const { position, question } of questions) {
    const signature = signatureOf(question)
    const alike = index.find(signature).map(({ id, ...found }) => ({ ...found, position: id }))
    index.add(position, signature)
    yield { position, signature, alike }
  }
}

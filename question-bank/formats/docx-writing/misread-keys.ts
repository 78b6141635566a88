import type { ImportedFile } from '../../imported-item.ts'
import type { Question } from '../../question.ts'
import { inOrder } from '../read-back.ts'

/** The questions that would be taken for good with another key or as another type. Where questions ran together, nobody knows which: all. */
export function misreadIn(questions: readonly Question[], { items }: ImportedFile): number[] {
  const isAligned = items.length === questions.length
  return [...questions.entries()].flatMap(([index, question]) => {
    const item = isAligned ? items[index] : undefined
    if (!item) return [index]
    return item.state === 'good' && meaning(item.question) !== meaning(question) ? [index] : []
  })
}

/** What decides which answers are right. What single options are worth beside that is a loss, but makes no wrong answer a right one. */
function meaning({ content, key }: Question): string {
  const { weightsThousandths: _weights, ...decides } = key as { weightsThousandths?: unknown }
  return JSON.stringify([content.type, decides], inOrder)
}

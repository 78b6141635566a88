import type { QuestionContent, QuestionKey } from '../question.ts'
import { questionTypeOf } from '../types/question-types.ts'

/** Of which types it is told how often each option was chosen. */
const typesWithChoices = new Set<QuestionContent['type']>(['single-choice', 'multiple-choice', 'true-false', 'four-statements'])

/** What was chosen in an answer written with the author's numbers: "2", "0" and "3", "T", or "0T" and "1F" of statements. */
export function choicesIn({ type }: QuestionContent, written: string): string[] {
  if (!typesWithChoices.has(type)) return []
  if (type === 'multiple-choice') return written.split(',')
  if (type === 'four-statements') return [...written].flatMap((mark, statement) => (mark === '-' ? [] : [`${statement}${mark}`]))
  return [written]
}

/** Every choice there is, in the author's order, and whether the key says it is right. */
export function choicesOf(content: QuestionContent, key: QuestionKey): { choice: string; isRight: boolean }[] {
  if (!typesWithChoices.has(content.type)) return []
  const { options, correct } = questionTypeOf(content).report(content, key)
  if (content.type === 'true-false') return ['T', 'F'].map((choice) => ({ choice, isRight: correct[0] === (choice === 'T') }))
  if (content.type === 'four-statements')
    return options.flatMap((_, statement) =>
      ['T', 'F'].map((mark) => ({ choice: `${statement}${mark}`, isRight: correct.includes(statement) === (mark === 'T') })),
    )
  return options.map((_, option) => ({ choice: String(option), isRight: correct.includes(option) }))
}

import type { QuestionTypeName } from '../../server/contract/questions.ts'

/** A question in our own JSON format, as far as it is edited here; everything else of it is kept. */
export type EditedContent = { type: QuestionTypeName; stem: string; gaps?: readonly EditedGap[] } & { [List in ListName]?: readonly string[] }
export type EditedGap = { kind: 'choice' | 'text' | 'numeric'; options?: readonly string[] }
export type EditedQuestion = { content: EditedContent; key?: unknown }

/** Texts that stand in lists, in the order in which they are read. */
export const listNames = ['options', 'statements', 'items', 'left', 'right'] as const
export type ListName = (typeof listNames)[number]

export function editedQuestionIn(question: unknown): EditedQuestion | undefined {
  const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
  if (!isObject(question) || !isObject(question.content) || typeof question.content.stem !== 'string') return undefined
  return question as EditedQuestion
}

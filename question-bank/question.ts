import type { SingleChoiceContent, SingleChoiceKey } from './types/single-choice.ts'

/** What a participant may see of a revision, option order as its author wrote it. Grows into a union with each type. */
export type QuestionContent = SingleChoiceContent

/** What makes an answer right. Lives apart from the content and never leaves the server before the reveal. */
export type QuestionKey = SingleChoiceKey

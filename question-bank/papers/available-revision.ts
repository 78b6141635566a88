import type { Level, QuestionTypeName } from '../../server/contract/questions.ts'

/** What a blueprint has to know of a revision that may be drawn. */
export type AvailableRevision = {
  revisionId: string
  questionId: string
  /** From the root of the tree of topics down. */
  topic: readonly string[]
  level: Level | null
  tags: readonly string[]
  type: QuestionTypeName
}

/** Where the questions are kept. Only what was approved is ever named; of one question its revision in force. */
export type AvailableRevisions = { all(): Promise<readonly AvailableRevision[]> }

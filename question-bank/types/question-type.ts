import type { TSchema } from 'typebox'
import type { PublicQuestion } from '../../server/contract/questions.ts'
import type { Reason } from '../reason.ts'

/** What an answer is worth: so many parts of so many. Fractions stay fractions until points are made of them, so nothing is rounded twice. */
export type Grade = { part: number; of: number }

export const fullGrade: Grade = { part: 1, of: 1 }
export const noGrade: Grade = { part: 0, of: 1 }

/** Points are whole thousandths; a fraction of one is dropped, towards zero. */
export function pointsOf(grade: Grade, pointsThousandths: number): number {
  return Math.trunc((pointsThousandths * grade.part) / grade.of)
}

/** A list of a question whose order a paper may change: how long it is, and which places stay as their author put them. */
export type ShuffledList = { size: number; locked: readonly number[] }

/** For each shuffled list of a question: which of its entries, as its author numbered them, stands at each displayed place. */
export type Orders = readonly ArrayLike<number>[]

/** What a report says of a question in words that need no knowledge of its type. */
export type Reported = { options: string[]; correct: (number | string | boolean)[] }

/**
 * One type of question. `content` is what a participant may see, in the order its author wrote it; `key` is what makes an answer right.
 * Answers come as text and name displayed places; `read` turns them into what the author numbered.
 */
export type QuestionTypeDefinition<Content extends { type: string; stem: string }, Key, Answer> = {
  name: Content['type']
  content: TSchema
  key: TSchema
  /** Machine: graded at once. People: graded later by markers. Nobody: never part of a score. */
  gradedBy: 'machine' | 'people' | 'nobody'
  /** What stands in the way of using this question; nothing when it is sound. Asked only of what fits the schemas. */
  faultsOf(content: Content, key: Key): Reason[]
  shuffledLists(content: Content): ShuffledList[]
  present(content: Content, orders: Orders): PublicQuestion
  /** Undefined: nothing was answered, or nothing that could be an answer. */
  read(content: Content, text: string, orders: Orders): Answer | undefined
  /** The text that `read` would understand as this answer. */
  write(content: Content, answer: Answer, orders: Orders): string
  grade(content: Content, key: Key, answer: Answer): Grade
  /** No answer can be worth less than this. */
  leastGrade(content: Content, key: Key): Grade
  /** An answer worth full marks; undefined where only people can tell. */
  fullAnswer(content: Content, key: Key): Answer | undefined
  /** Every rich text of the question, the stem first: for search, likeness and attachments. */
  texts(content: Content): string[]
  /** The same question with every rich text of its content replaced. */
  mapTexts(content: Content, change: (text: string) => string): Content
  report(content: Content, key: Key | undefined): Reported
}

/** Lists that are shown as their author wrote them. */
export function authorsOrder(lists: readonly ShuffledList[]): Orders {
  return lists.map(({ size }) => Array.from({ length: size }, (_, index) => index))
}

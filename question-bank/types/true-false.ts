import { type Static, Type } from 'typebox'
import { RichText, stemFaults } from './option-list.ts'
import { fullGrade, noGrade, type QuestionTypeDefinition } from './question-type.ts'

/** One statement, right or wrong. Answered with T or F. */
const Content = Type.Object({ type: Type.Literal('true-false'), stem: RichText })
const Key = Type.Object({ isTrue: Type.Boolean() })
export type TrueFalseContent = Static<typeof Content>
export type TrueFalseKey = Static<typeof Key>

export const trueFalse: QuestionTypeDefinition<TrueFalseContent, TrueFalseKey, boolean> = {
  name: 'true-false',
  content: Content,
  key: Key,
  gradedBy: 'machine',
  faultsOf: ({ stem }) => stemFaults(stem),
  shuffledLists: () => [],
  present: ({ type, stem }) => ({ type, stem }),
  read: (_content, text) => (text === 'T' ? true : text === 'F' ? false : undefined),
  write: (_content, answer) => (answer ? 'T' : 'F'),
  grade: (_content, { isTrue }, answer) => (answer === isTrue ? fullGrade : noGrade),
  leastGrade: () => noGrade,
  fullAnswer: (_content, { isTrue }) => isTrue,
  texts: ({ stem }) => [stem],
  mapTexts: (content, change) => ({ ...content, stem: change(content.stem) }),
  report: (_content, key) => ({ options: [], correct: key ? [key.isTrue] : [] }),
}

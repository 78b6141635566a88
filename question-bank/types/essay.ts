import { type Static, Type } from 'typebox'
import { RichText, stemFaults } from './option-list.ts'
import { noGrade, type QuestionTypeDefinition } from './question-type.ts'

/** A text of one's own, marked by people. */
const Content = Type.Object({ type: Type.Literal('essay'), stem: RichText, mostWords: Type.Optional(Type.Integer({ minimum: 1 })) })
const Key = Type.Object({ guide: Type.Optional(Type.String({ description: 'What markers look for' })) })
export type EssayContent = Static<typeof Content>
export type EssayKey = Static<typeof Key>

export const essay: QuestionTypeDefinition<EssayContent, EssayKey, string> = {
  name: 'essay',
  content: Content,
  key: Key,
  gradedBy: 'people',
  faultsOf: ({ stem }) => stemFaults(stem),
  shuffledLists: () => [],
  present: ({ type, stem, mostWords }) => ({ type, stem, ...(mostWords === undefined ? {} : { mostWords }) }),
  read: (_content, text) => (text.trim() === '' ? undefined : text),
  write: (_content, answer) => answer,
  grade: () => noGrade,
  leastGrade: () => noGrade,
  fullAnswer: () => undefined,
  texts: ({ stem }) => [stem],
  mapTexts: (content, change) => ({ ...content, stem: change(content.stem) }),
  report: () => ({ options: [], correct: [] }),
}

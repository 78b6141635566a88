import { type Static, Type } from 'typebox'
import { parseDecimal } from './decimal.ts'
import { RichText, stemFaults } from './option-list.ts'
import { noGrade, type QuestionTypeDefinition } from './question-type.ts'

/** A number to guess. It never scores; ranking uses how near it came. */
const Content = Type.Object({ type: Type.Literal('prediction'), stem: RichText, unit: Type.Optional(Type.String()) })
const Key = Type.Object({})
export type PredictionContent = Static<typeof Content>
export type PredictionKey = Static<typeof Key>

export const prediction: QuestionTypeDefinition<PredictionContent, PredictionKey, string> = {
  name: 'prediction',
  content: Content,
  key: Key,
  gradedBy: 'nobody',
  faultsOf: ({ stem }) => stemFaults(stem),
  shuffledLists: () => [],
  present: ({ type, stem, unit }) => ({ type, stem, ...(unit === undefined ? {} : { unit }) }),
  read: (_content, text) => (parseDecimal(text) ? text : undefined),
  write: (_content, answer) => answer,
  grade: () => noGrade,
  leastGrade: () => noGrade,
  fullAnswer: () => undefined,
  texts: ({ stem }) => [stem],
  mapTexts: (content, change) => ({ ...content, stem: change(content.stem) }),
  report: () => ({ options: [], correct: [] }),
}

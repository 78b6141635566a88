import { type Static, Type } from 'typebox'

export const QuestionTypeName = Type.Union([
  Type.Literal('single-choice'),
  Type.Literal('multiple-choice'),
  Type.Literal('true-false'),
  Type.Literal('four-statements'),
  Type.Literal('numeric'),
  Type.Literal('short-text'),
  Type.Literal('ordering'),
  Type.Literal('matching'),
  Type.Literal('cloze'),
  Type.Literal('essay'),
  Type.Literal('prediction'),
])
export type QuestionTypeName = Static<typeof QuestionTypeName>

/** How much a question asks for: nhận biết, thông hiểu, vận dụng, vận dụng cao. */
export const Level = Type.Union([
  Type.Literal('recognition'),
  Type.Literal('comprehension'),
  Type.Literal('application'),
  Type.Literal('higher-application'),
])
export type Level = Static<typeof Level>

const stem = Type.String({ description: 'A safe subset of Markdown' })
const texts = Type.Array(Type.String())

/** What a participant's browser may know of a question, in displayed order: never its key, never which revision it is. */
export const PublicQuestion = Type.Union([
  Type.Object({ type: Type.Literal('single-choice'), stem, options: texts }),
  Type.Object({ type: Type.Literal('multiple-choice'), stem, options: texts }),
  Type.Object({ type: Type.Literal('true-false'), stem }),
  Type.Object({ type: Type.Literal('four-statements'), stem, statements: texts }),
  Type.Object({ type: Type.Literal('numeric'), stem, unit: Type.Optional(Type.String()), boxCharacters: Type.Optional(Type.Integer()) }),
  Type.Object({ type: Type.Literal('short-text'), stem }),
  Type.Object({ type: Type.Literal('ordering'), stem, items: texts }),
  Type.Object({ type: Type.Literal('matching'), stem, left: texts, right: texts }),
  Type.Object({
    type: Type.Literal('cloze'),
    stem: Type.String({ description: 'With [[1]], [[2]] … where the gaps are' }),
    gaps: Type.Array(
      Type.Union([
        Type.Object({ kind: Type.Literal('choice'), options: texts }),
        Type.Object({ kind: Type.Literal('text') }),
        Type.Object({ kind: Type.Literal('numeric') }),
      ]),
    ),
  }),
  Type.Object({ type: Type.Literal('essay'), stem, mostWords: Type.Optional(Type.Integer()) }),
  Type.Object({ type: Type.Literal('prediction'), stem, unit: Type.Optional(Type.String()) }),
])
export type PublicQuestion = Static<typeof PublicQuestion>

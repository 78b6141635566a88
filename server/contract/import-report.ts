import { type Static, Type } from 'typebox'
import { Level, QuestionTypeName } from './questions.ts'

/** What is reported of one item of a file, in plain texts that need no knowledge of its type. */
export const ReportedItem = Type.Object({
  place: Type.String({ description: 'Where it stands in the file: paragraph, row and cell, or line' }),
  state: Type.Union([Type.Literal('good'), Type.Literal('doubtful'), Type.Literal('refused')]),
  type: Type.Union([QuestionTypeName, Type.Null()], { description: 'Null where no question could be made of it' }),
  stem: Type.String({ description: 'Plain text, NFC' }),
  options: Type.Array(Type.String(), { description: 'Plain texts: options, statements, items to order, left items to match' }),
  correct: Type.Array(Type.Union([Type.Integer(), Type.String(), Type.Boolean()]), {
    description:
      'Positions, 0 is the first: the right options, the true statements, the items in their right order. Values where there are no options: numbers and texts as text, true or false, one text for each gap; for matching the right text of each left item',
  }),
  points: Type.Union([Type.Number(), Type.Null()]),
  explanation: Type.String(),
  topic: Type.Array(Type.String(), { description: 'From the root of the tree of topics down' }),
  level: Type.Union([Level, Type.Null()]),
  source: Type.String(),
  reasons: Type.Array(Type.String()),
})
export type ReportedItem = Static<typeof ReportedItem>

export const ImportReport = Type.Object({
  file: Type.String(),
  format: Type.Union([Type.String(), Type.Null()]),
  refused: Type.Boolean({ description: 'The file as a whole cannot be read; then the reason says what to do' }),
  reason: Type.Union([Type.String(), Type.Null()]),
  counts: Type.Object({ good: Type.Integer(), doubtful: Type.Integer(), refused: Type.Integer() }),
  items: Type.Array(ReportedItem),
})
export type ImportReport = Static<typeof ImportReport>

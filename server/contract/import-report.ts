import { type Static, Type } from 'typebox'
import { Level, QuestionTypeName } from './questions.ts'

const Accepted = Type.Array(
  Type.Object({
    value: Type.String({ description: 'A number or a text as it is accepted' }),
    tolerance: Type.Union([Type.String(), Type.Null()], { description: 'How far a number may be from it; null: not at all' }),
    share: Type.Number({ description: 'Of the points: 1 is all of them' }),
  }),
)
const TextRules = Type.Array(Type.Union([Type.Literal('case-sensitive'), Type.Literal('ignores-diacritics'), Type.Literal('wildcards')]))

/** How the answers to a question are marked. What does not belong to its type is empty. */
export const Marking = Type.Object({
  scoring: Type.Union([Type.String(), Type.Null()], { description: 'all-or-nothing, per-right-option, right-minus-wrong, per-place, per-pair' }),
  ladder: Type.Array(Type.Number(), { description: 'Of statements: what one, two, three … right ones are worth of 1' }),
  shares: Type.Array(Type.Number(), { description: 'What each option is worth of 1, where not only the right ones count, or not all the same' }),
  accepted: Accepted,
  textRules: TextRules,
  gaps: Type.Array(
    Type.Object({
      options: Type.Array(Type.String()),
      correct: Type.Union([Type.Integer(), Type.Null()], { description: 'Position among the options; null where it is typed' }),
      accepted: Accepted,
      textRules: TextRules,
      weight: Type.Integer({ description: 'Beside the other gaps' }),
    }),
  ),
  unit: Type.Union([Type.String(), Type.Null()]),
  hasBox: Type.Boolean({ description: 'Answered in a box of four characters' }),
  mostWords: Type.Union([Type.Integer(), Type.Null()]),
  locked: Type.Array(Type.Integer(), { description: 'Positions that stay where they are when the rest is shuffled' }),
})
export type Marking = Static<typeof Marking>

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
  marking: Type.Union([Marking, Type.Null()], { description: 'Null where no question could be made of it' }),
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

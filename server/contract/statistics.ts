import { type Static, Type } from 'typebox'

const Thousandths = Type.Union([Type.Integer(), Type.Null()], { description: 'In thousandths; null where nothing can be said yet' })

export const RevisionStatistics = Type.Object({
  revisionId: Type.String(),
  number: Type.Integer(),
  voided: Type.Union([Type.Literal('taken-out'), Type.Literal('full-marks'), Type.Null()], {
    description:
      'An amendment struck the question: no part of any paper any more, or everybody gets its marks. It has no facility and no discrimination then',
  }),
  shown: Type.Integer(),
  answered: Type.Integer(),
  facility: Thousandths,
  discrimination: Thousandths,
  nonResponse: Thousandths,
  medianSeconds: Type.Union([Type.Integer(), Type.Null()]),
  choices: Type.Array(
    Type.Object({
      choice: Type.String({ description: 'As the author numbered it: "2", "T", "1F"' }),
      isRight: Type.Boolean(),
      count: Type.Integer(),
      correlation: Thousandths,
    }),
  ),
  looks: Type.Array(
    Type.Object({
      why: Type.Union([
        Type.Literal('too-hard'),
        Type.Literal('too-easy'),
        Type.Literal('negative'),
        Type.Literal('weak'),
        Type.Literal('unchosen-option'),
        Type.Literal('option-attracts-better'),
        Type.Literal('key-suspect'),
        Type.Literal('often-left-open'),
      ]),
      choice: Type.Optional(Type.String()),
      sentence: Type.String({ description: 'In the language asked for' }),
    }),
  ),
})
export type RevisionStatistics = Static<typeof RevisionStatistics>

export const QuestionStatistics = Type.Object({ questionId: Type.String(), revisions: Type.Array(RevisionStatistics) })
export type QuestionStatistics = Static<typeof QuestionStatistics>

export const QuestionStatisticsParams = Type.Object({ questionId: Type.String({ format: 'uuid' }) })

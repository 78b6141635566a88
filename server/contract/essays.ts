import { type Static, Type } from 'typebox'
import { BoardParams } from './boards.ts'
import { ActionId, PlainText, Timestamp } from './primitives.ts'

const RevisionId = Type.String({ format: 'uuid' })
const EssayCode = Type.String({ pattern: '^[0-9A-Z]{16}$', description: 'Names an answer to its markers; it does not tell whose it is' })
const Points = Type.Integer({ minimum: 0, maximum: 100_000_000 })

export const EssayParams = Type.Object({ ...BoardParams.properties, code: EssayCode })

export const EssayQuery = Type.Object({
  revisionId: Type.Optional(RevisionId),
  after: Type.Optional(Type.String({ pattern: '^[01]-[0-9A-Z]{16}$', description: 'What the page before called `next`' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 20 })),
})
export type EssayQuery = Static<typeof EssayQuery>

export const EssayMark = Type.Object({
  number: Type.Integer({ description: '1 is the first mark of this answer; the last one counts' }),
  pointsThousandths: Points,
  markedBy: Type.String(),
  markedAt: Timestamp,
  note: Type.String(),
})
export type EssayMark = Static<typeof EssayMark>

export const EssayMarkRequest = Type.Object(
  {
    actionId: ActionId,
    replaces: Type.Integer({ minimum: 0, maximum: 32_766, description: 'Number of the mark that the marker has seen; 0: there was none' }),
    pointsThousandths: Points,
    note: Type.Optional(PlainText({ maxLength: 1_000, description: 'Must say why, where an earlier mark is changed' })),
  },
  { additionalProperties: false },
)
export type EssayMarkRequest = Static<typeof EssayMarkRequest>

export const EssayMarks = Type.Object({ marks: Type.Array(EssayMark) })
export type EssayMarks = Static<typeof EssayMarks>

/** An answer as its markers see it: no name, no unit, no attempt. */
export const EssayToMark = Type.Object({
  code: EssayCode,
  revisionId: RevisionId,
  mostThousandths: Points,
  answer: Type.String(),
  mark: Type.Union([EssayMark, Type.Null()], { description: 'The mark in force' }),
})
export type EssayToMark = Static<typeof EssayToMark>

export const EssayQuestion = Type.Object({
  revisionId: RevisionId,
  stem: Type.String(),
  mostWords: Type.Union([Type.Integer(), Type.Null()]),
  guide: Type.Union([Type.String(), Type.Null()], { description: 'What markers look for' }),
})
export type EssayQuestion = Static<typeof EssayQuestion>

/** Unmarked answers first. */
export const EssayPage = Type.Object({
  questions: Type.Array(EssayQuestion, { description: 'Those of the answers below' }),
  essays: Type.Array(EssayToMark),
  next: Type.Union([Type.String(), Type.Null()]),
})
export type EssayPage = Static<typeof EssayPage>

const counts = { marked: Type.Integer(), waiting: Type.Integer() }
export const EssayProgress = Type.Object({
  ...counts,
  questions: Type.Array(Type.Object({ revisionId: RevisionId, stem: Type.String(), ...counts })),
})
export type EssayProgress = Static<typeof EssayProgress>

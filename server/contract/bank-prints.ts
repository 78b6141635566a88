import { type Static, Type } from 'typebox'
import { ActionId, PlainText, RoundId, Slug, Timestamp } from './primitives.ts'

const closed = { additionalProperties: false } as const
const Code = Type.String({ pattern: '^[\\p{L}\\d-]{1,12}$', description: '"Mã đề"' })

/** Printed papers for a room without computers: the same questions in another order for each code. */
export const PrintRequest = Type.Object(
  {
    actionId: ActionId,
    title: PlainText({ minLength: 1, maxLength: 200 }),
    organizer: PlainText({ minLength: 1, maxLength: 200, description: 'Above the title, left' }),
    durationMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_440 })),
    codes: Type.Array(Code, { minItems: 1, maxItems: 24, uniqueItems: true }),
    shuffleQuestions: Type.Optional(Type.Boolean({ default: true })),
    shuffleOptions: Type.Optional(Type.Boolean({ default: true })),
    from: Type.Union(
      [
        Type.Object(
          { questionIds: Type.Array(Type.String({ format: 'uuid' }), { minItems: 1, maxItems: 300, uniqueItems: true }) },
          { ...closed, description: 'These questions, each in its approved revision' },
        ),
        Type.Object({ contest: Slug, roundId: RoundId }, { ...closed, description: 'Drawn once by the blueprint of this round' }),
      ],
      { description: 'Which questions stand on the papers' },
    ),
  },
  closed,
)
export type PrintRequest = Static<typeof PrintRequest>

export const PrintedPapers = Type.Object({
  printId: Type.String(),
  title: Type.String(),
  codes: Type.Array(Type.String()),
  questionCount: Type.Integer(),
  createdAt: Timestamp,
  author: Type.String(),
})
export type PrintedPapers = Static<typeof PrintedPapers>
export const PrintedPapersList = Type.Object({ prints: Type.Array(PrintedPapers, { description: 'The latest first, a hundred at most' }) })
export type PrintedPapersList = Static<typeof PrintedPapersList>
export const PrintParams = Type.Object({ printId: Type.String({ format: 'uuid' }) })

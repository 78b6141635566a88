import { type Static, Type } from 'typebox'

/** What a participant's browser may know of a question: never its key, never which revision it is. */
export const PublicQuestion = Type.Object({
  type: Type.Literal('single-choice'),
  stem: Type.String(),
  options: Type.Array(Type.String()),
})
export type PublicQuestion = Static<typeof PublicQuestion>

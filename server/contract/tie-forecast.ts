import { type Static, Type } from 'typebox'
import { RoundId, Slug } from './primitives.ts'

export const ForecastParams = Type.Object({ slug: Slug, roundId: RoundId })
export const ForecastQuery = Type.Object({
  entrants: Type.Integer({ minimum: 1, maximum: 10_000_000, description: 'How many are expected to take part' }),
})
export const TieForecast = Type.Object({
  entrants: Type.Integer(),
  /** Of one paper, in millionths. */
  fullMarksMillionths: Type.Integer(),
  atFullMarks: Type.Object({
    mean: Type.Integer(),
    low: Type.Integer(),
    high: Type.Integer({ description: 'Nineteen times of twenty it lies between' }),
  }),
  /** After score: how many are still expected to share the first place behind each further key. */
  keys: Type.Array(Type.Object({ key: Type.String(), leftAtTop: Type.Integer() })),
  questions: Type.Object({
    measured: Type.Integer(),
    guessedByLevel: Type.Integer({ description: 'Nobody has answered these yet: an assumption by their level' }),
  }),
  warnings: Type.Array(Type.Enum(['counts-spoil-prediction', 'no-key-parts-ties', 'many-attempts', 'assumed-shares'])),
})
export type TieForecast = Static<typeof TieForecast>

import { type Static, Type } from 'typebox'
import { AmendmentRequest } from './bank.ts'
import { RoundId, Slug, Timestamp } from './primitives.ts'

const Id = Type.String({ format: 'uuid' })
export const ImpactParams = Type.Object({ impactId: Id })
export const ImpactRequest = Type.Object({ change: AmendmentRequest.properties.change }, { additionalProperties: false })
export type ImpactRequest = Static<typeof ImpactRequest>

const Moved = Type.Object({
  contestantId: Id,
  name: Type.String(),
  place: Type.Integer({ description: 'As it is' }),
  placeThen: Type.Integer({ description: 'As it would be' }),
})
const PrizeChange = Type.Object({
  prizeId: Type.String(),
  title: Type.String(),
  winners: Type.Array(Type.String()),
  winnersThen: Type.Array(Type.String()),
})
export const RoundImpact = Type.Object({
  slug: Type.String(),
  roundId: Type.Integer({ description: '0: the result over all rounds, where the contest has one' }),
  title: Type.String({ description: 'Of the round; empty where it is the whole contest' }),
  attempts: Type.Integer({ description: 'That were looked at; over all rounds none are' }),
  changed: Type.Integer({ description: 'Attempts whose score would be another one; over all rounds the people whose result is made anew' }),
  /** How many attempts gain or lose how much. */
  deltas: Type.Array(Type.Object({ thousandths: Type.Integer(), attempts: Type.Integer() })),
  peopleMoved: Type.Integer({ description: 'Who would stand on another place' }),
  first: Type.Array(Moved, { description: 'The first places as they are or would be' }),
  prizes: Type.Array(PrizeChange, { description: 'Those that would go to others' }),
  /** Prizes by other lists than this board: of units, of age groups, by entries, or of the other boards. */
  prizesLeftOut: Type.Array(Type.String()),
})
export type RoundImpact = Static<typeof RoundImpact>
export const KeyImpact = Type.Object({
  id: Id,
  revisionId: Id,
  state: Type.Enum(['waiting', 'ready', 'failed']),
  done: Type.Integer(),
  total: Type.Integer(),
  askedAt: Timestamp,
  rounds: Type.Array(RoundImpact),
})
export type KeyImpact = Static<typeof KeyImpact>

export const AmendmentParams = Type.Object({ slug: Slug, keyNumber: Type.Integer({ minimum: 1, maximum: 32_767 }) })
export const AmendedScoresQuery = Type.Object({ roundId: RoundId, after: Type.Optional(Id) })
const Before = Type.Union([Type.Integer(), Type.Null()])
export const AmendedScores = Type.Object({
  scores: Type.Array(
    Type.Object({
      attemptId: Id,
      contestantId: Id,
      name: Type.String(),
      /** Keys by which the score was made before, and after. */
      keyBefore: Type.Integer(),
      keyAfter: Type.Integer(),
      scoreBefore: Type.Integer(),
      scoreAfter: Type.Integer(),
      placeBefore: Before,
      placeAfter: Before,
    }),
  ),
  next: Type.Union([Id, Type.Null()], { description: 'For `after`; null: there are no more' }),
})
export type AmendedScores = Static<typeof AmendedScores>

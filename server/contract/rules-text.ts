import { type Static, Type } from 'typebox'
import { PlainText } from './primitives.ts'

/** What the software itself says of its rules, in the usual order. */
export const clauseNames = [
  'registration',
  'rounds',
  'eligibility',
  'attempts',
  'answering',
  'points',
  'prediction',
  'ranking',
  'cumulative',
  'age-groups',
  'unit-races',
  'prizes',
  'public-counts',
  'reveal',
  'incidents',
  'review',
  'personal-data',
] as const
export const ClauseName = Type.Enum([...clauseNames])
export type ClauseName = (typeof clauseNames)[number]

const Own = PlainText({ minLength: 1, maxLength: 5_000 })
/** A paragraph of the organizer's own, or the place of a clause: what a clause says is made of the settings whenever it is read. */
export const RulesBlock = Type.Union([
  Type.Object({ own: Own, ownEn: Type.Optional(Own) }, { additionalProperties: false }),
  Type.Object({ clause: ClauseName }, { additionalProperties: false }),
])
export type RulesBlock = Static<typeof RulesBlock>
export const RulesBlocks = Type.Array(RulesBlock, { maxItems: 200, description: 'In the order in which they are read; each clause exactly once' })

import { type Static, Type } from 'typebox'
import { LanguageQuery, Slug, Timestamp } from './primitives.ts'

export const RaceParams = Type.Object({ slug: Slug, raceId: Type.String({ pattern: '^[a-z0-9-]{1,40}$' }) })
export const StaffRaceQuery = Type.Object({
  ...LanguageQuery.properties,
  day: Type.Optional(Type.String({ format: 'date', description: 'In the tree and with the headcounts of this day; without it, of today' })),
})

const Nullable = Type.Union([Type.Integer(), Type.Null()])

export const UnitRaceRow = Type.Object({
  unitId: Type.Integer(),
  unitName: Type.String(),
  sizeClassId: Type.Union([Type.String(), Type.Null()]),
  place: Type.Union([Type.Integer(), Type.Null()], { description: 'In its class of sizes; null: listed without a place' }),
  value: Type.Union([Type.Integer(), Type.Null()], {
    description: 'What the race is by: people, attempts, people per 100,000 heads, or thousandths of points; null where nobody can know it',
  }),
  entrants: Type.Integer(),
  entries: Type.Integer(),
  headcount: Nullable,
})

export const UnitRaceBoard = Type.Object({
  raceId: Type.String(),
  title: Type.String(),
  formula: Type.String({ description: 'The rule in words, made of the same settings that rank the units' }),
  by: Type.String(),
  projection: Type.Union([Type.Literal('public'), Type.Literal('official')]),
  takenAt: Timestamp,
  frozenSince: Type.Union([Timestamp, Type.Null()]),
  isHidden: Type.Optional(Type.Boolean({ description: 'Not told while a round runs that hides how many take part, or before scores are revealed' })),
  sizeClasses: Type.Array(Type.Object({ id: Type.String(), title: Type.String() })),
  rows: Type.Array(UnitRaceRow),
})
export type UnitRaceBoard = Static<typeof UnitRaceBoard>

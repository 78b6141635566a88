import { type Static, Type } from 'typebox'
import { LanguageQuery, RoundId } from './primitives.ts'
import { SealParams } from './seals.ts'
import { RaceParams } from './unit-races.ts'

export const ResultFileFormat = Type.Enum(['xlsx', 'csv'])
export type ResultFileFormat = Static<typeof ResultFileFormat>
export const ResultFileQuery = Type.Object({ format: ResultFileFormat, ...LanguageQuery.properties })
export const StandingsFileQuery = Type.Object({
  ...ResultFileQuery.properties,
  roundId: Type.Optional(Type.Integer({ ...RoundId, description: 'Without it the whole contest' })),
})
export const SealedRaceParams = Type.Object({ ...SealParams.properties, ...RaceParams.properties })

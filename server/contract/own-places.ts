import { type Static, Type } from 'typebox'
import { WatchedRoundId } from './boards.ts'
import { RankingKeyName } from './ranking.ts'

const Value = Type.Union([Type.Integer(), Type.Null()])

/** Why somebody stands where they stand: what they have, and what the next place up has more. */
export const OwnPlace = Type.Object({
  roundId: WatchedRoundId,
  unit: Type.Optional(
    Type.Object({ unitId: Type.Integer(), unitName: Type.String() }, { description: 'Among the people of this unit; absent: among all' }),
  ),
  place: Type.Integer(),
  entrants: Type.Integer(),
  keys: Type.Array(Type.Object({ key: RankingKeyName, label: Type.String(), value: Value }), { description: 'What decides, in this order' }),
  nextUp: Type.Union([
    Type.Object({
      place: Type.Integer(),
      name: Type.String({ description: 'Masked for whoever is not an official' }),
      unitName: Type.String(),
      key: RankingKeyName,
      label: Type.String(),
      difference: Type.Union([Type.Integer(), Type.Null()], { description: 'null: one of the two has no value, or it would tell a day of birth' }),
    }),
    Type.Null(),
  ]),
})
export type OwnPlace = Static<typeof OwnPlace>

export const OwnPlaces = Type.Object({ places: Type.Array(OwnPlace) })
export type OwnPlaces = Static<typeof OwnPlaces>

import { type Static, Type } from 'typebox'
import { LanguageQuery, RoundId, Slug, Timestamp, UnitId } from './primitives.ts'
import { RankingKeyName } from './ranking.ts'

export const BoardParams = Type.Object({ slug: Slug, roundId: RoundId })

const AgeGroupId = Type.String({ pattern: '^[a-z0-9-]{1,40}$' })
/** Of a round's board or the contest's only a part: people of a unit and all below it in today's tree, or of an age group. Never both. */
export const BoardPart = Type.Object({ unitId: Type.Optional(UnitId), ageGroupId: Type.Optional(AgeGroupId) })
export type BoardPart = Static<typeof BoardPart>

export const BoardQuery = Type.Object({ ...LanguageQuery.properties, ...BoardPart.properties })

export const StaffBoardQuery = Type.Object({
  ...BoardQuery.properties,
  day: Type.Optional(
    Type.String({ format: 'date', description: 'With unitId: people of the unit as the tree of units was on this day; without it, today' }),
  ),
})

/** The board of a round, or with 0 the one of the whole contest. */
export const WatchedRoundId = Type.Integer({ minimum: 0, maximum: 2_147_483_647, description: '0: the whole contest' })

export const BoardKeys = Type.Array(RankingKeyName, { description: 'What decides, in this order' })

export const BoardRow = Type.Object({
  key: Type.String({ description: 'Stays with the entrant on this board, says nothing else' }),
  place: Type.Integer(),
  name: Type.String({ description: 'Masked on public boards' }),
  unitName: Type.String(),
  scoreThousandths: Type.Integer(),
  durationMs: Type.Integer(),
  values: Type.Array(Type.Union([Type.Integer(), Type.Null()]), {
    description: 'One for each of the keys; null: missing, or a day of birth, which public boards keep to themselves',
  }),
})
export type BoardRow = Static<typeof BoardRow>

export const BoardUnitRow = Type.Object({ unitId: Type.Integer(), unitName: Type.String(), entrants: Type.Integer() })
export type BoardUnitRow = Static<typeof BoardUnitRow>

export const BoardSnapshot = Type.Object({
  roundId: WatchedRoundId,
  contestTitle: Type.String(),
  roundTitle: Type.String(),
  unit: Type.Optional(
    Type.Object({ unitId: Type.Integer(), unitName: Type.String() }, { description: 'Whose people stand here; absent: everybody' }),
  ),
  ageGroup: Type.Optional(Type.Object({ ageGroupId: Type.String(), title: Type.String() })),
  projection: Type.Union([Type.Literal('public'), Type.Literal('official')]),
  ranking: Type.String({ description: 'The ranking rule in words, from the same keys that order the board' }),
  keys: BoardKeys,
  version: Type.Integer({ description: 'Grows with every change; a delta says which version it starts from' }),
  takenAt: Timestamp,
  frozenSince: Type.Union([Timestamp, Type.Null()], {
    description: 'Results after this moment are not on this board; of a whole contest: those of the rounds that are frozen',
  }),
  entrants: Type.Union([Type.Integer(), Type.Null()], { description: 'null: not told while a round runs that hides how many take part' }),
  isHidden: Type.Optional(Type.Boolean({ description: 'While a round runs that hides how many take part, its public board shows nobody' })),
  awaitsTruth: Type.Optional(Type.Boolean({ description: 'What was to be predicted is not known yet: places follow from the other keys' })),
  isPartial: Type.Optional(Type.Boolean({ description: 'The service has no room for all entries: the best ones stand here, everybody is counted' })),
  hasEssaysWaiting: Type.Optional(Type.Boolean({ description: 'Scores on this board are not final: people have yet to mark essays' })),
  rows: Type.Array(BoardRow),
  units: Type.Array(BoardUnitRow),
})
export type BoardSnapshot = Static<typeof BoardSnapshot>

/** Both boards of a round side by side, for officials. */
export const BoardPair = Type.Object({ public: BoardSnapshot, official: BoardSnapshot })
export type BoardPair = Static<typeof BoardPair>

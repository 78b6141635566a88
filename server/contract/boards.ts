import { type Static, Type } from 'typebox'
import { RoundId, Slug, Timestamp } from './primitives.ts'

export const BoardParams = Type.Object({ slug: Slug, roundId: RoundId })

export const BoardRow = Type.Object({
  key: Type.String({ description: 'Stays with the entrant on this board, says nothing else' }),
  place: Type.Integer(),
  name: Type.String({ description: 'Masked on public boards' }),
  unitName: Type.String(),
  scoreThousandths: Type.Integer(),
  durationMs: Type.Integer(),
})
export type BoardRow = Static<typeof BoardRow>

export const BoardUnitRow = Type.Object({ unitId: Type.Integer(), unitName: Type.String(), entrants: Type.Integer() })
export type BoardUnitRow = Static<typeof BoardUnitRow>

export const BoardSnapshot = Type.Object({
  roundId: RoundId,
  contestTitle: Type.String(),
  roundTitle: Type.String(),
  projection: Type.Union([Type.Literal('public'), Type.Literal('official')]),
  ranking: Type.String({ description: 'The ranking rule in words, from the same keys that order the board' }),
  version: Type.Integer({ description: 'Grows with every change; a delta says which version it starts from' }),
  takenAt: Timestamp,
  frozenSince: Type.Union([Timestamp, Type.Null()]),
  entrants: Type.Integer(),
  isPartial: Type.Optional(Type.Boolean({ description: 'The service has no room for all entries: the best ones stand here, everybody is counted' })),
  hasEssaysWaiting: Type.Optional(Type.Boolean({ description: 'Scores on this board are not final: people have yet to mark essays' })),
  rows: Type.Array(BoardRow),
  units: Type.Array(BoardUnitRow),
})
export type BoardSnapshot = Static<typeof BoardSnapshot>

/** Both boards of a round side by side, for officials. */
export const BoardPair = Type.Object({ public: BoardSnapshot, official: BoardSnapshot })
export type BoardPair = Static<typeof BoardPair>

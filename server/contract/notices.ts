import { type Static, Type } from 'typebox'
import { RoundId, Timestamp } from './primitives.ts'

/** What officials told the participants of a round; its number is the one that saves and clocks carry. */
export const Notice = Type.Object({
  roundId: RoundId,
  number: Type.Integer(),
  at: Timestamp,
  text: Type.String({ description: 'Vietnamese' }),
  textEn: Type.Optional(Type.String()),
})
export type Notice = Static<typeof Notice>

export const NoticeList = Type.Object({ notices: Type.Array(Notice, { description: 'The newest first, at most 200' }) })
export type NoticeList = Static<typeof NoticeList>

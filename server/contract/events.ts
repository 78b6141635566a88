import type { BoardPart, BoardRow, BoardSnapshot, BoardUnitRow } from './boards.ts'
import type { ProblemBody } from './errors.ts'
import type { Language } from './primitives.ts'

/** Socket.IO path; WebSocket only. The fallback is plain polling of the cached board address. */
export const socketPath = '/live'

/** roundId 0: the board of the whole contest. With a unit or an age group: that part of the board. */
export type WatchRequest = { slug: string; roundId: number; lang?: Language } & BoardPart
export type WatchReply = { ok: true; board: BoardSnapshot } | { ok: false; problem: ProblemBody }

/**
 * What changed between two versions of a board; one whose `from` fits nobody says that the board must be asked anew. `order` lists the keys of all rows
 * shown, top first. Which board it is says the round, and the unit or age group of a part.
 */
export type BoardDelta = BoardPart & {
  roundId: number
  from: number
  version: number
  takenAt: string
  frozenSince: string | null
  entrants: number | null
  isHidden?: boolean
  awaitsTruth?: boolean
  isPartial?: boolean
  hasEssaysWaiting?: boolean
  order: string[]
  changed: BoardRow[]
  units: BoardUnitRow[]
}

/** Sent on every tick without a change, so that a watcher can tell calm from a dead line. */
export type BoardBeat = BoardPart & { roundId: number; version: number; takenAt: string }

export type ClientEvents = {
  'board:watch': (request: WatchRequest, reply: (answer: WatchReply) => void) => void
  'board:leave': (request: WatchRequest) => void
}
export type ServerEvents = { 'board:delta': (delta: BoardDelta) => void; 'board:beat': (beat: BoardBeat) => void }

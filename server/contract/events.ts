import type { BoardRow, BoardSnapshot, BoardUnitRow } from './boards.ts'
import type { ProblemBody } from './errors.ts'
import type { Language } from './primitives.ts'

/** Socket.IO path; WebSocket only. The fallback is plain polling of the cached board address. */
export const socketPath = '/live'

export type WatchRequest = { slug: string; roundId: number; lang?: Language }
export type WatchReply = { ok: true; board: BoardSnapshot } | { ok: false; problem: ProblemBody }

/** What changed between two versions of a board. `order` lists the keys of all rows shown, top first. */
export type BoardDelta = {
  roundId: number
  from: number
  version: number
  takenAt: string
  frozenSince: string | null
  entrants: number
  isPartial?: boolean
  hasEssaysWaiting?: boolean
  order: string[]
  changed: BoardRow[]
  units: BoardUnitRow[]
}

/** Sent on every tick without a change, so that a watcher can tell calm from a dead line. */
export type BoardBeat = { roundId: number; version: number; takenAt: string }

export type ClientEvents = {
  'board:watch': (request: WatchRequest, reply: (answer: WatchReply) => void) => void
  'board:leave': (request: WatchRequest) => void
}
export type ServerEvents = { 'board:delta': (delta: BoardDelta) => void; 'board:beat': (beat: BoardBeat) => void }

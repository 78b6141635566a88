import type { BoardSnapshot } from '../../server/contract/boards.ts'
import type { ProblemCode } from '../../server/contract/errors.ts'
import type { BoardBeat, BoardDelta } from '../../server/contract/events.ts'
import { applyDelta } from './apply-delta.ts'

export type BoardLine = 'none' | 'socket' | 'polling'

/** What a screen knows, and how fresh it is. */
export type BoardState = {
  board: BoardSnapshot | null
  line: BoardLine
  /** This device's clock at the last sign of life; null before the first one. */
  heardAtMs: number | null
  /** The server's clock at that moment: the time the shown figures are true for. */
  trueAt: string | null
  problem: ProblemCode | null
}

export const emptyBoardState: BoardState = { board: null, line: 'none', heardAtMs: null, trueAt: null, problem: null }

// polling is slower by nature: one late answer is no lost connection
const silenceMs: Record<BoardLine, number> = { none: 5_000, socket: 5_000, polling: 15_000 }

export const isStale = (state: BoardState, nowMs: number): boolean => state.heardAtMs !== null && nowMs - state.heardAtMs > silenceMs[state.line]

export function withSnapshot(board: BoardSnapshot, line: BoardLine, nowMs: number): BoardState {
  return { board, line, heardAtMs: nowMs, trueAt: board.takenAt, problem: null }
}

/** Null: the board must be asked again as a whole. */
export function withDelta(state: BoardState, delta: BoardDelta, nowMs: number): BoardState | null {
  const board = state.board && applyDelta(state.board, delta)
  return board && { board, line: 'socket', heardAtMs: nowMs, trueAt: delta.takenAt, problem: null }
}

/** Null: the server is at another version, so a delta was missed. */
export function withBeat(state: BoardState, beat: BoardBeat, nowMs: number): BoardState | null {
  if (!state.board || beat.roundId !== state.board.roundId || beat.version !== state.board.version) return null
  return { ...state, line: 'socket', heardAtMs: nowMs, trueAt: beat.takenAt, problem: null }
}

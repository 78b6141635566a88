import type { BoardPart } from '../../contract/boards.ts'
import { boardName } from '../../live/keys.ts'
import type { BoardId } from '../../live/port.ts'

/** A board as it is asked for: of everybody, of an age group, or of a unit in the tree of a day. */
export type WatchedBoard = BoardId & {
  unitId?: number
  /** Without it, today. */
  day?: string
}

/** One name for one board, also where its watchers meet. */
export function watchedName(board: WatchedBoard): string {
  return `${boardName(board)}${board.unitId === undefined ? '' : `:u${board.unitId}`}${board.day === undefined ? '' : `:${board.day}`}`
}

/** By what watchers tell a part of a board from the whole. */
export function partOf({ unitId, ageGroupId }: WatchedBoard): BoardPart {
  return { ...(unitId === undefined ? {} : { unitId }), ...(ageGroupId === undefined ? {} : { ageGroupId }) }
}

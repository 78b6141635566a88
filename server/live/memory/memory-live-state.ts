import { Problem } from '../../contract/errors.ts'
import { keysOf, withPlaces } from '../board-order.ts'
import { boardName } from '../keys.ts'
import type { BoardId, LiveStanding, LiveState, PlaceOutcome } from '../port.ts'
import { takeFromBucket } from './bucket.ts'
import { createSortedMembers, type SortedMembers } from './sorted-members.ts'

type Board = {
  members: SortedMembers
  standings: Map<string, Omit<LiveStanding, 'entrantId'>>
  tallies: Map<number, number>
  watermark: string
}

/** Live state of one process. Beyond its measured ceiling it refuses and asks for Redis, instead of growing until it dies. */
export function createMemoryLiveState({ ceiling }: { ceiling: number }): LiveState {
  const boards = new Map<string, Board>()
  const buckets = new Map<string, number>()
  const listeners = new Set<(topic: string) => void>()
  const boardOf = (id: BoardId) => boards.get(boardName(id))
  const entriesHeld = () => [...boards.values()].reduce((sum, board) => sum + board.members.size, 0)

  function place(board: Board, standing: LiveStanding, held: number): PlaceOutcome {
    const { entrantId, ...next } = standing
    const before = board.standings.get(entrantId)
    if (before && before.version > next.version) return 'OLDER_VERSION'
    if (before?.member === next.member && before.unitIds.join() === next.unitIds.join()) {
      board.standings.set(entrantId, next)
      return 'unchanged'
    }
    if (before) {
      board.members.remove(before.member)
      for (const unitId of before.unitIds) board.tallies.set(unitId, (board.tallies.get(unitId) ?? 0) - 1)
    } else if (held >= ceiling) throw new Problem('LIVE_STATE_FULL', { ceiling })
    board.members.add(next.member)
    for (const unitId of next.unitIds) board.tallies.set(unitId, (board.tallies.get(unitId) ?? 0) + 1)
    board.standings.set(entrantId, next)
    return 'placed'
  }

  return {
    kind: 'memory',
    boards: {
      async place(id, standings) {
        const board = boardOf(id)
        // a board that is not built yet will find these rows when it is
        if (!board) return standings.map(() => 'unchanged')
        let held = entriesHeld()
        return standings.map((standing) => {
          const sizeBefore = board.members.size
          const outcome = place(board, standing, held)
          held += board.members.size - sizeBefore
          return outcome
        })
      },
      async page(id, offset, count) {
        const members = boardOf(id)?.members
        const shown = members?.slice(offset, count) ?? []
        const first = shown[0]
        return members && first !== undefined ? withPlaces(shown, offset, members.countBefore(keysOf(first)) + 1) : []
      },
      async around(id, entrantId, radius) {
        const board = boardOf(id)
        const mine = board?.standings.get(entrantId)
        if (!board || !mine) return undefined
        const offset = Math.max(0, board.members.countBefore(mine.member) - radius)
        const shown = board.members.slice(offset, board.members.countBefore(mine.member) - offset + radius + 1)
        return withPlaces(shown, offset, board.members.countBefore(keysOf(shown[0] as string)) + 1)
      },
      async size(id) {
        return boardOf(id)?.members.size ?? 0
      },
      async tallies(id) {
        return [...(boardOf(id)?.tallies ?? [])].map(([unitId, entrants]) => ({ unitId, entrants })).filter((tally) => tally.entrants > 0)
      },
      async watermark(id) {
        return boardOf(id)?.watermark
      },
      async advance(id, watermark) {
        const board = boardOf(id)
        if (board) board.watermark = watermark
      },
      async rebuild(id, source, watermark) {
        const next: Board = { members: createSortedMembers(), standings: new Map(), tallies: new Map(), watermark }
        const heldByOthers = entriesHeld() - (boardOf(id)?.members.size ?? 0)
        for await (const standings of source) for (const standing of standings) place(next, standing, heldByOthers + next.members.size)
        boards.set(boardName(id), next)
      },
    },
    limits: {
      async take(rule, who, nowMs) {
        if (buckets.size > 100_000) forgetFull(buckets, nowMs)
        return takeFromBucket(buckets, rule, who, nowMs)
      },
    },
    notices: {
      async publish(topic) {
        for (const listener of listeners) listener(topic)
      },
      subscribe(listener) {
        listeners.add(listener)
      },
    },
    isHealthy: () => true,
    hasRoom: () => entriesHeld() < ceiling,
    async close() {
      listeners.clear()
    },
  }
}

/** A bucket whose time has passed is full again: forgetting it changes nothing. */
function forgetFull(buckets: Map<string, number>, nowMs: number): void {
  for (const [name, fullAt] of buckets) if (fullAt <= nowMs) buckets.delete(name)
}

import { keysOf, withPlaces } from '../board-order.ts'
import { boardName } from '../keys.ts'
import type { BoardId, LiveStanding, LiveState, PlaceOutcome } from '../port.ts'
import { takeFromBucket } from './bucket.ts'
import { createSortedMembers, type SortedMembers } from './sorted-members.ts'

type Board = {
  members: SortedMembers
  /** Whose member it is. */
  owners: Map<string, string>
  standings: Map<string, Omit<LiveStanding, 'entrantId'>>
  tallies: Map<number, number>
  watermark: string
  isWhole: boolean
}

/** Live state of one process. At its measured ceiling it keeps the best entries and asks for Redis, instead of growing until it dies. */
export function createMemoryLiveState({ ceiling }: { ceiling: number }): LiveState {
  const boards = new Map<string, Board>()
  const buckets = new Map<string, number>()
  const listeners = new Set<(topic: string) => void>()
  const boardOf = (id: BoardId) => boards.get(boardName(id))

  /** `counted` are the boards that share the room. */
  function place(id: BoardId, board: Board, standing: LiveStanding, counted: readonly Board[]): PlaceOutcome {
    const { entrantId, ...next } = standing
    const before = board.standings.get(entrantId)
    if (before && before.version > next.version) return 'OLDER_VERSION'
    if (!before && next.member === null && id.ageGroupId !== undefined) return 'unchanged'
    if (before?.member === next.member && before.unitIds.join() === next.unitIds.join()) {
      board.standings.set(entrantId, next)
      return 'unchanged'
    }
    if (before) drop(board, entrantId, before)
    board.standings.set(entrantId, next)
    if (next.member === null) return 'placed'
    board.members.add(next.member)
    board.owners.set(next.member, entrantId)
    for (const unitId of next.unitIds) board.tallies.set(unitId, (board.tallies.get(unitId) ?? 0) + 1)
    if (entriesOf(counted) > ceiling) dropWorst(counted)
    return board.standings.has(entrantId) ? 'placed' : 'LEFT_OUT'
  }

  return {
    kind: 'memory',
    boards: {
      async place(id, standings) {
        const board = boardOf(id)
        // a board that is not built yet will find these rows when it is
        if (!board) return standings.map(() => 'unchanged')
        const counted = [...boards.values()]
        return standings.map((standing) => place(id, board, standing, counted))
      },
      async page(id, offset, count) {
        const members = boardOf(id)?.members
        const shown = members?.slice(offset, count) ?? []
        const first = shown[0]
        return members && first !== undefined ? withPlaces(shown, offset, members.countBefore(keysOf(first)) + 1) : []
      },
      async around(id, entrantId, radius) {
        const board = boardOf(id)
        const mine = board?.standings.get(entrantId)?.member
        if (!board || !mine) return undefined
        const offset = Math.max(0, board.members.countBefore(mine) - radius)
        const shown = board.members.slice(offset, board.members.countBefore(mine) - offset + radius + 1)
        return withPlaces(shown, offset, board.members.countBefore(keysOf(shown[0] as string)) + 1)
      },
      async standing(id, entrantId) {
        const board = boardOf(id)
        const member = board?.standings.get(entrantId)?.member
        if (!board || !member) return undefined
        const better = board.members.countBefore(keysOf(member))
        const above = better === 0 ? undefined : board.members.slice(better - 1, 1)[0]
        return {
          mine: { place: better + 1, member },
          above: above === undefined ? undefined : { place: board.members.countBefore(keysOf(above)) + 1, member: above },
        }
      },
      async size(id) {
        return boardOf(id)?.members.size ?? 0
      },
      async isWhole(id) {
        return boardOf(id)?.isWhole ?? true
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
        const next: Board = { members: createSortedMembers(), owners: new Map(), standings: new Map(), tallies: new Map(), watermark, isWhole: true }
        for await (const standings of source) {
          // its own former generation makes room when this one takes its place
          const others = [...boards].filter(([name]) => name !== boardName(id)).map(([, board]) => board)
          for (const standing of standings) place(id, next, standing, [...others, next])
        }
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
    hasRoom: () => entriesOf([...boards.values()]) < ceiling,
    async close() {
      listeners.clear()
    },
  }
}

function entriesOf(boards: readonly Board[]): number {
  return boards.reduce((sum, board) => sum + board.members.size, 0)
}

function drop(board: Board, entrantId: string, { member, unitIds }: Omit<LiveStanding, 'entrantId'>): void {
  board.standings.delete(entrantId)
  if (member === null) return
  board.members.remove(member)
  board.owners.delete(member)
  for (const unitId of unitIds) board.tallies.set(unitId, (board.tallies.get(unitId) ?? 0) - 1)
}

/** The longest board gives up its last entry: each keeps its best ones, and none takes the room of the others. */
function dropWorst(boards: readonly Board[]): void {
  const longest = boards.reduce((one, other) => (other.members.size > one.members.size ? other : one))
  const member = longest.members.last() ?? ''
  const entrantId = longest.owners.get(member) ?? ''
  const standing = longest.standings.get(entrantId)
  if (standing) drop(longest, entrantId, standing)
  longest.isWhole = false
}

/** A bucket whose time has passed is full again: forgetting it changes nothing. */
function forgetFull(buckets: Map<string, number>, nowMs: number): void {
  for (const [name, fullAt] of buckets) if (fullAt <= nowMs) buckets.delete(name)
}

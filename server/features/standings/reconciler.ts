import type { BoardId, LiveStanding, LiveState } from '../../live/port.ts'
import type { ContestsService, LoadedContest } from '../contests/contests-service.ts'
import type { UnitsService } from '../units/units-service.ts'
import type { StandingsService } from './standings-service.ts'
import type { StandingRow, StandingsStore } from './standings-store.ts'
import { wholeContest } from './whole-contest.ts'

type Dependencies = {
  store: StandingsStore
  standings: StandingsService
  contests: ContestsService
  units: UnitsService
  live: LiveState
  onRebuilt(board: BoardId): void
}

const pieceSize = 5_000

/** A board that is whole up to a transaction, with people counted by a shape of the tree of units. */
type Marked = { board: BoardId; seenBelow: string; shape: string }

/**
 * Holds live state to PostgreSQL. A board without a mark was lost or never built: it is built whole, from the same code
 * for "Redis was lost" and "the process restarted". A board with one gets what was committed since.
 */
export function createReconciler({ store, standings, contests, units, live, onRebuilt }: Dependencies) {
  /**
   * Rebuilds boards that have no mark of this run of the database or count people by another tree of units, then brings all of them
   * up to date with one reading.
   */
  async function reconcile({ id: contestId, rulesVersion }: LoadedContest, boards: readonly BoardId[], settled: number | undefined): Promise<void> {
    // asked before anything is read: a mark of a run that has ended meanwhile is not believed the next time
    const run = await store.databaseRun()
    const marked: Marked[] = []
    for (const board of boards) {
      const [ofRun, shape = '', seenBelow] = (await live.boards.watermark(board))?.split(' ') ?? []
      // while the tree is being worked on, boards go on with the one they have: one rebuild for all of it
      const wanted = shapeOf(board, rulesVersion, settled)
      if (seenBelow === undefined || ofRun !== run || (wanted !== undefined && shape !== wanted)) await rebuild(board, run, wanted)
      else marked.push({ board, seenBelow, shape })
    }
    // marks are transaction numbers: the smallest one misses nothing for any of the boards
    const [first, ...others] = marked.map(({ seenBelow }) => seenBelow)
    const since = others.reduce((least, mark) => (BigInt(mark) < BigInt(least) ? mark : least), first ?? '')
    if (since !== '') await catchUp(contestId, marked, run, since)
  }

  async function rebuild(board: BoardId, run: string, shape: string | undefined): Promise<void> {
    async function* liveStandings(pieces: AsyncIterable<StandingRow[]>): AsyncGenerator<LiveStanding[]> {
      for await (const rows of pieces) yield standings.liveStandingsOf(board, rows)
    }
    await store.readAll(board, (pieces, seenBelow) =>
      live.boards.rebuild(board, liveStandings(pieces), `${run} ${shape ?? 'unsettled'} ${seenBelow}`),
    )
    onRebuilt(board)
  }

  async function catchUp(contestId: number, marked: readonly Marked[], run: string, since: string): Promise<void> {
    for (let from = since; ; ) {
      const { rows, seenBelow } = await store.changes(contestId, from, pieceSize)
      await standings.place(contestId, rows)
      if (seenBelow !== from) for (const { board, shape } of marked) await live.boards.advance(board, `${run} ${shape} ${seenBelow}`)
      if (rows.length < pieceSize || seenBelow === from) return
      from = seenBelow
    }
  }

  return {
    /** One round of all boards; processes that share live state take turns. */
    async run(): Promise<void> {
      if (!live.isHealthy()) return
      await store.alone('reconcile boards', async () => {
        const settled = await units.settledShape()
        for (const contest of await contests.all()) {
          await reconcile(contest, boardsOf(contest), settled)
        }
      })
    },
  }
}

/** What a board is counted by beside its standings: the tree of units, once it is still; an age group's knows no units, but the group. */
function shapeOf({ ageGroupId }: BoardId, contestVersion: number, settled: number | undefined): string | undefined {
  if (ageGroupId !== undefined) return `ages-${contestVersion}`
  return settled === undefined ? undefined : String(settled)
}

/** Each round's board and the contest's own, where it has one; a frozen one apart; each for everybody and for each age group. */
function boardsOf({ id: contestId, rounds, settings }: LoadedContest): BoardId[] {
  const boards = rounds.flatMap((round) => bothOf({ contestId, roundId: round.id }, round.freezesAt !== null))
  const isFrozen = rounds.some((round) => round.freezesAt !== null)
  const everybody = settings.cumulative === null ? boards : [...boards, ...bothOf({ contestId, roundId: wholeContest }, isFrozen)]
  return everybody.flatMap((board) => [board, ...(settings.ageGroups?.groups ?? []).map(({ id }) => ({ ...board, ageGroupId: id }))])
}

function bothOf(board: Omit<BoardId, 'projection'>, isFrozen: boolean): BoardId[] {
  return [{ ...board, projection: 'official' }, ...(isFrozen ? [{ ...board, projection: 'public' as const }] : [])]
}

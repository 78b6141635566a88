import type { BoardId, LiveStanding, LiveState } from '../../live/port.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { StandingsService } from './standings-service.ts'
import type { StandingRow, StandingsStore } from './standings-store.ts'

type Dependencies = {
  store: StandingsStore
  standings: StandingsService
  contests: ContestsService
  live: LiveState
  onRebuilt(board: BoardId): void
}

const pieceSize = 5_000

/**
 * Holds live state to PostgreSQL. A board without a mark was lost or never built: it is built whole, from the same code
 * for "Redis was lost" and "the process restarted". A board with one gets what was committed since.
 */
export function createReconciler({ store, standings, contests, live, onRebuilt }: Dependencies) {
  /** Rebuilds boards that have no mark of this run of the database, then brings all of them up to date with one reading. */
  async function reconcile(contestId: number, boards: readonly BoardId[]): Promise<void> {
    // asked before anything is read: a mark of a run that has ended meanwhile is not believed the next time
    const run = await store.databaseRun()
    const marks: string[] = []
    for (const board of boards) {
      const [ofRun, seenBelow] = (await live.boards.watermark(board))?.split(' ') ?? []
      if (seenBelow === undefined || ofRun !== run) await rebuild(board, run)
      else marks.push(seenBelow)
    }
    // marks are transaction numbers: the smallest one misses nothing for any of the boards
    const since = marks.reduce((least, mark) => (BigInt(mark) < BigInt(least) ? mark : least), marks[0] ?? '')
    if (since !== '') await catchUp(contestId, boards, run, since)
  }

  async function rebuild(board: BoardId, run: string): Promise<void> {
    const { ranking } = (await contests.round(board.contestId, board.roundId)).settings
    async function* liveStandings(pieces: AsyncIterable<StandingRow[]>): AsyncGenerator<LiveStanding[]> {
      for await (const rows of pieces) yield Promise.all(rows.map((row) => standings.liveStandingOf(row, ranking)))
    }
    await store.readAll(board, (pieces, seenBelow) => live.boards.rebuild(board, liveStandings(pieces), `${run} ${seenBelow}`))
    onRebuilt(board)
  }

  async function catchUp(contestId: number, boards: readonly BoardId[], run: string, since: string): Promise<void> {
    for (let from = since; ; ) {
      const { rows, seenBelow } = await store.changes(contestId, from, pieceSize)
      await standings.place(contestId, rows)
      if (seenBelow !== from) for (const board of boards) await live.boards.advance(board, `${run} ${seenBelow}`)
      if (rows.length < pieceSize || seenBelow === from) return
      from = seenBelow
    }
  }

  return {
    /** One round of all boards; processes that share live state take turns. */
    async run(): Promise<void> {
      if (!live.isHealthy()) return
      await store.alone('reconcile boards', async () => {
        for (const contest of await contests.all()) {
          const boards = contest.rounds.flatMap((round): BoardId[] => {
            const board = { contestId: contest.id, roundId: round.id }
            return [{ ...board, projection: 'official' }, ...(round.freezesAt ? [{ ...board, projection: 'public' as const }] : [])]
          })
          await reconcile(contest.id, boards)
        }
      })
    },
  }
}

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
  let databaseId = ''

  async function reconcile(board: BoardId): Promise<void> {
    databaseId ||= await store.databaseId()
    const mark = await live.boards.watermark(board)
    const [ofDatabase, seenBelow] = mark?.split(' ') ?? []
    if (seenBelow === undefined || ofDatabase !== databaseId) return rebuild(board)
    await catchUp(board, seenBelow)
  }

  async function rebuild(board: BoardId): Promise<void> {
    const { ranking } = (await contests.round(board.contestId, board.roundId)).settings
    async function* liveStandings(pieces: AsyncIterable<StandingRow[]>): AsyncGenerator<LiveStanding[]> {
      for await (const rows of pieces) yield Promise.all(rows.map((row) => standings.liveStandingOf(row, ranking)))
    }
    await store.readAll(board, (pieces, seenBelow) => live.boards.rebuild(board, liveStandings(pieces), `${databaseId} ${seenBelow}`))
    onRebuilt(board)
  }

  async function catchUp(board: BoardId, since: string): Promise<void> {
    for (let from = since; ; ) {
      const { rows, seenBelow } = await store.changes(board.contestId, from, pieceSize)
      const mine = rows.filter((row) => row.roundId === board.roundId && row.projection === board.projection)
      await standings.place(board.contestId, mine)
      if (seenBelow !== from) await live.boards.advance(board, `${databaseId} ${seenBelow}`)
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
          for (const round of contest.rounds) {
            await reconcile({ contestId: contest.id, roundId: round.id, projection: 'official' })
            if (round.freezesAt) await reconcile({ contestId: contest.id, roundId: round.id, projection: 'public' })
          }
        }
      })
    },
  }
}
export type Reconciler = ReturnType<typeof createReconciler>

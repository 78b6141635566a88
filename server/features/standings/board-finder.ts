import type { BoardPart } from '../../contract/boards.ts'
import { Problem } from '../../contract/errors.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { StandingsService } from './standings-service.ts'
import type { WatchedBoard } from './watched-board.ts'
import { wholeContest } from './whole-contest.ts'

export type AskedBoard = BoardPart & { roundId: number; day?: string }

type Dependencies = { contests: Pick<ContestsService, 'bySlug' | 'byId'>; standings: Pick<StandingsService, 'publicBoard'> }

/** From what is asked for to a board that exists. */
export function createBoardFinder({ contests, standings }: Dependencies) {
  async function partOfBoard(contestId: number, { roundId }: AskedBoard): Promise<Omit<WatchedBoard, 'projection'>> {
    const { settings } = await contests.byId(contestId)
    if (roundId === wholeContest && settings.cumulative === null) throw new Problem('BOARD_NOT_FOUND')
    return { contestId, roundId }
  }

  return {
    /** What people other than officials may see. */
    async publicBoard(slug: string, asked: AskedBoard): Promise<WatchedBoard> {
      const { id: contestId } = await contests.bySlug(slug)
      const { projection } = await standings.publicBoard(contestId, asked.roundId)
      return { ...(await partOfBoard(contestId, asked)), projection }
    },
    async officialBoard(slug: string, asked: AskedBoard): Promise<WatchedBoard> {
      const { id: contestId } = await contests.bySlug(slug)
      return { ...(await partOfBoard(contestId, asked)), projection: 'official' }
    },
  }
}
export type BoardFinder = ReturnType<typeof createBoardFinder>

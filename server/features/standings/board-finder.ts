import type { BoardPart } from '../../contract/boards.ts'
import { Problem } from '../../contract/errors.ts'
import type { ContestsService, LoadedContest } from '../contests/contests-service.ts'
import type { StandingsService } from './standings-service.ts'
import type { WatchedBoard } from './watched-board.ts'
import { wholeContest } from './whole-contest.ts'

export type AskedBoard = BoardPart & { roundId: number; day?: string }

type Dependencies = { contests: Pick<ContestsService, 'bySlug' | 'shown'>; standings: Pick<StandingsService, 'publicBoard'> }

/** From what is asked for to a board that exists. */
export function createBoardFinder({ contests, standings }: Dependencies) {
  function find({ id: contestId, settings }: LoadedContest, { roundId }: AskedBoard): Omit<WatchedBoard, 'projection'> {
    if (roundId === wholeContest && settings.cumulative === null) throw new Problem('BOARD_NOT_FOUND')
    return { contestId, roundId }
  }

  async function publicOf(contest: LoadedContest, asked: AskedBoard): Promise<WatchedBoard> {
    const { projection } = await standings.publicBoard(contest.id, asked.roundId)
    return { ...find(contest, asked), projection }
  }

  return {
    /** What people other than officials may see. */
    publicBoard: async (slug: string, asked: AskedBoard): Promise<WatchedBoard> => publicOf(await contests.shown(slug), asked),
    /** What officials see, also of a contest that is not announced. */
    async boardPair(slug: string, asked: AskedBoard): Promise<{ official: WatchedBoard; public: WatchedBoard }> {
      const contest = await contests.bySlug(slug)
      return { official: { ...find(contest, asked), projection: 'official' }, public: await publicOf(contest, asked) }
    },
  }
}
export type BoardFinder = ReturnType<typeof createBoardFinder>

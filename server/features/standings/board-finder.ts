import type { BoardPart } from '../../contract/boards.ts'
import { Problem } from '../../contract/errors.ts'
import type { ContestsService, LoadedContest } from '../contests/contests-service.ts'
import type { DayTrees } from '../units/day-trees-service.ts'
import type { StandingsService } from './standings-service.ts'
import type { WatchedBoard } from './watched-board.ts'
import { wholeContest } from './whole-contest.ts'

export type AskedBoard = BoardPart & { roundId: number; day?: string }

type Dependencies = {
  contests: Pick<ContestsService, 'bySlug' | 'shown'>
  standings: Pick<StandingsService, 'publicBoard'>
  dayTrees: Pick<DayTrees, 'on'>
}

/** From what is asked for to a board that exists. */
export function createBoardFinder({ contests, standings, dayTrees }: Dependencies) {
  async function find(
    { id: contestId, settings }: LoadedContest,
    { roundId, unitId, ageGroupId, day }: AskedBoard,
  ): Promise<Omit<WatchedBoard, 'projection'>> {
    if (roundId === wholeContest && settings.cumulative === null) throw new Problem('BOARD_NOT_FOUND')
    if (ageGroupId !== undefined && (unitId !== undefined || !settings.ageGroups?.groups.some(({ id }) => id === ageGroupId)))
      throw new Problem('BOARD_NOT_FOUND')
    if (unitId === undefined) return { contestId, roundId, ...(ageGroupId === undefined ? {} : { ageGroupId }) }
    const tree = await dayTrees.on(day)
    if (!tree.get(unitId)) throw new Problem('UNIT_NOT_FOUND')
    // the top of the tree is everybody: that board is live
    return tree.isEverybody(unitId) ? { contestId, roundId } : { contestId, roundId, unitId, ...(day === undefined ? {} : { day }) }
  }

  async function publicOf(contest: LoadedContest, asked: AskedBoard): Promise<WatchedBoard> {
    const { projection } = await standings.publicBoard(contest.id, asked.roundId)
    return { ...(await find(contest, asked)), projection }
  }

  return {
    /** What people other than officials may see. */
    publicBoard: async (slug: string, asked: AskedBoard): Promise<WatchedBoard> => publicOf(await contests.shown(slug), asked),
    /** What officials see, also of a contest that is not announced. */
    async boardPair(slug: string, asked: AskedBoard): Promise<{ official: WatchedBoard; public: WatchedBoard }> {
      const contest = await contests.bySlug(slug)
      return { official: { ...(await find(contest, asked)), projection: 'official' }, public: await publicOf(contest, asked) }
    },
  }
}
export type BoardFinder = ReturnType<typeof createBoardFinder>

import type { BoardId, LiveStanding, LiveState } from '../../live/port.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { UnitsService } from '../units/units-service.ts'
import { encodeMember } from './board-member.ts'
import type { Ranked, RankingKey } from './ranking.ts'
import type { StandingRow, StandingsStore } from './standings-store.ts'

type Dependencies = {
  store: StandingsStore
  live: LiveState
  contests: ContestsService
  units: UnitsService
  /** Live state missed something; the reconciler will mend it. Nobody who takes part is told. */
  onMissed(error: unknown): void
}

export function createStandingsService({ store, live, contests, units, onMissed }: Dependencies) {
  async function liveStandingOf(row: StandingRow, ranking: readonly RankingKey[]): Promise<LiveStanding> {
    return {
      entrantId: row.contestantId,
      version: row.version,
      member: encodeMember(ranking, rankedOf(row), row.contestantId),
      unitIds: await units.trailIdsOf(row.unitId),
    }
  }

  async function place(contestId: number, rows: readonly StandingRow[]): Promise<void> {
    for (const ofBoard of Map.groupBy(rows, (row) => `${row.roundId} ${row.projection}`).values()) {
      const { roundId, projection } = ofBoard[0] as StandingRow
      const { ranking } = (await contests.round(contestId, roundId)).settings
      const standings = await Promise.all(ofBoard.map((row) => liveStandingOf(row, ranking)))
      await live.boards.place({ contestId, roundId, projection }, standings)
    }
  }

  return {
    foldSql: (ranking: readonly RankingKey[]) => store.foldSql(ranking),
    changeScoresSql: (update: string, ranking: readonly RankingKey[]) => store.changeScoresSql(update, ranking),
    /** After the commit: boards and tallies follow. */
    announce(contestId: number, rows: readonly StandingRow[]): void {
      place(contestId, rows).catch(onMissed)
    },
    place,
    liveStandingOf,
    /** The board that people other than officials may see. */
    async publicBoard(contestId: number, roundId: number): Promise<BoardId> {
      const round = await contests.round(contestId, roundId)
      return { contestId, roundId, projection: round.freezesAt ? 'public' : 'official' }
    },
    find: (board: BoardId, contestantId: string) => store.find(board, contestantId),
  }
}
export type StandingsService = ReturnType<typeof createStandingsService>

export function rankedOf(row: Pick<StandingRow, 'scoreThousandths' | 'predictionGap' | 'durationMs' | 'submittedAtMs'>): Ranked {
  return { score: row.scoreThousandths, predictionGap: row.predictionGap, durationMs: row.durationMs, submittedAtMs: row.submittedAtMs }
}

import type { TransactionSql } from 'postgres'
import type { BoardId, LiveStanding, LiveState } from '../../live/port.ts'
import type { ContestsService, LoadedContest } from '../contests/contests-service.ts'
import type { UnitsService } from '../units/units-service.ts'
import { isInAgeGroup } from './age-groups.ts'
import { encodeMember } from './board-member.ts'
import type { StandingRow, StandingsStore } from './standings-store.ts'
import { wholeContest } from './whole-contest.ts'

type Dependencies = {
  store: StandingsStore
  live: LiveState
  contests: ContestsService
  units: UnitsService
  /** Live state missed something; the reconciler will mend it. Nobody who takes part is told. */
  onMissed(error: unknown): void
}

type Round = { contestId: number; roundId: number }

export function createStandingsService({ store, live, contests, units, onMissed }: Dependencies) {
  async function ofEverybody(rows: readonly StandingRow[]): Promise<LiveStanding[]> {
    const trails = new Map<number, readonly number[]>()
    for (const { unitId } of rows) if (!trails.has(unitId)) trails.set(unitId, await units.trailIdsOf(unitId))
    return rows.map(({ contestantId, version, placeBy, unitId }) =>
      placeBy === null
        ? { entrantId: contestantId, version, member: null, unitIds: [] }
        : { entrantId: contestantId, version, member: encodeMember(placeBy, contestantId), unitIds: trails.get(unitId) ?? [] },
    )
  }

  /** On the board of an age group stand those who fit it; the others are told to have left, in case they ever stood there. */
  async function ofAgeGroup(board: BoardId, rows: readonly StandingRow[]): Promise<LiveStanding[]> {
    const { ageGroups } = (await contests.byId(board.contestId)).settings
    const group = ageGroups?.groups.find(({ id }) => id === board.ageGroupId)
    const birthDays = await store.birthDays(
      board.contestId,
      rows.map(({ contestantId }) => contestantId),
    )
    return rows.map(({ contestantId, version, placeBy }) => {
      const fits = ageGroups && group && isInAgeGroup(group, birthDays.get(contestantId) ?? null, ageGroups.on)
      return { entrantId: contestantId, version, member: fits && placeBy ? encodeMember(placeBy, contestantId) : null, unitIds: [] }
    })
  }

  const liveStandingsOf = (board: BoardId, rows: readonly StandingRow[]): Promise<LiveStanding[]> =>
    board.ageGroupId === undefined ? ofEverybody(rows) : ofAgeGroup(board, rows)

  async function place(contestId: number, rows: readonly StandingRow[]): Promise<void> {
    const groups = rows.length === 0 ? [] : ((await contests.byId(contestId)).settings.ageGroups?.groups ?? [])
    for (const ofBoard of Map.groupBy(rows, (row) => `${row.roundId} ${row.projection}`).values()) {
      const { roundId, projection } = ofBoard[0] as StandingRow
      const board: BoardId = { contestId, roundId, projection }
      for (const one of [board, ...groups.map(({ id }) => ({ ...board, ageGroupId: id }))])
        await live.boards.place(one, await liveStandingsOf(one, ofBoard))
    }
  }

  /** What follows for held people from attempts of theirs that changed in this transaction: their standings in the round, and in the contest. */
  async function refold(transaction: TransactionSql, { contestId, roundId }: Round, contestantIds: readonly string[]): Promise<StandingRow[]> {
    const [contest, { version, settings }] = await Promise.all([contests.byId(contestId), contests.round(contestId, roundId)])
    // both are sent at once: they run one after the other
    const [ofRound, ofContest] = await Promise.all([
      store.foldRound(transaction, { contestId, roundId, version, rules: settings }, contestantIds),
      settings.isPractice ? [] : foldContest(transaction, contest, contestantIds),
    ])
    return [...ofRound, ...ofContest]
  }

  async function foldContest(transaction: TransactionSql, contest: LoadedContest, contestantIds: readonly string[]): Promise<StandingRow[]> {
    const { id: contestId, rulesVersion: version, settings } = contest
    return settings.cumulative === null ? [] : store.foldContest(transaction, { contestId, version, rules: settings.cumulative }, contestantIds)
  }

  return {
    /** Before anything changes that people's standings are made of; until the transaction ends. */
    hold: store.hold,
    refold,
    /** The same for the contest alone, where its rounds' standings stay as they are. */
    refoldContest: async (transaction: TransactionSql, contestId: number, contestantIds: readonly string[]) =>
      foldContest(transaction, await contests.byId(contestId), contestantIds),
    /** Every standing of held people, after something about themselves has changed that ranks them: a day of birth. Boards hear of it by themselves. */
    async refoldEverywhere(transaction: TransactionSql, contestId: number, contestantIds: readonly string[]): Promise<void> {
      for (const roundId of await store.roundsOf(transaction, contestId, contestantIds))
        await refold(transaction, { contestId, roundId }, contestantIds)
    },
    /** After the commit: boards and tallies follow. */
    announce(contestId: number, rows: readonly StandingRow[]): void {
      place(contestId, rows).catch(onMissed)
    },
    place,
    liveStandingsOf,
    /** The board that people other than officials may see. */
    async publicBoard(contestId: number, roundId: number): Promise<BoardId> {
      const { rounds } = await contests.byId(contestId)
      const own = roundId === wholeContest ? rounds : [await contests.round(contestId, roundId)]
      return { contestId, roundId, projection: own.some((round) => round.freezesAt) ? 'public' : 'official' }
    },
    find: (board: BoardId, contestantId: string) => store.find(board, contestantId),
  }
}
export type StandingsService = ReturnType<typeof createStandingsService>

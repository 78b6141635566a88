import type { Clock } from '../../clock.ts'
import type { BoardRow, BoardSnapshot, BoardUnitRow } from '../../contract/boards.ts'
import { Problem } from '../../contract/errors.ts'
import type { Language } from '../../contract/primitives.ts'
import type { RankingRule } from '../../contract/ranking.ts'
import { textsIn } from '../../i18n/texts-in.ts'
import { LiveAwayError, type LiveState, type Tally } from '../../live/port.ts'
import { hasEssays } from '../attempts/attempt-scoring.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { DayTrees } from '../units/day-trees-service.ts'
import type { UnitsService } from '../units/units-service.ts'
import type { LabelsOf } from './board-labels.ts'
import type { BoardPartsStore } from './board-parts-store.ts'
import { type Placed, placedFromMembers, placedFromRows } from './board-places.ts'
import { type BoardTerms, boardTerms } from './board-terms.ts'
import { shownValues, valuesOf } from './ranking.ts'
import type { StandingsStore } from './standings-store.ts'
import type { WatchedBoard } from './watched-board.ts'
import { wholeContest } from './whole-contest.ts'

const shownRows = 50
const shownUnits = 12
/** Units of this depth race each other; the top is everybody. */
const racingDepth = 1

/** A board as it is held for readers of every language: what is said in words is told to each in his own. */
export type HeldBoard = Omit<BoardSnapshot, 'ranking' | 'keys' | 'roundTitle' | 'ageGroup'> & {
  ranking: readonly RankingRule[]
  roundTitle: string | null
  ageGroup?: { ageGroupId: string; title: string; titleEn?: string }
}
export type BoardContent = Omit<HeldBoard, 'version' | 'takenAt'>
type Found = { placed: Placed[]; entrants: number; tallies: Tally[]; isWhole: boolean }

type Dependencies = {
  live: LiveState
  store: StandingsStore
  contests: ContestsService
  units: Pick<UnitsService, 'nameOf' | 'depthOf'>
  parts: Pick<BoardPartsStore, 'top' | 'size' | 'topOfAge'>
  dayTrees: Pick<DayTrees, 'on'>
  labelsOf: LabelsOf
  clock: Clock
}

/** Reads a board as people see it: places and keys from live state, names and units from PostgreSQL, remembered. */
export function createBoardReader({ live, store, parts, contests, units, dayTrees, labelsOf, clock }: Dependencies) {
  async function rowsOf(
    board: WatchedBoard,
    ranking: readonly RankingRule[],
    placed: readonly Placed[],
    isOfficial: boolean,
  ): Promise<(BoardRow & { entrantId: string })[]> {
    const labelOf = await labelsOf(
      board,
      placed.map(({ entrantId }) => entrantId),
    )
    return placed.map(({ place, placeBy, entrantId }) => {
      const label = labelOf(entrantId)
      const entry = valuesOf(ranking, placeBy)
      return {
        entrantId,
        key: label?.key ?? '',
        place,
        name: (isOfficial ? label?.fullName : label?.shownName) ?? '',
        unitName: label?.unitName ?? '',
        scoreThousandths: entry.score ?? 0,
        durationMs: entry.durationMs ?? 0,
        values: shownValues(ranking, placeBy, isOfficial),
      }
    })
  }

  /** While live state is away PostgreSQL orders the board itself; turn-out by unit has to wait. */
  async function fromDatabase(board: WatchedBoard): Promise<Found> {
    const { ageGroups } = (await contests.byId(board.contestId)).settings
    const group = ageGroups?.groups.find(({ id }) => id === board.ageGroupId)
    if (!ageGroups || !group)
      return { placed: placedFromRows(await store.top(board, shownRows)), entrants: await store.size(board), tallies: [], isWhole: true }
    const { rows, size } = await parts.topOfAge(board, { ...group, on: ageGroups.on }, shownRows)
    return { placed: placedFromRows(rows), entrants: size, tallies: [], isWhole: true }
  }

  const countOf = async (board: WatchedBoard, isWhole: boolean) => {
    if (isWhole) return live.boards.size(board)
    return board.ageGroupId === undefined ? store.size(board) : (await fromDatabase(board)).entrants
  }

  async function fromLive(board: WatchedBoard): Promise<Found> {
    const [members, tallies, isWhole] = await Promise.all([
      live.boards.page(board, 0, shownRows),
      live.boards.tallies(board),
      live.boards.isWhole(board),
    ])
    // where live state had no room for all, PostgreSQL counts them, and turn-out by unit has to wait
    return { placed: placedFromMembers(members), entrants: await countOf(board, isWhole), tallies: isWhole ? tallies : [], isWhole }
  }

  /** Of a unit and all below it. */
  async function fromUnits(board: WatchedBoard, unitId: number): Promise<Found> {
    const unitIds = (await dayTrees.on(board.day)).countedIn(unitId)
    const [rows, entrants] = await Promise.all([parts.top(board, unitIds, shownRows), parts.size(board, unitIds)])
    return { placed: placedFromRows(rows), entrants, tallies: [], isWhole: true }
  }

  function find(board: WatchedBoard): Promise<Found> {
    if (board.unitId !== undefined) return fromUnits(board, board.unitId)
    return fromLive(board).catch((error: unknown) => {
      if (error instanceof LiveAwayError) return fromDatabase(board)
      throw error
    })
  }

  /** Asked only where papers have essays; of a frozen board only those who ended before the freeze are counted. */
  async function isProvisional(board: WatchedBoard, { rounds }: BoardTerms): Promise<boolean> {
    for (const { id: roundId, version, freezesAt } of rounds) {
      const ofRound = { ...board, roundId }
      const isAsked = hasEssays(await contests.material(board.contestId, roundId, version))
      if (isAsked && (await store.hasEssaysWaiting(ofRound, board.projection === 'public' ? freezesAt : null))) return true
    }
    return false
  }

  /** Only those of one level, the most entrants first. */
  async function racing(tallies: readonly Tally[]): Promise<BoardUnitRow[]> {
    const rows: BoardUnitRow[] = []
    for (const { unitId, entrants } of tallies) {
      if ((await units.depthOf(unitId)) === racingDepth) rows.push({ unitId, unitName: await units.nameOf(unitId), entrants })
    }
    return rows.sort((a, b) => b.entrants - a.entrants || a.unitId - b.unitId).slice(0, shownUnits)
  }

  async function partHead({ contestId, unitId, ageGroupId, day }: WatchedBoard): Promise<Pick<BoardContent, 'unit' | 'ageGroup'>> {
    const unit = unitId === undefined ? undefined : (await dayTrees.on(day)).get(unitId)
    const group =
      ageGroupId === undefined ? undefined : (await contests.byId(contestId)).settings.ageGroups?.groups.find(({ id }) => id === ageGroupId)
    return {
      ...(unit ? { unit: { unitId: unit.id, unitName: unit.name } } : {}),
      ...(group
        ? { ageGroup: { ageGroupId: group.id, title: group.title, ...(group.titleEn === undefined ? {} : { titleEn: group.titleEn }) } }
        : {}),
    }
  }

  async function termsOf({ contestId, roundId }: WatchedBoard): Promise<BoardTerms & { contestTitle: string }> {
    const contest = await contests.byId(contestId)
    const terms = boardTerms(contest, roundId, clock.now())
    if (!terms) throw new Problem(roundId === wholeContest ? 'BOARD_NOT_FOUND' : 'ROUND_NOT_FOUND')
    return { ...terms, contestTitle: contest.title }
  }

  return {
    async read(board: WatchedBoard, isOfficial: boolean): Promise<BoardContent> {
      const terms = await termsOf(board)
      const { contestTitle, roundId, roundTitle, ranking, frozenSince } = terms
      const head = {
        roundId,
        contestTitle,
        roundTitle,
        ...(await partHead(board)),
        projection: isOfficial ? ('official' as const) : ('public' as const),
        ranking,
        frozenSince: frozenSince?.toISOString() ?? null,
        ...(terms.awaitsTruth ? { awaitsTruth: true } : {}),
      }
      // nothing is even read: no byte may depend on who else takes part
      if (terms.isHidden && !isOfficial) return { ...head, entrants: null, isHidden: true, rows: [], units: [] }
      const { placed, entrants, tallies, isWhole } = await find(board)
      // where a round reveals nothing yet, its board tells how many have come and no more
      const isShown = isOfficial || terms.isRevealed
      const rows = await rowsOf(board, ranking, isShown ? placed : [], isOfficial)
      return {
        ...head,
        entrants,
        ...(isWhole ? {} : { isPartial: true }),
        ...(isShown && (await isProvisional(board, terms)) ? { hasEssaysWaiting: true } : {}),
        rows: rows.map(({ entrantId: _entrantId, ...row }) => row),
        units: await racing(tallies),
      }
    },

    termsOf,

    /** One entrant and its neighbours, as the public sees them; undefined while the board does not show that person. */
    async around(
      board: WatchedBoard,
      entrantId: string,
      radius: number,
    ): Promise<{ entrants: number; rows: (BoardRow & { isMe: boolean })[] } | undefined> {
      const { ranking } = await termsOf(board)
      const members = await live.boards.around(board, entrantId, radius)
      if (!members) return undefined
      const rows = await rowsOf(board, ranking, placedFromMembers(members), false)
      return {
        entrants: await countOf(board, await live.boards.isWhole(board)),
        rows: rows.map(({ entrantId: id, ...row }) => ({ ...row, isMe: id === entrantId })),
      }
    },
  }
}
export type BoardReader = ReturnType<typeof createBoardReader>

export function presentBoard({ roundTitle, ranking, ageGroup, ...board }: HeldBoard, language: Language): BoardSnapshot {
  const texts = textsIn(language)
  return {
    ...board,
    ...(ageGroup ? { ageGroup: { ageGroupId: ageGroup.ageGroupId, title: (language === 'en' && ageGroup.titleEn) || ageGroup.title } } : {}),
    roundTitle: roundTitle ?? texts.boards.wholeContest,
    ranking: texts.rankingClause(ranking),
    keys: ranking.map(({ key }) => key),
  }
}

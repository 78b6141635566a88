import type { Clock } from '../../clock.ts'
import type { BoardRow, BoardSnapshot, BoardUnitRow } from '../../contract/boards.ts'
import type { Language } from '../../contract/primitives.ts'
import type { RankingRule } from '../../contract/ranking.ts'
import { textsIn } from '../../i18n/texts-in.ts'
import { type BoardId, LiveAwayError, type LiveState, type PlacedMember } from '../../live/port.ts'
import type { Secrets } from '../../secrets.ts'
import { hasEssays } from '../attempts/attempt-scoring.ts'
import type { ContestantsService } from '../contestants/contestants-service.ts'
import { shownName } from '../contestants/person-rules.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import { frozenSince } from '../contests/round-phase.ts'
import { revealsAfterAttempt } from '../contests/round-settings.ts'
import type { UnitsService } from '../units/units-service.ts'
import { decodeMember, encodeMember } from './board-member.ts'
import { comparePlaces, rulesInForce, valuesOf } from './ranking.ts'
import type { StandingsStore } from './standings-store.ts'

const shownRows = 50
const shownUnits = 12
/** Units of this depth race each other; the top is everybody. */
const racingDepth = 1

/** A board as it is held for readers of every language: its rule is told to each in his own words. */
export type HeldBoard = Omit<BoardSnapshot, 'ranking'> & { ranking: readonly RankingRule[] }
export type BoardContent = Omit<HeldBoard, 'version' | 'takenAt'>
type Label = { key: string; fullName: string; shownName: string; unitName: string; readAtMs: number }
/** Names are decrypted for this long only: what a person erased or corrected leaves every board soon after. */
const labelsHoldMs = 5_000

type Dependencies = {
  live: LiveState
  store: StandingsStore
  contests: ContestsService
  contestants: ContestantsService
  units: UnitsService
  secrets: Secrets
  clock: Clock
}

/** Reads a board as people see it: places and keys from live state, names and units from PostgreSQL, remembered. */
export function createBoardReader({ live, store, contests, contestants, units, secrets, clock }: Dependencies) {
  const labels = new Map<string, Label>()
  const mostLabels = 20_000

  async function labelsFor(board: BoardId, entrantIds: readonly string[]): Promise<void> {
    const nowMs = clock.now()
    const isKnown = (id: string) => nowMs - (labels.get(`${board.contestId} ${id}`)?.readAtMs ?? 0) < labelsHoldMs
    const unknown = entrantIds.filter((id) => !isKnown(id))
    if (unknown.length === 0) return
    if (labels.size > mostLabels) labels.clear()
    for (const person of await contestants.namesOf(board.contestId, unknown)) {
      labels.set(`${board.contestId} ${person.id}`, {
        key: secrets.boardKeyHmac(`${board.contestId} ${board.roundId}`, person.id).toString('base64url').slice(0, 12),
        fullName: person.fullName,
        shownName: shownName(person),
        unitName: await units.nameOf(person.unitId),
        readAtMs: nowMs,
      })
    }
  }

  async function rowsOf(
    board: BoardId,
    ranking: readonly RankingRule[],
    members: readonly PlacedMember[],
    isOfficial: boolean,
  ): Promise<(BoardRow & { entrantId: string })[]> {
    const decoded = members.map(({ place, member }) => {
      const { placeBy, entrantId } = decodeMember(member)
      return { place, entrantId, entry: valuesOf(ranking, placeBy) }
    })
    await labelsFor(
      board,
      decoded.map(({ entrantId }) => entrantId),
    )
    return decoded.map(({ place, entry, entrantId }) => {
      const label = labels.get(`${board.contestId} ${entrantId}`)
      return {
        entrantId,
        key: label?.key ?? '',
        place,
        name: (isOfficial ? label?.fullName : label?.shownName) ?? '',
        unitName: label?.unitName ?? '',
        scoreThousandths: entry.score ?? 0,
        durationMs: entry.durationMs ?? 0,
      }
    })
  }

  /** While live state is away PostgreSQL orders the board itself; turn-out by unit has to wait. */
  async function fromDatabase(board: BoardId): Promise<{ members: PlacedMember[]; entrants: number; tallies: []; isWhole: true }> {
    const rows = await store.top(board, shownRows)
    let place = 1
    const members = rows.map(({ placeBy, contestantId }, index) => {
      const above = rows[index - 1]
      if (above && comparePlaces(above.placeBy ?? [], placeBy ?? []) !== 0) place = index + 1
      return { place, member: encodeMember(placeBy ?? [], contestantId) }
    })
    return { members, entrants: await store.size(board), tallies: [], isWhole: true }
  }

  const countOf = (board: BoardId, isWhole: boolean) => (isWhole ? live.boards.size(board) : store.size(board))

  async function fromLive(board: BoardId) {
    const [members, tallies, isWhole] = await Promise.all([
      live.boards.page(board, 0, shownRows),
      live.boards.tallies(board),
      live.boards.isWhole(board),
    ])
    // where live state had no room for all, PostgreSQL counts them, and turn-out by unit has to wait
    return { members, entrants: await countOf(board, isWhole), tallies: isWhole ? tallies : [], isWhole }
  }

  /** Asked only where papers have essays; of a frozen board only those who ended before the freeze are counted. */
  async function isProvisional(board: BoardId, { version, freezesAt }: { version: number; freezesAt: Date | null }): Promise<boolean> {
    if (!hasEssays(await contests.material(board.contestId, board.roundId, version))) return false
    return store.hasEssaysWaiting(board, board.projection === 'public' ? freezesAt : null)
  }

  return {
    async read(board: BoardId, isOfficial: boolean): Promise<BoardContent> {
      const contest = await contests.byId(board.contestId)
      const round = await contests.round(board.contestId, board.roundId)
      const ranking = rulesInForce(round.settings.ranking, round.settings.places)
      const { members, entrants, tallies, isWhole } = await fromLive(board).catch((error: unknown) => {
        if (error instanceof LiveAwayError) return fromDatabase(board)
        throw error
      })
      // where a round reveals nothing yet, its board tells how many have come and no more
      const isRevealed = isOfficial || revealsAfterAttempt(round.settings)
      const rows = await rowsOf(board, ranking, isRevealed ? members : [], isOfficial)
      const racing: BoardUnitRow[] = []
      for (const { unitId, entrants: count } of tallies) {
        if ((await units.depthOf(unitId)) === racingDepth) racing.push({ unitId, unitName: await units.nameOf(unitId), entrants: count })
      }
      return {
        roundId: round.id,
        contestTitle: contest.title,
        roundTitle: round.title,
        projection: isOfficial ? 'official' : 'public',
        ranking,
        frozenSince: frozenSince(round, clock.now())?.toISOString() ?? null,
        entrants,
        ...(isWhole ? {} : { isPartial: true }),
        ...(isRevealed && (await isProvisional(board, round)) ? { hasEssaysWaiting: true } : {}),
        rows: rows.map(({ entrantId: _entrantId, ...row }) => row),
        units: racing.sort((a, b) => b.entrants - a.entrants || a.unitId - b.unitId).slice(0, shownUnits),
      }
    },

    /** One entrant and its neighbours; undefined while the board does not show that person. */
    async around(
      board: BoardId,
      entrantId: string,
      radius: number,
    ): Promise<{ entrants: number; rows: (BoardRow & { isMe: boolean })[] } | undefined> {
      const { settings } = await contests.round(board.contestId, board.roundId)
      const members = await live.boards.around(board, entrantId, radius)
      if (!members) return undefined
      const rows = await rowsOf(board, rulesInForce(settings.ranking, settings.places), members, false)
      return {
        entrants: await countOf(board, await live.boards.isWhole(board)),
        rows: rows.map(({ entrantId: id, ...row }) => ({ ...row, isMe: id === entrantId })),
      }
    },
  }
}
export type BoardReader = ReturnType<typeof createBoardReader>

export function presentBoard(board: HeldBoard, language: Language): BoardSnapshot {
  return { ...board, ranking: textsIn(language).rankingClause(board.ranking) }
}

import { Problem } from '../../contract/errors.ts'
import type { OwnPlace, OwnPlaces } from '../../contract/own-places.ts'
import type { Language } from '../../contract/primitives.ts'
import { textsIn } from '../../i18n/texts-in.ts'
import { LiveAwayError, type LiveState } from '../../live/port.ts'
import type { ContestantsService } from '../contestants/contestants-service.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { DayTrees } from '../units/day-trees-service.ts'
import type { LabelsOf } from './board-labels.ts'
import { decodeMember } from './board-member.ts'
import type { BoardPartsStore } from './board-parts-store.ts'
import type { BoardReader } from './board-reader.ts'
import type { PlaceBy } from './ranking.ts'
import type { StandingsService } from './standings-service.ts'
import type { WatchedBoard } from './watched-board.ts'
import { wholeContest } from './whole-contest.ts'
import { leadOf, ownValues } from './why-here.ts'

type Dependencies = {
  contestants: Pick<ContestantsService, 'namesOf'>
  live: LiveState
  parts: Pick<BoardPartsStore, 'better' | 'size'>
  boards: Pick<BoardReader, 'termsOf'>
  standings: Pick<StandingsService, 'find' | 'publicBoard'>
  contests: Pick<ContestsService, 'bySlug' | 'shown'>
  dayTrees: DayTrees
  labelsOf: LabelsOf
}

type Above = { place: number; placeBy: PlaceBy; entrantId: string }
type Standing = { place: number; entrants: number; placeBy: PlaceBy; above: Above | undefined }
type Reader = { isOfficial: boolean; language: Language }

/** "Why am I here": of everything that one person stands on. Others get what the public board tells, officials what is true. */
export function createOwnPlaces({ contestants, live, parts, boards, standings, contests, dayTrees, labelsOf }: Dependencies) {
  async function amongAll(board: WatchedBoard, contestantId: string): Promise<Standing | undefined> {
    const found = await live.boards.standing(board, contestantId).catch(undefinedWhenAway)
    if (!found) return undefined
    const { mine, above } = found
    return {
      place: mine.place,
      entrants: await live.boards.size(board),
      placeBy: decodeMember(mine.member).placeBy,
      above: above && { place: above.place, ...decodeMember(above.member) },
    }
  }

  /** Among the people of the own unit, wherever that goes on today; undefined where that is everybody. */
  async function amongUnit(board: WatchedBoard, contestantId: string): Promise<(Standing & Required<Pick<OwnPlace, 'unit'>>) | undefined> {
    const [row, tree] = await Promise.all([standings.find(board, contestantId), dayTrees.on()])
    const unit = row && tree.get(tree.homeOf(row.unitId) ?? 0)
    if (!row?.placeBy || !unit || tree.isEverybody(unit.id)) return undefined
    const unitIds = tree.countedIn(unit.id)
    const [{ count, above }, entrants] = await Promise.all([parts.better(board, unitIds, row.placeBy), parts.size(board, unitIds)])
    const next = above?.placeBy ? { entrantId: above.contestantId, placeBy: above.placeBy } : undefined
    return {
      unit: { unitId: unit.id, unitName: unit.name },
      place: count + 1,
      entrants,
      placeBy: row.placeBy,
      above: next && { ...next, place: (await parts.better(board, unitIds, next.placeBy)).count + 1 },
    }
  }

  async function told(board: WatchedBoard, standing: Standing, { isOfficial, language }: Reader): Promise<Omit<OwnPlace, 'unit'>> {
    const { ranking } = await boards.termsOf(board)
    const labels = textsIn(language).boards.keys
    const { place, entrants, placeBy, above } = standing
    const lead = above && leadOf(ranking, placeBy, above.placeBy)
    const label = above && (await labelsOf(board, [above.entrantId]))(above.entrantId)
    return {
      roundId: board.roundId,
      place,
      entrants,
      keys: ownValues(ranking, placeBy).map(({ key, value }) => ({ key, label: labels[key], value })),
      nextUp:
        above && lead
          ? {
              place: above.place,
              name: (isOfficial ? label?.fullName : label?.shownName) ?? '',
              unitName: label?.unitName ?? '',
              ...lead,
              label: labels[lead.key],
            }
          : null,
    }
  }

  async function isShown(board: WatchedBoard, { isOfficial }: Reader): Promise<boolean> {
    const { isRevealed, isHidden } = await boards.termsOf(board)
    return isOfficial || (isRevealed && !isHidden)
  }

  async function ofBoard(board: WatchedBoard, contestantId: string, reader: Reader): Promise<OwnPlace[]> {
    if (!(await isShown(board, reader))) return []
    const [all, own] = await Promise.all([amongAll(board, contestantId), amongUnit(board, contestantId)])
    return Promise.all([
      ...(all ? [told(board, all, reader)] : []),
      ...(own ? [told(board, own, reader).then((place): OwnPlace => ({ ...place, unit: own.unit }))] : []),
    ])
  }

  return {
    /** Of one public board, among all. */
    async onBoard(board: WatchedBoard, contestantId: string, language: Language): Promise<OwnPlace | undefined> {
      const reader = { isOfficial: false, language }
      const all = (await isShown(board, reader)) ? await amongAll(board, contestantId) : undefined
      return all && told(board, all, reader)
    },
    /** By the person's own token, which opens nothing once the person is erased, and nothing of another contest. */
    async ofBearer(slug: string, { contestId, contestantId }: { contestId: number; contestantId: string }, language: Language): Promise<OwnPlaces> {
      const [[person], contest] = await Promise.all([contestants.namesOf(contestId, [contestantId]), contests.shown(slug)])
      if (contest.id !== contestId || !person || person.isErased) throw new Problem('TOKEN_INVALID')
      return this.ofPerson(slug, contestantId, { isOfficial: false, language })
    },
    /** Of the contest, where it has a board of its own, then of each round. */
    async ofPerson(slug: string, contestantId: string, reader: Reader): Promise<OwnPlaces> {
      const contest = await (reader.isOfficial ? contests.bySlug(slug) : contests.shown(slug))
      const roundIds = [...(contest.settings.cumulative === null ? [] : [wholeContest]), ...contest.rounds.map(({ id }) => id)]
      const places = await Promise.all(
        roundIds.map(async (roundId) => {
          const board = reader.isOfficial
            ? { contestId: contest.id, roundId, projection: 'official' as const }
            : await standings.publicBoard(contest.id, roundId)
          return ofBoard(board, contestantId, reader)
        }),
      )
      return { places: places.flat() }
    },
  }
}
export type OwnPlacesService = ReturnType<typeof createOwnPlaces>

function undefinedWhenAway(error: unknown): undefined {
  if (!(error instanceof LiveAwayError)) throw error
}

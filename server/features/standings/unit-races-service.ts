import type { TransactionSql } from 'postgres'
import type { Clock } from '../../clock.ts'
import type { UnitRace } from '../../contract/contest-rules.ts'
import { Problem } from '../../contract/errors.ts'
import type { Language } from '../../contract/primitives.ts'
import type { UnitRaceBoard } from '../../contract/unit-races.ts'
import { textsIn } from '../../i18n/texts-in.ts'
import type { ContestsService, LoadedContest } from '../contests/contests-service.ts'
import type { DayTrees } from '../units/day-trees-service.ts'
import type { UnitsService } from '../units/units-service.ts'
import type { BoardPartsStore } from './board-parts-store.ts'
import { publicTermsOf } from './board-terms.ts'
import { type RaceRow, rankUnits } from './unit-races.ts'
import type { Counted, KeptRace, Roots, UnitRacesStore } from './unit-races-store.ts'

type Dependencies = {
  store: UnitRacesStore
  changesSince: BoardPartsStore['changesSince']
  contests: Pick<ContestsService, 'all' | 'byId' | 'bySlug' | 'shown'>
  units: Pick<UnitsService, 'today' | 'version'>
  dayTrees: Pick<DayTrees, 'on'>
  clock: Clock
}

type Projection = Counted['projection']
type Asked = { language: Language; isOfficial: boolean; day?: string }

/** After a counting nothing is counted for so many times as long as it took: a twentieth of a core, however many take part. */
const restFactor = 19

/** Units against each other. Counted in the background by one process, kept in PostgreSQL for all of them. */
export function createUnitRacesService({ store, changesSince, contests, units, dayTrees, clock }: Dependencies) {
  /** In the tree of a day, with the headcounts of that day. */
  async function count(contest: LoadedContest, race: UnitRace, projection: Projection, day?: string, within?: TransactionSql): Promise<RaceRow[]> {
    const tree = await dayTrees.on(day)
    const racing = tree.openAt(race.depth)
    const roots: Roots = racing.flatMap(({ id: racingId }) => tree.countedIn(racingId).map((unitId) => ({ unitId, racingId })))
    const counted: Counted = {
      contestId: contest.id,
      roundIds: contest.rounds.filter(({ settings }) => !settings.isPractice).map(({ id }) => id),
      projection,
      isCumulative: contest.settings.cumulative !== null,
      ofContest: contest.rounds.some(({ freezesAt }) => freezesAt) ? projection : 'official',
    }
    return rankUnits(
      race,
      racing.map(({ id }) => ({ unitId: id, headcount: tree.headcountOf(id) })),
      await store.tally(race, counted, roots, within),
    )
  }

  async function madeByOf(contest: LoadedContest): Promise<string> {
    const ofRounds = contest.rounds.map(({ id, settings }) => `${id}${settings.isPractice ? 'p' : ''}`)
    return [contest.rulesVersion, ...ofRounds, units.today(), await units.version()].join(' ')
  }

  async function countAndKeep(contest: LoadedContest, race: UnitRace, projection: Projection): Promise<KeptRace> {
    const [madeBy, { seenBelow }] = await Promise.all([madeByOf(contest), changesSince(contest.id, '0')])
    const began = clock.now()
    const rows = await count(contest, race, projection)
    const kept = { takenAt: new Date(clock.now()), tookMs: clock.now() - began, seenBelow, madeBy, rows }
    await store.keep({ contestId: contest.id, raceId: race.id, projection }, kept)
    return kept
  }

  async function refresh(contest: LoadedContest, race: UnitRace, projection: Projection): Promise<void> {
    const known = await store.find({ contestId: contest.id, raceId: race.id, projection })
    if (known) {
      const isRested = clock.now() >= known.takenAt.getTime() + known.tookMs * restFactor
      const isOutdated = known.madeBy !== (await madeByOf(contest)) || (await changesSince(contest.id, known.seenBelow)).hasChanged
      if (!isRested || !isOutdated) return
    }
    await countAndKeep(contest, race, projection)
  }

  return {
    /** One process at a time: counts every race anew in which something has changed. */
    async run(): Promise<void> {
      for (const contest of await contests.all()) {
        const projections = contest.rounds.some(({ freezesAt }) => freezesAt) ? (['official', 'public'] as const) : (['official'] as const)
        for (const race of contest.settings.unitRaces) for (const projection of projections) await refresh(contest, race, projection)
      }
    },

    /** As things stand for whoever seals results: counted anew from the official standings, as that transaction sees them. */
    async placesNow(contestId: number, raceId: string, within: TransactionSql): Promise<RaceRow[]> {
      const contest = await contests.byId(contestId)
      const race = contest.settings.unitRaces.find(({ id }) => id === raceId)
      return race ? count(contest, race, 'official', undefined, within) : []
    },

    async board(slug: string, raceId: string, { language, isOfficial, day }: Asked): Promise<UnitRaceBoard> {
      const contest = isOfficial ? await contests.bySlug(slug) : await contests.shown(slug)
      const race = contest.settings.unitRaces.find(({ id }) => id === raceId)
      if (!race) throw new Problem('BOARD_NOT_FOUND')
      const terms = publicTermsOf(contest, clock.now())
      const isByScore = ['mean', 'median', 'total'].includes(race.by)
      const isHidden = !isOfficial && (terms.isHidden || (isByScore && !terms.isRevealed))
      const projection = !isOfficial && contest.rounds.some(({ freezesAt }) => freezesAt) ? 'public' : 'official'
      const kept = isHidden || day !== undefined ? undefined : await store.find({ contestId: contest.id, raceId, projection })
      const shown = isHidden
        ? { rows: [], takenAt: new Date(clock.now()) }
        : day !== undefined
          ? { rows: await count(contest, race, projection, day), takenAt: new Date(clock.now()) }
          : (kept ?? (await countAndKeep(contest, race, projection)))
      const tree = await dayTrees.on(day)
      const inEnglish = (text: string, english?: string) => (language === 'en' && english) || text
      return {
        raceId,
        title: inEnglish(race.title, race.titleEn),
        formula: textsIn(language).raceClause(race, contest.unitLevels),
        by: race.by,
        projection: isOfficial ? 'official' : 'public',
        takenAt: shown.takenAt.toISOString(),
        frozenSince: terms.frozenSince?.toISOString() ?? null,
        ...(isHidden ? { isHidden: true } : {}),
        sizeClasses: race.sizeClasses.map(({ id, title, titleEn }) => ({ id, title: inEnglish(title, titleEn) })),
        rows: shown.rows.map((row) => ({ ...row, unitName: tree.get(row.unitId)?.name ?? '' })),
      }
    },
  }
}
export type UnitRacesService = ReturnType<typeof createUnitRacesService>

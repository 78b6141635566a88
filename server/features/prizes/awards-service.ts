import { hash } from 'node:crypto'
import type { TransactionSql } from 'postgres'
import type { AwardAct, AwardCheck, AwardsView, TieSettlement, Winners } from '../../contract/awards.ts'
import { Problem } from '../../contract/errors.ts'
import type { ActBy } from '../audit/act.ts'
import type { ContestantsService } from '../contestants/contestants-service.ts'
import { shownName } from '../contestants/person-rules.ts'
import type { ContestsService, LoadedContest } from '../contests/contests-service.ts'
import type { UnitsService } from '../units/units-service.ts'
import { type AwardStep, awardState, type DecidedPrize } from './award-steps.ts'
import type { AwardsStore } from './awards-store.ts'
import { drawLots } from './draw-lots.ts'
import { placesAmong, placesByEntries } from './prize-lists.ts'
import { type Award, type Candidate, listOf, proposePrizes, reachOf } from './propose-prizes.ts'

type Dependencies = {
  store: AwardsStore
  contests: Pick<ContestsService, 'bySlug' | 'forget'>
  contestants: Pick<ContestantsService, 'namesOf'>
  units: Pick<UnitsService, 'nameOf'>
  whoCannotWin(contestId: number): Promise<string[]>
  raceOf(contestId: number, raceId: string): Promise<{ unitId: number; sizeClassId: string | null; place: number | null }[]>
  /** What people are called in the bundle of a seal. */
  pseudonymsOf(contestId: number, sealNumber: number): Promise<(contestantId: string) => string>
  announce(slug: string): void
  tellPublished(transaction: TransactionSql, contestId: number, data: { sealNumber: number }): Promise<void>
}

type Proposed = { contest: LoadedContest; sealNumber: number; awards: Award[]; state: ReturnType<typeof awardState> }
const isPerson = (id: string) => id.includes('-')

/** From the places of a seal to published winners: proposed by the rules, checked by people, decided, published. */
export function createAwardsService({
  store,
  contests,
  contestants,
  units,
  whoCannotWin,
  raceOf,
  pseudonymsOf,
  announce,
  tellPublished,
}: Dependencies) {
  async function listsOf({ id: contestId, settings, rounds }: LoadedContest, sealNumber: number, reach: number): Promise<Map<string, Candidate[]>> {
    const lists = new Map<string, Candidate[]>()
    for (const prize of settings.prizes) {
      const { for: wanted } = prize
      if (lists.has(listOf(prize))) continue
      if (wanted.kind === 'unit') {
        const race = await raceOf(contestId, wanted.raceId)
        const ofClass = race.filter(({ sizeClassId }) => sizeClassId === (wanted.sizeClassId ?? sizeClassId))
        lists.set(
          listOf(prize),
          ofClass.flatMap(({ unitId, place }) => (place === null ? [] : [{ id: String(unitId), place }])),
        )
      } else if (wanted.kind === 'most-entries') {
        const counted = wanted.roundId === null ? rounds.filter(({ settings: of }) => !of.isPractice).map(({ id }) => id) : [wanted.roundId]
        const entries = await store.mostEntries({ contestId, sealNumber }, counted, reach)
        lists.set(listOf(prize), placesByEntries(new Map(entries.map(({ id, entries: count }) => [id, count]))))
      } else {
        const { ageGroups } = settings
        const found = ageGroups?.groups.find(({ id }) => id === wanted.ageGroupId)
        const group = found && ageGroups ? { ...found, on: ageGroups.on } : undefined
        const list = await store.list({ contestId, sealNumber }, wanted.roundId ?? 0, group, reach)
        lists.set(
          listOf(prize),
          placesAmong(list, () => true),
        )
      }
    }
    return lists
  }

  async function propose(slug: string): Promise<Proposed> {
    const contest = await contests.bySlug(slug)
    const sealNumber = await store.latestSeal(contest.id)
    if (sealNumber === undefined) throw new Problem('SEAL_NOT_FOUND')
    const state = awardState(await store.steps(contest.id), sealNumber)
    const matter = { ...contest.settings, barred: new Set(await whoCannotWin(contest.id)), refused: state.refused, settled: state.settled }
    const lists = await listsOf(contest, sealNumber, reachOf(matter))
    const awards = proposePrizes({ ...matter, candidatesFor: (prize) => lists.get(listOf(prize)) ?? [] })
    return { contest, sealNumber, awards, state }
  }

  async function namesOf(contestId: number, ids: Iterable<string>, isPublic: boolean): Promise<Map<string, { name: string; unitName: string }>> {
    const all = [...new Set(ids)]
    const names = new Map<string, { name: string; unitName: string }>()
    for (const person of await contestants.namesOf(contestId, all.filter(isPerson)))
      names.set(person.id, { name: isPublic ? shownName(person) : person.fullName, unitName: await units.nameOf(person.unitId) })
    for (const id of all.filter((one) => !isPerson(one))) names.set(id, { name: await units.nameOf(Number(id)), unitName: '' })
    return names
  }

  async function view({ contest, sealNumber, awards, state }: Proposed): Promise<AwardsView> {
    const everybody = awards.flatMap(({ winners, tie, passedOver }) => [...winners, ...(tie?.candidates ?? []), ...passedOver].map(({ id }) => id))
    const names = await namesOf(contest.id, everybody, false)
    const lot = await pseudonymsOf(contest.id, sealNumber)
    const named = <One extends Candidate>(one: One) => ({ ...one, name: names.get(one.id)?.name ?? '' })
    return {
      sealNumber,
      state: state.isPublished ? 'published' : state.decided ? 'decided' : 'proposed',
      awards: awards.map(({ winners, tie, passedOver, ...award }) => ({
        ...award,
        title: contest.settings.prizes.find(({ id }) => id === award.prizeId)?.title ?? '',
        winners: winners.map((winner) => ({ ...named(winner), check: checkOf(state.checks.get(winner.id)) })),
        tie: tie && { open: tie.open, candidates: tie.candidates.map((one) => ({ ...named(one), lot: isPerson(one.id) ? lot(one.id) : one.id })) },
        passedOver: passedOver.map(named),
      })),
    }
  }

  type Stepped = Pick<Parameters<AwardsStore['add']>[1], 'kind' | 'prizeId' | 'contestantId' | 'unitId' | 'body'> & {
    actionId: string
    note?: string | undefined
  }
  async function step(
    by: ActBy,
    { contest, sealNumber }: Proposed,
    { kind, actionId, note = '', ...what }: Stepped,
    then?: (transaction: TransactionSql) => Promise<void>,
  ) {
    const digest = hash('sha256', JSON.stringify([kind, note, what]))
    const { prizeId, contestantId, unitId } = what
    const subject = { sealNumber, ...(prizeId ? { prizeId } : {}), ...(contestantId ? { contestantId } : {}), ...(unitId ? { unitId } : {}) }
    const act = { act: `award.${kind}` as const, subject, contestId: contest.id, after: what.body, ...(note === '' ? {} : { reason: note }) }
    await store.add(by, { contestId: contest.id, sealNumber, kind, actionId, note, digest, ...what }, act, then)
  }
  const now = async (slug: string): Promise<AwardsView> => view(await propose(slug))

  return {
    now,
    /** What came of looking at a winner. Whoever is refused, or the next ones, follow from it at once. */
    async check(by: ActBy, slug: string, { actionId, contestantId, unitId, note, ...body }: AwardCheck): Promise<AwardsView> {
      const proposed = await propose(slug)
      if ((contestantId === undefined) === (unitId === undefined)) throw new Problem('AWARD_SUBJECT_NOT_FOUND')
      const id = contestantId ?? String(unitId)
      const isMeant = proposed.awards.some(({ winners, tie }) => [...winners, ...(tie?.candidates ?? [])].some((one) => one.id === id))
      if (!isMeant && !proposed.state.checks.has(id)) throw new Problem('AWARD_SUBJECT_NOT_FOUND')
      const whom = { ...(contestantId ? { contestantId } : {}), ...(unitId ? { unitId } : {}) }
      await step(by, proposed, { kind: 'checked', actionId, note, ...whom, body })
      return now(slug)
    },
    async settle(by: ActBy, slug: string, { actionId, prizeId, by: way }: TieSettlement): Promise<AwardsView> {
      const proposed = await propose(slug)
      const tie = proposed.awards.find((award) => award.prizeId === prizeId)?.tie
      if (!tie) throw new Problem('AWARD_NOT_TIED')
      const ids = tie.candidates.map(({ id }) => id)
      if (way.kind === 'decision') {
        const isFit = way.winnerIds.length === tie.open && new Set(way.winnerIds).size === tie.open && way.winnerIds.every((id) => ids.includes(id))
        if (!isFit) throw new Problem('AWARD_NOT_TIED')
        await step(by, proposed, { kind: 'settled', actionId, prizeId, note: way.reason, body: { winnerIds: way.winnerIds } })
        return now(slug)
      }
      // by the names of the bundle: whoever has it and the seed draws the same lots
      const lot = await pseudonymsOf(proposed.contest.id, proposed.sealNumber)
      const byLot = new Map(ids.map((id) => [isPerson(id) ? lot(id) : id, id]))
      const winnerIds = drawLots(way.seed, [...byLot.keys()], tie.open).map((drawn) => byLot.get(drawn) ?? '')
      await step(by, proposed, { kind: 'settled', actionId, prizeId, body: { winnerIds, seed: way.seed } })
      return now(slug)
    },
    /** Everybody who wins was reached and confirmed, and no tie is left. */
    async decide(by: ActBy, slug: string, { actionId, note }: AwardAct): Promise<AwardsView> {
      const proposed = await propose(slug)
      const { awards, state } = proposed
      const isOpen = awards.some(
        ({ tie, waitsFor, winners }) => tie || waitsFor || winners.some(({ id }) => state.checks.get(id)?.body.outcome !== 'confirmed'),
      )
      if (isOpen) throw new Problem('AWARDS_NOT_CHECKED')
      const prizes: DecidedPrize[] = awards.map(({ prizeId, winners }) => ({ prizeId, winners }))
      await step(by, proposed, { kind: 'decided', actionId, note, body: { prizes } })
      return now(slug)
    },
    async publish(by: ActBy, slug: string, { actionId, note }: AwardAct): Promise<AwardsView> {
      const proposed = await propose(slug)
      const { contest, sealNumber, state } = proposed
      if (!state.decided) throw new Problem('AWARDS_NOT_DECIDED')
      await step(by, proposed, { kind: 'published', actionId, note, body: { prizes: state.decided } }, async (transaction) => {
        await store.markPublished(transaction, contest.id, new Date(by.atMs))
        await tellPublished(transaction, contest.id, { sealNumber })
      })
      contests.forget(slug)
      announce(slug)
      return now(slug)
    },
    /** For everybody, and only what was published. */
    async winners(slug: string): Promise<Winners> {
      const contest = await contests.bySlug(slug)
      const published = (await store.steps(contest.id)).findLast(
        (one): one is Extract<AwardStep, { kind: 'decided' | 'published' }> => one.kind === 'published',
      )
      if (!published) return { publishedAt: null, sealNumber: null, isSuperseded: false, prizes: [] }
      const { prizes } = published.body
      const names = await namesOf(
        contest.id,
        prizes.flatMap(({ winners }) => winners.map(({ id }) => id)),
        true,
      )
      return {
        publishedAt: published.at.toISOString(),
        sealNumber: published.sealNumber,
        isSuperseded: (await store.latestSeal(contest.id)) !== published.sealNumber,
        prizes: prizes.map(({ prizeId, winners }) => {
          const prize = contest.settings.prizes.find(({ id }) => id === prizeId)
          return {
            title: prize?.title ?? '',
            worth: prize?.worth ?? '',
            winners: winners.map(({ id, place }) => ({ ...(names.get(id) ?? { name: '', unitName: '' }), place })),
          }
        }),
      }
    },
    /** Who was refused so far: a later seal passes them over. */
    async decisionsOf(contestId: number): Promise<{ refusedPeople: string[]; refusedUnits: number[] }> {
      const refused = [...awardState(await store.steps(contestId), 0).refused]
      return { refusedPeople: refused.filter(isPerson), refusedUnits: refused.filter((id) => !isPerson(id)).map(Number) }
    },
  }
}
export type AwardsService = ReturnType<typeof createAwardsService>

function checkOf(step: Extract<AwardStep, { kind: 'checked' }> | undefined) {
  return step ? { ...step.body, note: step.note, by: step.by } : null
}

import { hash } from 'node:crypto'
import type { TransactionSql } from 'postgres'
import type { AwardAct, AwardCheck, AwardsView, TieSettlement, Winners } from '../../contract/awards.ts'
import { Problem } from '../../contract/errors.ts'
import type { ActBy } from '../audit/act.ts'
import type { ContestantsService } from '../contestants/contestants-service.ts'
import { shownName } from '../contestants/person-rules.ts'
import type { ContestsService, LoadedContest } from '../contests/contests-service.ts'
import type { SealedResult, SealedResultService } from '../seals/sealed-result-service.ts'
import type { UnitsService } from '../units/units-service.ts'
import { type AwardStep, awardState, type DecidedPrize } from './award-steps.ts'
import { awardsOf } from './awards-of-seal.ts'
import type { AwardsStore } from './awards-store.ts'
import { drawLots } from './draw-lots.ts'
import type { Award, Candidate } from './propose-prizes.ts'

type Dependencies = {
  store: AwardsStore
  contests: Pick<ContestsService, 'bySlug' | 'forget'>
  contestants: Pick<ContestantsService, 'namesOf'>
  units: Pick<UnitsService, 'nameOf'>
  whoCannotWin(contestId: number): Promise<string[]>
  sealedResults: Pick<SealedResultService, 'sealedResultOf'>
  announce(slug: string): void
  markPublished(transaction: TransactionSql, contestId: number, at: Date): PromiseLike<unknown>
  tellPublished(transaction: TransactionSql, contestId: number, data: { sealNumber: number }): Promise<void>
}

type Proposed = { contest: LoadedContest; result: SealedResult; sealNumber: number; awards: Award[]; state: ReturnType<typeof awardState> }
export type SealedWinners = {
  state: AwardsView['state']
  prizes: { kind: 'person' | 'unit'; title: string; titleEn: string; worth: string; winners: Candidate[]; tie: Award['tie']; isWaiting: boolean }[]
}
const isPerson = (id: string) => id.includes('-')

/** From the places of a seal to published winners: proposed by the rules, checked by people, decided, published. */
export function createAwardsService({
  store,
  contests,
  contestants,
  units,
  whoCannotWin,
  sealedResults,
  announce,
  markPublished,
  tellPublished,
}: Dependencies) {
  async function propose(slug: string, number?: number): Promise<Proposed> {
    const contest = await contests.bySlug(slug)
    const result = await sealedResults.sealedResultOf(contest.id, number)
    const state = awardState(await store.steps(contest.id), result.number)
    const awards = await awardsOf(result, { ...state, barred: new Set(await whoCannotWin(contest.id)) })
    return { contest, result, sealNumber: result.number, awards, state }
  }

  async function namesOf(contestId: number, ids: Iterable<string>, isPublic: boolean): Promise<Map<string, { name: string; unitName: string }>> {
    const all = [...new Set(ids)]
    const names = new Map<string, { name: string; unitName: string }>()
    for (const person of await contestants.namesOf(contestId, all.filter(isPerson)))
      names.set(person.id, { name: isPublic ? shownName(person) : person.fullName, unitName: await units.nameOf(person.unitId) })
    for (const id of all.filter((one) => !isPerson(one))) names.set(id, { name: await units.nameOf(Number(id)), unitName: '' })
    return names
  }

  async function view({ contest, result, sealNumber, awards, state }: Proposed): Promise<AwardsView> {
    const everybody = awards.flatMap(({ winners, tie, passedOver }) => [...winners, ...(tie?.candidates ?? []), ...passedOver].map(({ id }) => id))
    const names = await namesOf(contest.id, everybody, false)
    const lot = result.pseudonym
    const named = <One extends Candidate>(one: One) => ({ ...one, name: names.get(one.id)?.name ?? '' })
    return {
      sealNumber,
      state: stageOf(state),
      awards: awards.map(({ winners, tie, passedOver, ...award }) => ({
        ...award,
        title: result.rules.settings.prizes.find(({ id }) => id === award.prizeId)?.title ?? '',
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
    /** Winners as a seal has them: those that were decided on, else those that follow from its places. */
    async winnersBySeal(slug: string, number: number): Promise<SealedWinners> {
      const { result, awards, state } = await propose(slug, number)
      const { decided } = state
      return {
        state: stageOf(state),
        prizes: result.rules.settings.prizes.map(({ id, title, titleEn = title, worth = '', for: { kind } }) => {
          const { winners = [], tie = null, waitsFor = null } = awards.find(({ prizeId }) => prizeId === id) ?? {}
          const texts = { kind: kind === 'unit' ? ('unit' as const) : ('person' as const), title, titleEn, worth }
          if (decided) return { ...texts, winners: decided.find(({ prizeId }) => prizeId === id)?.winners ?? [], tie: null, isWaiting: false }
          return { ...texts, winners, tie, isWaiting: waitsFor !== null }
        }),
      }
    },
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
      const lot = proposed.result.pseudonym
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
        await markPublished(transaction, contest.id, new Date(by.atMs))
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
      const result = await sealedResults.sealedResultOf(contest.id, published.sealNumber)
      const names = await namesOf(
        contest.id,
        prizes.flatMap(({ winners }) => winners.map(({ id }) => id)),
        true,
      )
      return {
        publishedAt: published.at.toISOString(),
        sealNumber: published.sealNumber,
        isSuperseded: result.supersededBy !== null,
        prizes: prizes.map(({ prizeId, winners }) => {
          const prize = result.rules.settings.prizes.find(({ id }) => id === prizeId)
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

function stageOf({ isPublished, decided }: Pick<Proposed['state'], 'isPublished' | 'decided'>): AwardsView['state'] {
  return isPublished ? 'published' : decided ? 'decided' : 'proposed'
}

function checkOf(step: Extract<AwardStep, { kind: 'checked' }> | undefined) {
  return step ? { ...step.body, note: step.note, by: step.by } : null
}

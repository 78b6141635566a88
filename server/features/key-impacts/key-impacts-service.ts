import { isDeepStrictEqual } from 'node:util'
import type { KeyChange } from '../../../question-bank/amended-key.ts'
import type { Clock } from '../../clock.ts'
import { Problem } from '../../contract/errors.ts'
import type { ImpactRequest, KeyImpact, RoundImpact } from '../../contract/key-impacts.ts'
import type { Ids } from '../../ids.ts'
import type { JobSender } from '../../jobs/job-sender.ts'
import type { ActBy } from '../audit/act.ts'
import type { LooksService } from '../audit/looks-service.ts'
import type { ContestantsService } from '../contestants/contestants-service.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { KeptImpact, KeyImpactsStore } from './key-impacts-store.ts'

type Dependencies = {
  store: KeyImpactsStore
  /** Refuses a change that does not fit the question. */
  refuseUnfit(revisionId: string, change: KeyChange): Promise<void>
  contests: Pick<ContestsService, 'bySlug'>
  contestants: Pick<ContestantsService, 'namesOf'>
  looks: LooksService
  jobs: Pick<JobSender, 'sendIn'>
  ids: Pick<Ids, 'uuid'>
  clock: Clock
}

/** The impact first: then whoever decides says which one they saw. */
export function createKeyImpactsService({ store, refuseUnfit, contests, contestants, looks, jobs, ids, clock }: Dependencies) {
  /** Names are looked up for whoever reads, and that is a look: whoever was erased meanwhile has none any more. */
  async function named(by: ActBy, impactId: string, round: KeptImpact): Promise<RoundImpact> {
    const { id: contestId } = await contests.bySlug(round.slug)
    const ids = new Set([
      ...round.first.map(({ contestantId }) => contestantId),
      ...round.prizes.flatMap((prize) => [...prize.winners, ...prize.winnersThen]),
    ])
    if (ids.size > 0) await looks.record(by, { act: 'board.look', contestId, subject: { impactId, roundId: round.roundId } })
    const names = new Map((await contestants.namesOf(contestId, [...ids])).map(({ id, fullName }) => [id, fullName]))
    const nameOf = (id: string) => names.get(id) ?? ''
    return {
      ...round,
      first: round.first.map((row) => ({ ...row, name: nameOf(row.contestantId) })),
      prizes: round.prizes.map((prize) => ({ ...prize, winners: prize.winners.map(nameOf), winnersThen: prize.winnersThen.map(nameOf) })),
    }
  }

  async function find(by: ActBy, impactId: string): Promise<KeyImpact> {
    const row = await store.find(impactId)
    if (!row) throw new Problem('IMPACT_NOT_FOUND')
    const { id, revisionId, state, done, total, askedAt, result } = row
    const rounds: RoundImpact[] = []
    for (const round of result?.rounds ?? []) rounds.push(await named(by, id, round))
    return { id, revisionId, state, done, total, askedAt: askedAt.toISOString(), rounds }
  }
  return {
    find,
    async ask(by: ActBy, revisionId: string, { change }: ImpactRequest): Promise<KeyImpact> {
      await refuseUnfit(revisionId, change as KeyChange)
      const id = ids.uuid(clock.now())
      await store.ask(by, id, revisionId, change as KeyChange, (transaction) => jobs.sendIn(transaction, 'key-impacts'))
      return find(by, id)
    },
    /** The number of the amendment that was in force when this very change was looked at. */
    async seen(impactId: string, revisionId: string, change: KeyChange): Promise<number> {
      const row = await store.find(impactId)
      if (row?.state !== 'ready' || row.revisionId !== revisionId || !isDeepStrictEqual(row.change, change)) throw new Problem('IMPACT_NOT_SEEN')
      return row.keyNumber
    },
  }
}
export type KeyImpactsService = ReturnType<typeof createKeyImpactsService>

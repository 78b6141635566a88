import { isDeepStrictEqual } from 'node:util'
import type { KeyChange } from '../../../question-bank/amended-key.ts'
import type { Clock } from '../../clock.ts'
import { Problem } from '../../contract/errors.ts'
import type { ImpactRequest, KeyImpact } from '../../contract/key-impacts.ts'
import type { Ids } from '../../ids.ts'
import type { JobSender } from '../../jobs/job-sender.ts'
import type { ActBy } from '../audit/act.ts'
import type { KeyImpactsStore } from './key-impacts-store.ts'

type Dependencies = {
  store: KeyImpactsStore
  /** Refuses a change that does not fit the question. */
  refuseUnfit(revisionId: string, change: KeyChange): Promise<void>
  jobs: Pick<JobSender, 'sendIn'>
  ids: Pick<Ids, 'uuid'>
  clock: Clock
}

/** The impact first: then whoever decides says which one they saw. */
export function createKeyImpactsService({ store, refuseUnfit, jobs, ids, clock }: Dependencies) {
  async function find(impactId: string): Promise<KeyImpact> {
    const row = await store.find(impactId)
    if (!row) throw new Problem('IMPACT_NOT_FOUND')
    const { id, revisionId, state, done, total, askedAt, result } = row
    return { id, revisionId, state, done, total, askedAt: askedAt.toISOString(), rounds: result?.rounds ?? [] }
  }
  return {
    find,
    async ask(by: ActBy, revisionId: string, { change }: ImpactRequest): Promise<KeyImpact> {
      await refuseUnfit(revisionId, change as KeyChange)
      const id = ids.uuid(clock.now())
      await store.ask(by, id, revisionId, change as KeyChange, (transaction) => jobs.sendIn(transaction, 'key-impacts'))
      return find(id)
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

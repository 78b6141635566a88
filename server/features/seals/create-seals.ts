import type { TransactionSql } from 'postgres'
import type { AuditPrivateKey, SignedHead } from '../../audit-verifier/signed-head.ts'
import type { Clock } from '../../clock.ts'
import type { Database } from '../../database/client.ts'
import type { Ids } from '../../ids.ts'
import type { JobSender } from '../../jobs/job-sender.ts'
import { createSealer } from '../../sealing.ts'
import type { Secrets } from '../../secrets.ts'
import type { LooksService } from '../audit/looks-service.ts'
import type { ContestantsService } from '../contestants/contestants-service.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { MembersService } from '../members/members-service.ts'
import type { StandingsService } from '../standings/standings-service.ts'
import type { DayTrees } from '../units/day-trees-service.ts'
import type { WebhooksService } from '../webhooks/webhooks-service.ts'
import { createBundleMaker, type PrizeDecisions, type RaceOf } from './bundle-maker.ts'
import { createSealMaker } from './seal-maker.ts'
import { createSealSource } from './seal-source.ts'
import { createSealedResultService } from './sealed-result-service.ts'
import { createSealedResultStore } from './sealed-result-store.ts'
import { createSealsService } from './seals-service.ts'
import { createSealsStore } from './seals-store.ts'
import { createTieForecastService } from './tie-forecast-service.ts'
import { createTieForecastStore } from './tie-forecast-store.ts'
import { createTruthService } from './truth-service.ts'
import { createTruthStore } from './truth-store.ts'

/** What the secret behind the names of a bundle is sealed for. */
const sealedNames = 'seals'

type Dependencies = {
  database: Database
  secrets: Secrets
  contests: ContestsService
  contestants: ContestantsService
  looks: LooksService
  members: Pick<MembersService, 'whoCannotWin'>
  standings: StandingsService
  webhooks: Pick<WebhooksService, 'tell'>
  /** Signs bundles as it signs the audit log; it is not in the database. */
  key: AuditPrivateKey
  signHead(): Promise<SignedHead | undefined>
  decisionsOf(contestId: number): Promise<PrizeDecisions>
  raceOf: RaceOf
  dayTrees: Pick<DayTrees, 'on'>
  jobs: JobSender
  ids: Ids
  clock: Clock
  announce(slug: string): void
  markSealed(transaction: TransactionSql, contestId: number, at: Date): PromiseLike<unknown>
  onRefused(seal: { contestId: number; number: number }, faults: unknown): void
}

/** What was sealed, for all that is made from it. */
export function createSealedResults({ database, secrets }: Pick<Dependencies, 'database' | 'secrets'>) {
  return createSealedResultService({ store: createSealedResultStore(database), sealer: createSealer(secrets, sealedNames) })
}

/** The truth of predictions, and sealed results, with what their parts share. */
export function createSeals(dependencies: Dependencies) {
  const {
    database,
    secrets,
    contests,
    contestants,
    looks,
    members,
    standings,
    webhooks,
    key,
    signHead,
    jobs,
    ids,
    clock,
    announce,
    markSealed,
    onRefused,
  } = dependencies
  const [store, truths] = [createSealsStore(database), createTruthStore(database)]
  const sealer = createSealer(secrets, sealedNames)
  const bundles = createBundleMaker({
    sources: createSealSource(database),
    store: { ...store, ...createSealedResultStore(database) },
    contests,
    whoCannotWin: members.whoCannotWin,
    decisionsOf: dependencies.decisionsOf,
    raceOf: dependencies.raceOf,
    treeNow: () => dependencies.dayTrees.on(),
    signHead,
    key,
    ids,
    clock,
  })
  return {
    tieForecasts: createTieForecastService({ store: createTieForecastStore(database), contests }),
    truths: createTruthService({ store: truths, contests, contestants, looks }),
    seals: createSealsService({ store, truths, bundles, contests, jobs, clock }),
    sealMaker: createSealMaker({
      store,
      truths,
      bundles,
      contests,
      standings,
      key,
      sealer,
      ids,
      clock,
      announce,
      markSealed,
      tell: (transaction, contestId, data) => webhooks.tell(transaction, contestId, 'sealed', String(data.sealNumber), data),
      onRefused,
    }),
  }
}

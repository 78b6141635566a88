import type { Clock } from '../../clock.ts'
import type { Database } from '../../database/client.ts'
import type { Ids } from '../../ids.ts'
import type { JobSender } from '../../jobs/job-sender.ts'
import type { LooksService } from '../audit/looks-service.ts'
import type { ContestantsService } from '../contestants/contestants-service.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import { createAmendedScoresService } from './amended-scores-service.ts'
import { createAmendedScoresStore } from './amended-scores-store.ts'
import { createKeyImpactMaker } from './key-impact-maker.ts'
import { createKeyImpactsService } from './key-impacts-service.ts'
import { createKeyImpactsStore } from './key-impacts-store.ts'

type Dependencies = {
  database: Database
  attempts: Parameters<typeof createKeyImpactMaker>[0]['attempts']
  contests: ContestsService
  contestants: ContestantsService
  looks: LooksService
  refuseUnfit: Parameters<typeof createKeyImpactsService>[0]['refuseUnfit']
  whoCannotWin(contestId: number): Promise<string[]>
  jobs: JobSender
  ids: Ids
  clock: Clock
}

/** What an amendment of a key would change, before it is decided, and what it has changed afterwards. */
export function createKeyImpacts({ database, attempts, contests, contestants, looks, refuseUnfit, whoCannotWin, jobs, ids, clock }: Dependencies) {
  const store = createKeyImpactsStore(database)
  return {
    keyImpacts: createKeyImpactsService({ store, refuseUnfit, contests, contestants, looks, jobs, ids, clock }),
    keyImpactMaker: createKeyImpactMaker({ store, attempts, contests, whoCannotWin }),
    amendedScores: createAmendedScoresService({ store: createAmendedScoresStore(database), contests, contestants, looks }),
  }
}

import type { Clock } from '../../clock.ts'
import type { Database } from '../../database/client.ts'
import type { Ids } from '../../ids.ts'
import type { JobSender } from '../../jobs/job-sender.ts'
import type { GuardedRequest } from '../../outgoing/guarded-request.ts'
import type { OutgoingCheck } from '../../outgoing/outgoing-check.ts'
import { createSealer } from '../../sealing.ts'
import type { Secrets } from '../../secrets.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { StandingsStore } from '../standings/standings-store.ts'
import type { UnitsService } from '../units/units-service.ts'
import { createCourier } from './courier.ts'
import { createDeliveriesStore } from './deliveries-store.ts'
import { createSubmissionsFollower } from './submissions-follower.ts'
import { createSubmissionsStore } from './submissions-store.ts'
import { createWebhooksService } from './webhooks-service.ts'
import { createWebhooksStore } from './webhooks-store.ts'

type Dependencies = {
  database: Database
  secrets: Secrets
  contests: ContestsService
  units: UnitsService
  standings: Pick<StandingsStore, 'changes'>
  request: GuardedRequest
  checkOutgoing: OutgoingCheck
  jobs: JobSender
  ids: Ids
  clock: Clock
  onFailure(error: unknown): void
}

/** Webhooks, with what their parts share. */
export function createWebhooks({ database, secrets, contests, units, standings, request, checkOutgoing, jobs, ids, clock, onFailure }: Dependencies) {
  const [store, deliveries] = [createWebhooksStore(database), createDeliveriesStore(database)]
  const sealer = createSealer(secrets, 'webhook secrets')
  return createWebhooksService({
    store,
    deliveries,
    courier: createCourier({ store, deliveries, request, sealer, clock, onFailure }),
    checkOutgoing,
    followSubmissions: createSubmissionsFollower({ store: createSubmissionsStore(database), standings, contests, clock }),
    contests,
    units,
    sealer,
    jobs,
    ids,
    clock,
  })
}

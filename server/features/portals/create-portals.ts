import type { Clock } from '../../clock.ts'
import type { Database } from '../../database/client.ts'
import type { Ids } from '../../ids.ts'
import type { GuardedRequest } from '../../outgoing/guarded-request.ts'
import type { OutgoingCheck } from '../../outgoing/outgoing-check.ts'
import { createSealer } from '../../sealing.ts'
import type { Secrets } from '../../secrets.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { UnitsService } from '../units/units-service.ts'
import { createPortalsService } from './portals-service.ts'
import { createPortalsStore } from './portals-store.ts'
import { createPublishedKeys } from './published-keys.ts'
import { createTicketsService } from './tickets-service.ts'

type Dependencies = {
  database: Database
  secrets: Secrets
  units: UnitsService
  contests: ContestsService
  request: GuardedRequest
  checkOutgoing: OutgoingCheck
  ids: Ids
  clock: Clock
  publicOrigin: string
  announce(slug: string): void
}

/** Portals and the tickets they sign. */
export function createPortals({ database, secrets, units, contests, request, checkOutgoing, ids, clock, publicOrigin, announce }: Dependencies) {
  const store = createPortalsStore(database)
  const publishedKeys = createPublishedKeys({ request, clock })
  const sealer = createSealer(secrets, 'portal secrets')
  return {
    portals: createPortalsService({ store, units, contests, publishedKeys, checkOutgoing, sealer, ids, announce }),
    tickets: createTicketsService({ store, publishedKeys, sealer, clock, publicOrigin }),
  }
}

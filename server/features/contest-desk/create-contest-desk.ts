import type { Clock } from '../../clock.ts'
import type { Database } from '../../database/client.ts'
import type { Secrets } from '../../secrets.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { UnitsService } from '../units/units-service.ts'
import { createContestDeskService } from './contest-desk-service.ts'
import { createContestMakingService } from './contest-making-service.ts'
import { createDeskStore } from './desk-store.ts'

type Dependencies = {
  database: Database
  contests: ContestsService
  units: UnitsService
  secrets: Secrets
  announce(slug: string): void
  clock: Clock
}

export function createContestDesk({ database, contests, units, secrets, announce, clock }: Dependencies) {
  const store = createDeskStore(database)
  const desk = createContestDeskService({ store, contests, units, secrets, announce, clock })
  return { desk, making: createContestMakingService({ store, desk, contests, units, clock }) }
}

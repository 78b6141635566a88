import type { Clock } from '../../clock.ts'
import type { Database } from '../../database/client.ts'
import type { Secrets } from '../../secrets.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { NoticesService } from '../notices/notices-service.ts'
import type { UnitsService } from '../units/units-service.ts'
import { createContestChangesService } from './contest-changes-service.ts'
import { createContestDeskService } from './contest-desk-service.ts'
import { createContestMakingService } from './contest-making-service.ts'
import { createDeskStore } from './desk-store.ts'
import { createOfficialChangesService } from './official-changes-service.ts'
import { createOfficialChangesStore } from './official-changes-store.ts'

type Dependencies = {
  database: Database
  contests: ContestsService
  units: UnitsService
  secrets: Secrets
  notices: NoticesService
  announce(slug: string): void
  clock: Clock
}

export function createContestDesk({ database, contests, units, secrets, notices, announce, clock }: Dependencies) {
  const store = createDeskStore(database)
  const desk = createContestDeskService({ store, contests, units, secrets, announce, clock })
  const facts = createOfficialChangesStore(database)
  const ofDesk = { store, desk, contests, notices, announce, clock }
  const officialChanges = createOfficialChangesService({ ...ofDesk, attempts: facts })
  const contestChanges = createContestChangesService({ ...ofDesk, facts })
  return { desk, officialChanges, contestChanges, making: createContestMakingService({ store, desk, contests, units, clock }) }
}

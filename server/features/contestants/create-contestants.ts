import type { Clock } from '../../clock.ts'
import type { Database } from '../../database/client.ts'
import type { WriteQueues } from '../../database/write-queues.ts'
import type { Ids } from '../../ids.ts'
import { createSealer } from '../../sealing.ts'
import type { Secrets } from '../../secrets.ts'
import type { Tokens } from '../../tokens.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { MembersService } from '../members/members-service.ts'
import type { UnitsService } from '../units/units-service.ts'
import type { VerificationService } from '../verification/verification-service.ts'
import { createAdmissions } from './admissions.ts'
import { createContestantsService } from './contestants-service.ts'
import { createContestantsStore, type NewContestant } from './contestants-store.ts'
import type { SealedPeople } from './sealed-people.ts'

type Dependencies = {
  database: Database
  queues: WriteQueues
  secrets: Secrets
  contests: ContestsService
  units: UnitsService
  members: MembersService
  verification: VerificationService
  people: SealedPeople
  tokens: Tokens
  ids: Ids
  clock: Clock
}

/** Whoever takes part, from the registration on. */
export function createContestants({ database, queues, secrets, clock, ...services }: Dependencies) {
  const store = createContestantsStore(database)
  const registrations = queues.open<NewContestant, boolean>('register', (row) => row.id, store.add)
  const admissions = createAdmissions({ sealer: createSealer(secrets, 'admissions'), clock })
  return { contestants: createContestantsService({ ...services, store, registrations, admissions, clock }), registrations }
}

import type { Clock } from '../../clock.ts'
import type { Database } from '../../database/client.ts'
import type { Ids } from '../../ids.ts'
import type { Outbox } from '../../mail/outbox.ts'
import type { PersonVault } from '../../person-vault.ts'
import type { Secrets } from '../../secrets.ts'
import type { ContestantsService } from '../contestants/contestants-service.ts'
import type { SealedPeople } from '../contestants/sealed-people.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { StandingsService } from '../standings/standings-service.ts'
import type { UnitsService } from '../units/units-service.ts'
import type { Channel, VerificationService } from '../verification/verification-service.ts'
import { createConsentTextsService } from './consent-texts-service.ts'
import { createConsentsStore } from './consents-store.ts'
import { createErasureJournal, type ErasuresWitness } from './erasure-journal.ts'
import { createKeyRotation } from './key-rotation.ts'
import { createMyDataService } from './my-data-service.ts'
import { createPeopleService } from './people-service.ts'
import { createPeopleStore } from './people-store.ts'
import { createPersonChanges } from './person-changes.ts'
import { createRetentionService } from './retention-service.ts'
import { createRetentionStore } from './retention-store.ts'
import { createUnsealedSealer } from './seal-unsealed.ts'

type Dependencies = {
  database: Database
  secrets: Secrets
  people: SealedPeople
  vault: PersonVault
  contests: ContestsService
  contestants: ContestantsService
  standings: Pick<StandingsService, 'refoldEverywhere'>
  units: UnitsService
  verification: VerificationService
  outboxes: Record<Channel, Outbox>
  erasuresFile: ErasuresWitness
  announce(slug: string): void
  publicOrigin: string
  ids: Ids
  clock: Clock
}

/** What people may do with their own data, what staff may do with it, and the clock that erases it. */
export function createPrivacy({ database, standings, outboxes, erasuresFile, announce, publicOrigin, ...shared }: Dependencies) {
  const { people, vault, secrets, contests, clock } = shared
  const store = createPeopleStore(database)
  const consents = createConsentsStore(database)
  const change = createPersonChanges({ people, vault, refold: standings.refoldEverywhere })
  return {
    consentTexts: createConsentTextsService({ store: consents, contests, announce }),
    myData: createMyDataService({ ...shared, store, consents, change }),
    peopleDesk: createPeopleService({ ...shared, store, consents, change, publicOrigin, outboxes }),
    retention: createRetentionService({ store: createRetentionStore(database), contests, announce, clock }),
    erasureJournal: createErasureJournal({ database, witness: erasuresFile }),
    rotateKeys: createKeyRotation({ database, people, vault, secrets }),
    sealUnsealed: createUnsealedSealer({ database, people }),
  }
}

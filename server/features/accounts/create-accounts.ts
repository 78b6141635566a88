import type { Clock } from '../../clock.ts'
import type { Database } from '../../database/client.ts'
import type { Ids } from '../../ids.ts'
import type { Outbox } from '../../mail/outbox.ts'
import { createSealer } from '../../sealing.ts'
import type { Secrets } from '../../secrets.ts'
import type { UnitsService } from '../units/units-service.ts'
import { createAccountsService } from './accounts-service.ts'
import { createAccountsStore } from './accounts-store.ts'
import { createApiKeysService } from './api-keys-service.ts'
import { createApiKeysStore } from './api-keys-store.ts'
import { renewFactorSeals } from './factor-seals.ts'
import { createKnownDevices } from './known-devices.ts'
import { createLoginFailuresStore } from './login-failures-store.ts'
import { createLoginNotices } from './login-notices.ts'
import { createLoginThrottle } from './login-throttle.ts'
import { createOwnAccountService } from './own-account-service.ts'
import { createPasswordHashing } from './password-hashing.ts'
import { createPasswordLinksService } from './password-links-service.ts'
import { createStaffService } from './staff-service.ts'
import { createStaffStore } from './staff-store.ts'

type Dependencies = { database: Database; secrets: Secrets; mails: Outbox; units: UnitsService; ids: Ids; clock: Clock; publicOrigin: string }

/** Everything about accounts, with what its parts share. */
export function createAccounts({ database, secrets, mails, units, ids, clock, publicOrigin }: Dependencies) {
  const [accountsStore, store, failures] = [createAccountsStore(database), createStaffStore(database), createLoginFailuresStore(database)]
  const hashing = createPasswordHashing({ ids })
  const throttle = createLoginThrottle({ store: failures, secrets, clock })
  const sealer = createSealer(secrets, 'second factors')
  const passwordLinks = createPasswordLinksService({ store, mails, hashing, ids, clock, publicOrigin })
  return {
    accounts: createAccountsService({
      store: accountsStore,
      throttle,
      devices: createKnownDevices({ secrets, ids }),
      hashing,
      sealer,
      renewSeals: () => renewFactorSeals(database, sealer),
      ids,
      clock,
    }),
    ownAccount: createOwnAccountService({ store, throttle, hashing, sealer, ids, clock }),
    passwordLinks,
    staff: createStaffService({ store, links: passwordLinks, units, clock }),
    apiKeys: createApiKeysService({ store: createApiKeysStore(database), units, ids, clock }),
    loginNotices: createLoginNotices({ store: accountsStore, failures, throttle, mails, clock, publicOrigin }),
  }
}

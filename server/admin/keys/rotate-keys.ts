import { renewFactorSeals } from '../../features/accounts/factor-seals.ts'
import { createSealedPeople } from '../../features/contestants/sealed-people.ts'
import { renewMemberKeys } from '../../features/members/renew-member-keys.ts'
import { renewPortalSeals } from '../../features/portals/portal-seals.ts'
import { createKeyRotation } from '../../features/privacy/key-rotation.ts'
import { renewWebhookSeals } from '../../features/webhooks/webhook-seals.ts'
import { createIds } from '../../ids.ts'
import { createPersonVault } from '../../person-vault.ts'
import { createSealer } from '../../sealing.ts'
import { operatorOf, withDatabase } from '../admin-database.ts'
import { secretsFor } from '../admin-keys.ts'
import type { Command } from '../command.ts'

/** Puts what former secrets protect under the present one, while the service runs. */
export const rotateKeysCommand: Command = {
  name: 'rotate-keys',
  usage: '',
  options: {},
  positionals: 0,
  async run({ config, texts, say }) {
    const secrets = secretsFor(config, texts)
    return withDatabase(config, texts, {}, async ({ database }) => {
      const vault = createPersonVault({ secrets, ids: createIds() })
      const rotate = createKeyRotation({ database, people: createSealedPeople({ vault, secrets }), vault, secrets })
      const rotated = await rotate(await operatorOf(database))
      const factors = await renewFactorSeals(database, createSealer(secrets, 'second factors'))
      const portals = await renewPortalSeals(database, createSealer(secrets, 'portal secrets'))
      const webhooks = await renewWebhookSeals(database, createSealer(secrets, 'webhook secrets'))
      await renewMemberKeys(database, secrets)
      const unreadable = rotated.unreadable + factors.unreadable + portals.unreadable + webhooks.unreadable
      say(texts.rotated({ ...rotated, unreadable }))
      // somebody's secret is missing here: until it is in SECRET_KEY_OLD their data cannot be read
      return unreadable === 0 ? 0 : 1
    })
  },
}

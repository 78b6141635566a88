import { createCorrectedClock } from '../../clock.ts'
import { createPasswordHashing } from '../../features/accounts/password-hashing.ts'
import { createPasswordLinksService } from '../../features/accounts/password-links-service.ts'
import { createStaffStore } from '../../features/accounts/staff-store.ts'
import { createIds } from '../../ids.ts'
import { createOutbox } from '../../mail/outbox.ts'
import { createOutboxStore } from '../../mail/outbox-store.ts'
import { createSealer } from '../../sealing.ts'
import type { AdminDatabase } from '../admin-database.ts'
import { secretsFor } from '../admin-keys.ts'
import type { CommandContext } from '../command.ts'

/** What the commands about accounts need of that feature. Links are shown, never sent: whoever runs a command sits at the machine. */
export function adminAccounts({ config, texts }: Pick<CommandContext, 'config' | 'texts'>, { database }: AdminDatabase) {
  const [ids, clock, secrets] = [createIds(), createCorrectedClock(), secretsFor(config, texts)]
  const mails = createOutbox({
    store: createOutboxStore(database),
    channel: 'mail',
    sender: undefined,
    sealer: createSealer(secrets, 'mails'),
    ids,
    clock,
    onGivenUp: () => {},
  })
  const store = createStaffStore(database)
  const publicOrigin = config.PUBLIC_URL || `http://localhost:${config.PORT}`
  const links = createPasswordLinksService({ store, mails, hashing: createPasswordHashing({ ids }), ids, clock, publicOrigin })
  return { store, links }
}

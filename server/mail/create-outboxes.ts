import type { TransactionSql } from 'postgres'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/client.ts'
import type { Ids } from '../ids.ts'
import type { Sealer } from '../sealing.ts'
import type { GatewaySender } from './gateway-sender.ts'
import { createOutbox } from './outbox.ts'
import { createOutboxStore } from './outbox-store.ts'
import type { SmtpSender } from './smtp-sender.ts'

type Way = 'mails' | 'messages'
type GivenUp = { id: string; kind: string; attempts: number; lastError: string | null }

type Dependencies = {
  database: Database
  smtp: SmtpSender | undefined
  gateway: GatewaySender | undefined
  sealerOf(way: Way): Sealer
  /** Asks for a run once the transaction is committed. */
  wake(way: Way, transaction: TransactionSql): Promise<void>
  onGivenUp(what: GivenUp, sentence: string): void
  ids: Ids
  clock: Clock
}

/** The two ways out to people: letters over a mail server, messages over the operator's gateway. */
export function createOutboxes({ database, smtp, gateway, sealerOf, wake, onGivenUp, ids, clock }: Dependencies) {
  const store = createOutboxStore(database)
  return {
    mails: createOutbox({
      store,
      channel: 'mail',
      sender: smtp,
      sealer: sealerOf('mails'),
      wake: (transaction) => wake('mails', transaction),
      ids,
      clock,
      onGivenUp: (mail) => onGivenUp(mail, 'a mail was never taken by the mail server'),
    }),
    messages: createOutbox({
      store,
      channel: 'gateway',
      sender: gateway,
      sealer: sealerOf('messages'),
      wake: (transaction) => wake('messages', transaction),
      ids,
      clock,
      onGivenUp: (message) => onGivenUp(message, 'a message was never taken by the gateway'),
    }),
  }
}

import type { TransactionSql } from 'postgres'
import type { Clock } from '../clock.ts'
import type { Ids } from '../ids.ts'
import type { Sealer } from '../sealing.ts'
import type { Channel, OutboxStore, WaitingMail } from './outbox-store.ts'
import { LetterDelayed, LetterRefused, type SmtpSender } from './smtp-sender.ts'

/** `kind` is what operators see of it; address and text are sealed until they are sent. */
export type Mail = { kind: string; to: string; subject: string; text: string; expiresAt: Date }

type Dependencies = {
  store: OutboxStore
  /** Which way these messages go; each way has its own sender. */
  channel: Channel
  sender: Pick<SmtpSender, 'send'> | undefined
  sealer: Sealer
  ids: Ids
  clock: Clock
  /** Asks for a run of this outbox once the transaction is committed; without it, the next run comes by itself. */
  wake?(transaction: TransactionSql): Promise<void>
  /** A mail that was given up, for the operator: no address, no text. */
  onGivenUp(mail: { id: string; kind: string; attempts: number; lastError: string | null }): void
}

const mostAtOnce = 5
/** Longer than the mail server may take to answer, so that nobody else sends the same mail meanwhile. */
const leaseMs = 120_000
const firstPauseMs = 10_000
const longestPauseMs = 900_000

/** Mails are written down by the transaction that decides them and sent after its commit, again and again until they are taken. */
export function createOutbox({ store, channel, sender, sealer, ids, clock, wake, onGivenUp }: Dependencies) {
  /** What kept it from being sent, if anything. */
  async function sendOne(mail: WaitingMail, through: Pick<SmtpSender, 'send'>): Promise<string | undefined> {
    try {
      const { to, subject, text } = JSON.parse(sealer.open(mail.id, mail.sealed).toString()) as Pick<Mail, 'to' | 'subject' | 'text'>
      await through.send({ messageId: mail.id, to, subject, text })
    } catch (error) {
      const pauseMs = Math.min(firstPauseMs * 2 ** (mail.attempts - 1), longestPauseMs)
      const nextTryAt = error instanceof LetterRefused ? mail.expiresAt : new Date(clock.now() + pauseMs)
      const reason = reasonOf(error)
      await store.postpone(mail.id, nextTryAt, reason)
      return reason
    }
    await store.remove(mail.id)
    return undefined
  }

  return {
    /** Without a mail server nothing may be posted: whoever decides shows what it would have said. */
    isConfigured: sender !== undefined,
    async post(transaction: TransactionSql, { kind, to, subject, text, expiresAt }: Mail): Promise<void> {
      const now = clock.now()
      const id = ids.uuid(now)
      await store.add(transaction, { id, channel, kind, expiresAt, sealed: sealer.seal(id, JSON.stringify({ to, subject, text })) }, new Date(now))
      await wake?.(transaction)
    },
    /** Sends what is due; `trouble` hears why something could not be sent. */
    async run({ trouble }: { trouble?(what: string): void } = {}): Promise<void> {
      const now = new Date(clock.now())
      for (const mail of await store.dropExpired(channel, now)) onGivenUp(mail)
      if (!sender) return
      for (let due: readonly WaitingMail[] = []; ; ) {
        due = await store.claim(channel, now, new Date(now.getTime() + leaseMs), mostAtOnce)
        for (const reason of await Promise.all(due.map((mail) => sendOne(mail, sender)))) if (reason !== undefined) trouble?.(reason)
        if (due.length < mostAtOnce) return
      }
    },
  }
}
export type Outbox = ReturnType<typeof createOutbox>

/** What the operator may read: the kind of trouble, without the addresses that mail servers repeat in their answers. */
function reasonOf(error: unknown): string {
  if (error instanceof LetterRefused || error instanceof LetterDelayed) return error.message
  const { code, responseCode } = error as { code?: string; responseCode?: number }
  return [code ?? (error as Error).name, responseCode].filter(Boolean).join(' ')
}

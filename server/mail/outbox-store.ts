import type { TransactionSql } from 'postgres'
import type { Database } from '../database/client.ts'

export type WaitingMail = { id: string; kind: string; sealed: Buffer; attempts: number; expiresAt: Date }
export type Channel = 'mail' | 'gateway'
export type OutboxStore = ReturnType<typeof createOutboxStore>

export function createOutboxStore({ sql }: Database) {
  return {
    async add(transaction: TransactionSql, mail: Omit<WaitingMail, 'attempts'> & { channel: Channel }, now: Date): Promise<void> {
      await transaction`
        insert into mail_outbox (id, channel, kind, sealed, created_at, expires_at, next_try_at)
        values (${mail.id}, ${mail.channel}, ${mail.kind}, ${mail.sealed}, ${now}, ${mail.expiresAt}, ${now})`
    },
    /** Each due mail goes to one process, which has until `leaseEnds` to say what became of it. */
    claim: (channel: Channel, now: Date, leaseEnds: Date, most: number) => sql<WaitingMail[]>`
      update mail_outbox set attempts = attempts + 1, next_try_at = ${leaseEnds}
      where id in (select id from mail_outbox where channel = ${channel} and next_try_at <= ${now} and expires_at > ${now} order by next_try_at limit ${most} for update skip locked)
      returning id, kind, sealed, attempts, expires_at as "expiresAt"`,
    async remove(id: string): Promise<void> {
      await sql`delete from mail_outbox where id = ${id}`
    },
    async postpone(id: string, nextTryAt: Date, error: string): Promise<void> {
      await sql`update mail_outbox set next_try_at = ${nextTryAt}, last_error = ${error} where id = ${id}`
    },
    /** What was never sent and says nothing true any more. */
    dropExpired: (channel: Channel, now: Date) => sql<{ id: string; kind: string; attempts: number; lastError: string | null }[]>`
      delete from mail_outbox where channel = ${channel} and expires_at <= ${now} returning id, kind, attempts, last_error as "lastError"`,
  }
}

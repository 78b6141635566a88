import type { PgBoss } from 'pg-boss'
import type { TransactionSql } from 'postgres'
import { bossTransaction } from './boss-database.ts'
import { duties } from './timetable.ts'

/** Asks for work in the background. */
export type JobSender = {
  /** Once the transaction is committed, and only then. Of a duty that is already waiting there is no second one. */
  sendIn(transaction: TransactionSql, kind: string, data?: object): Promise<void>
  /** Those that failed for good: errands are tried again; a duty does at its next run whatever is there to be done. */
  retryIn(transaction: TransactionSql, kind: string, ids: string[]): Promise<void>
}

export function createJobSender(boss: PgBoss): JobSender {
  return {
    async sendIn(transaction, kind, data = {}) {
      await boss.send(kind, data, { db: bossTransaction(transaction) })
    },
    async retryIn(transaction, kind, ids) {
      const db = bossTransaction(transaction)
      if (!(kind in duties)) return void (await boss.retry(kind, ids, { db }))
      await boss.deleteJob(kind, ids, { db })
      await boss.send(kind, {}, { db })
    },
  }
}

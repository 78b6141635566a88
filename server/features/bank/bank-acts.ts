import type { TransactionSql } from 'postgres'

/** What staff did, written in the transaction that did it. Null: the service itself. */
export async function recordAct(transaction: TransactionSql, actorId: number | null, act: string, subject: Record<string, unknown>): Promise<void> {
  await transaction`insert into bank_acts (actor_id, act, subject) values (${actorId}, ${act}, ${transaction.json(subject as never)})`
}

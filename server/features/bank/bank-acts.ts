import type { TransactionSql } from 'postgres'
import type { ActName } from '../../contract/audit.ts'
import { type Act, type ActBy, recordActs } from '../audit/act.ts'

/** What staff did in the bank, written at the end of the transaction that did it. */
export async function recordAct(
  transaction: TransactionSql,
  by: ActBy,
  act: ActName,
  subject: Record<string, unknown>,
  further: Pick<Act, 'before' | 'after' | 'reason'> = {},
): Promise<void> {
  await recordActs(transaction, by, [{ act, subject, ...further }])
}

/** The account behind an act; only people and no keys of other systems change the bank. */
export function accountOf({ kind, id }: ActBy): number {
  if (kind !== 'staff' || id === null) throw new Error(`${kind} cannot act in the bank`)
  return Number(id)
}

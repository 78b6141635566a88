import type { Database } from '../database/client.ts'
import { type Act, recordActs } from '../features/audit/act.ts'
import { operatorOf } from './admin-database.ts'

/** What a command did, in the audit log like the acts of everybody else. */
export async function recordAct(database: Database, act: Act): Promise<void> {
  const by = await operatorOf(database)
  await database.sql.begin((transaction) => recordActs(transaction, by, [act]))
}

import type { Db } from 'pg-boss'
import type { Sql, TransactionSql } from 'postgres'
import { textArrayOf } from '../database/array-literal.ts'
import type { Database } from '../database/client.ts'

type Rows = { rows: Record<string, unknown>[] }

/** The queue on the driver and the pool of everything else. Only its notices need a connection that no pooler takes away: `direct`. */
export function bossDatabase({ database, direct }: { database: Database; direct: Database }): Db {
  return {
    executeSql(text, values = []) {
      const inTransaction = /^\s*begin;(.*)commit;\s*$/is.exec(text)?.[1]
      // the pool hands every statement to any connection, so a transaction has to say that it is one
      return inTransaction === undefined
        ? ask(database.sql, text, values)
        : (database.sql.begin((transaction) => ask(transaction, inTransaction, [])) as Promise<Rows>)
    },
    async listen(channel, onNotification, onReconnect) {
      const { unlisten } = await direct.sql.listen(channel, onNotification, onReconnect)
      return { close: unlisten }
    },
  }
}

/** The queue within somebody's transaction: what is sent there exists only if that is committed. */
export const bossTransaction = (transaction: TransactionSql): Db => ({ executeSql: (text, values = []) => ask(transaction, text, values) })

async function ask(sql: Sql | TransactionSql, text: string, values: unknown[]): Promise<Rows> {
  const result: unknown[] = await sql.unsafe(text, values.map(written))
  // several statements in one text answer with a list each
  return { rows: (result.every(Array.isArray) ? result.flat() : result) as Rows['rows'] }
}

/** The driver does not know arrays here (see client.ts): they travel as literals. */
function written(value: unknown): never {
  if (Array.isArray(value)) return textArrayOf(value, String) as never
  return (value ?? null) as never
}

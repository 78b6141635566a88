import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres, { type Sql } from 'postgres'

/** Raw SQL where a statement decides something, Drizzle for plain reads. */
export type Database = { sql: Sql; orm: PostgresJsDatabase; close(): Promise<void> }

const ormConnections = 2

export function connectDatabase(url: string, { poolSize, name }: { poolSize: number; name: string }): Database {
  const connect = (max: number) =>
    postgres(url, {
      max,
      connect_timeout: 5,
      idle_timeout: 0,
      max_lifetime: null,
      fetch_types: false,
      onnotice: () => {},
      connection: { application_name: name },
      // a database that is away must answer "away" at once, not after minutes of patience
      backoff: () => 0.1,
    })
  const sql = connect(poolSize - ormConnections)
  // a client of its own: Drizzle changes how its client reads and writes dates and JSON
  const ormClient = connect(ormConnections)
  return {
    sql,
    orm: drizzle(ormClient),
    async close() {
      await Promise.all([sql.end({ timeout: 5 }), ormClient.end({ timeout: 5 })])
    },
  }
}

import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres, { type Sql } from 'postgres'

/** Raw SQL for the hot path, Drizzle for everything else, over one pool. */
export type Database = { sql: Sql; orm: PostgresJsDatabase; close(): Promise<void> }

export function connectDatabase(url: string, options: { poolSize: number; name: string }): Database {
  const sql = postgres(url, {
    max: options.poolSize,
    connect_timeout: 5,
    idle_timeout: 0,
    max_lifetime: null,
    fetch_types: false,
    onnotice: () => {},
    connection: { application_name: options.name },
    // a database that is away must answer "away" at once, not after minutes of patience
    backoff: () => 0.1,
  })
  return { sql, orm: drizzle(sql), close: () => sql.end({ timeout: 5 }) }
}

import type { Sql } from 'postgres'
import { columnTypes } from './column-types.ts'
import { postgres } from './driver.ts'

/** The way to PostgreSQL: SQL as it is, typed by the tables' definitions. */
export type Database = { sql: Sql; close(): Promise<void> }

export function connectDatabase(url: string, { poolSize, name }: { poolSize: number; name: string }): Database {
  const sql = postgres(url, {
    max: poolSize,
    connect_timeout: 5,
    idle_timeout: 0,
    max_lifetime: null,
    fetch_types: false,
    types: columnTypes,
    onnotice: () => {},
    connection: { application_name: name },
    // a database that is away must answer "away" at once, not after minutes of patience
    backoff: () => 0.1,
  })
  return { sql: sql as unknown as Sql, close: () => sql.end({ timeout: 5 }) }
}

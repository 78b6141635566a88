import { fileURLToPath } from 'node:url'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type { Sql, TransactionSql } from 'postgres'
import { postgres } from './driver.ts'

const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url))
/** Any fixed number will do, as long as every process takes the same. */
const migrationLock = 7_407_001

export class SchemaTooNewError extends Error {}

/** Brings the schema up to this program's. N processes starting at once take turns; the first one does the work. */
export async function migrateDatabase(directUrl: string): Promise<{ applied: number }> {
  const sql = postgres(directUrl, { max: 1, onnotice: () => {} })
  try {
    await sql`select pg_advisory_lock(${migrationLock})`
    const known = readMigrationFiles({ migrationsFolder })
    const newest = await newestApplied(sql)
    if (newest > (known.at(-1)?.folderMillis ?? 0)) {
      throw new SchemaTooNewError(
        'The database was migrated by a newer version of this program: start that version, or restore a backup made before.',
      )
    }
    // all of them or none: a program never meets half of its schema
    return { applied: await sql.begin((transaction) => migrateWithin(transaction, Number.POSITIVE_INFINITY)) }
  } finally {
    await sql.end()
  }
}

/** Applies what is missing up to that one, in a transaction of whoever asks. */
export async function migrateWithin(transaction: TransactionSql, upToMillis: number): Promise<number> {
  const newest = await newestApplied(transaction)
  const missing = readMigrationFiles({ migrationsFolder }).filter(({ folderMillis }) => folderMillis > newest && folderMillis <= upToMillis)
  for (const { sql: statements, hash, folderMillis } of missing) {
    for (const statement of statements) await transaction.unsafe(statement)
    await transaction`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`
  }
  return missing.length
}

/** The migrations that this program knows, by the hash of their text. */
export function knownMigrations(): string[] {
  return readMigrationFiles({ migrationsFolder }).map(({ hash }) => hash)
}

/** How many migrations the database lacks; below zero: a newer program has been here. */
export async function pendingMigrations(directUrl: string): Promise<number> {
  const sql = postgres(directUrl, { max: 1, onnotice: () => {} })
  try {
    const known = readMigrationFiles({ migrationsFolder })
    const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations') is not null as found`
    const [row] = table?.found ? await sql`select max(created_at)::float8 as newest from drizzle.__drizzle_migrations` : []
    const newest = Number(row?.newest ?? 0)
    return newest > (known.at(-1)?.folderMillis ?? 0) ? -1 : known.filter((migration) => migration.folderMillis > newest).length
  } finally {
    await sql.end()
  }
}

/** The table is the one drizzle-kit knows, so its tools can be used on this database. */
async function newestApplied(sql: Sql | TransactionSql): Promise<number> {
  await sql`create schema if not exists drizzle`
  await sql`create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`
  const [row] = await sql<{ newest: string | null }[]>`select max(created_at) as newest from drizzle.__drizzle_migrations`
  return Number(row?.newest ?? 0)
}

if (import.meta.main) {
  const { readConfig } = await import('../config.ts')
  const { DATABASE_URL, DATABASE_DIRECT_URL, DATABASE_OWNER_URL } = readConfig(process.env)
  const url = DATABASE_OWNER_URL || DATABASE_DIRECT_URL || DATABASE_URL
  if (url === '') {
    process.stderr.write('DATABASE_URL is not set: the embedded database is migrated by "npm start" itself.\n')
    process.exit(1)
  }
  process.stdout.write(`${(await migrateDatabase(url)).applied} migrations applied\n`)
}

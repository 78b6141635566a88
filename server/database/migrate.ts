import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'

const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url))
/** Any fixed number will do, as long as every process takes the same. */
const migrationLock = 7_407_001

export class SchemaTooNewError extends Error {}

/** Brings the schema up to this program's. N processes starting at once take turns; the first one does the work. */
export async function migrateDatabase(directUrl: string): Promise<{ applied: number }> {
  const sql = postgres(directUrl, { max: 1, onnotice: () => {} })
  try {
    await sql`select pg_advisory_lock(${migrationLock})`
    const before = await appliedMigrations(sql)
    const known = knownMigrations()
    const newest = before.at(-1)
    if (newest !== undefined && newest > (known.at(-1) ?? 0)) {
      throw new SchemaTooNewError(
        'The database was migrated by a newer version of this program: start that version, or restore a backup made before.',
      )
    }
    await migrate(drizzle(sql), { migrationsFolder })
    return { applied: known.length - before.length }
  } finally {
    await sql.end()
  }
}

async function appliedMigrations(sql: postgres.Sql): Promise<number[]> {
  const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations') is not null as exists`
  if (!table?.exists) return []
  const rows = await sql<{ created_at: string }[]>`select created_at from drizzle.__drizzle_migrations order by created_at`
  return rows.map((row) => Number(row.created_at))
}

function knownMigrations(): number[] {
  const journal = JSON.parse(readFileSync(`${migrationsFolder}/meta/_journal.json`, 'utf8')) as { entries: { when: number }[] }
  return journal.entries.map((entry) => entry.when)
}

import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectDatabase, type Database } from '../../server/database/client.ts'
import { startEmbeddedPostgres } from '../../server/database/embedded/embedded-postgres.ts'
import { migrateDatabase } from '../../server/database/migrate.ts'

/** A migrated PostgreSQL of its own for a long proof, gone when the proof is over. */
export async function onEmbeddedDatabase<Result>(name: string, work: (database: Database) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-proof-'))
  // the database user must be able to enter
  chmodSync(folder, 0o755)
  const postgres = await startEmbeddedPostgres({ dataDir: folder })
  try {
    await migrateDatabase(postgres.url)
    const database = connectDatabase(postgres.url, { poolSize: 4, name })
    const result = await work(database)
    await database.close()
    return result
  } finally {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

import type { Config } from '../config.ts'
import { connectDatabase, type Database } from '../database/client.ts'
import { startEmbeddedPostgres } from '../database/embedded/embedded-postgres.ts'
import { migrateDatabase } from '../database/migrate.ts'
import { createServiceStateStore } from '../features/service/service-state-store.ts'
import { noAnswer, StartRefused } from './start-refused.ts'

export type OpenDatabase = { database: Database; directUrl: string; isEmbedded: boolean; close(): Promise<void>; stopServer(): Promise<void> }

const oldestMajor = 15

/** The embedded PostgreSQL, or the one the configuration names: it answers and is new enough. */
export async function openDatabase(config: Config, onStep: (step: string) => void): Promise<OpenDatabase> {
  const embedded = config.DATABASE_URL === '' ? await startEmbeddedPostgres({ dataDir: config.DATA_DIR, onStep }) : undefined
  if (embedded?.wasAdopted) onStep('took over the PostgreSQL that an earlier run left behind')
  const url = embedded?.url ?? config.DATABASE_URL
  const directUrl = config.DATABASE_DIRECT_URL || url
  const stopServer = async () => embedded?.stop()
  const database = connectDatabase(url, { poolSize: config.DATABASE_POOL, name: 'hoithi' })
  const close = () => database.close()
  try {
    await refuseUnfit(database)
  } catch (error) {
    await close()
    if (embedded && !embedded.wasAdopted) await embedded.stop()
    throw error
  }
  return { database, directUrl, isEmbedded: embedded !== undefined, close, stopServer }
}

/** Checked and migrated; for whoever holds the lock of this database. */
export async function prepareDatabase(
  { database, directUrl }: Pick<OpenDatabase, 'database' | 'directUrl'>,
  onStep: (step: string) => void,
): Promise<void> {
  onStep('bringing the schema up to date')
  await migrateDatabase(directUrl)
  await refuseForgetful(database)
}

async function refuseUnfit({ sql }: Database): Promise<void> {
  const [row] = await sql<{ major: number }[]>`select current_setting('server_version_num')::integer / 10000 as major`.catch((error: unknown) => {
    throw noAnswer('DATABASE_URL', error)
  })
  if ((row?.major ?? 0) < oldestMajor) throw new StartRefused(`PostgreSQL ${row?.major} is too old: version ${oldestMajor} or newer is needed.`)
}

/** "Acknowledged" means "durable": a database that may forget what it committed is refused. */
async function refuseForgetful(database: Database): Promise<void> {
  const { fsync, full_page_writes, synchronous_commit } = await createServiceStateStore(database).durability()
  const off = Object.entries({ fsync, full_page_writes, synchronous_commit }).filter(([, setting]) => setting === 'off')
  if (off.length > 0)
    throw new StartRefused(
      `PostgreSQL runs with ${off.map(([name]) => `${name} = off`).join(', ')}: answers that were acknowledged could be lost. Turn it on and start again.`,
    )
}

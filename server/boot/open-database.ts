import type { Config } from '../config.ts'
import { connectDatabase, type Database } from '../database/client.ts'
import { startEmbeddedPostgres } from '../database/embedded/embedded-postgres.ts'
import { migrateDatabase } from '../database/migrate.ts'
import { asServer, embeddedServerRole, ensureServerRole, letServe } from '../database/server-role.ts'
import { createServiceStateStore } from '../features/service/service-state-store.ts'
import { noAnswer, StartRefused } from './start-refused.ts'

export type OpenDatabase = {
  /** As the server's own role. */
  database: Database
  directUrl: string
  /** As the server's own role, without a pooler in between. */
  direct: Database
  /** Of the role that owns the tables: migrations, and what the logs forbid the server. */
  ownerUrl: string
  /** Undefined where one role does everything. */
  serverRole: { name: string; password?: string } | undefined
  isEmbedded: boolean
  close(): Promise<void>
  stopServer(): Promise<void>
}

export const oldestMajor = 15

/** The embedded PostgreSQL, or the one the configuration names: it answers and is new enough. */
export async function openDatabase(config: Config, onStep: (step: string) => void): Promise<OpenDatabase> {
  const embedded = config.DATABASE_URL === '' ? await startEmbeddedPostgres({ dataDir: config.DATA_DIR, onStep }) : undefined
  if (embedded?.wasAdopted) onStep('took over the PostgreSQL that an earlier run left behind')
  const url = embedded ? asServer(embedded.url, embedded.serverPassword) : config.DATABASE_URL
  const directUrl = embedded?.url ?? (config.DATABASE_DIRECT_URL || url)
  const ownerUrl = embedded?.url ?? (config.DATABASE_OWNER_URL || directUrl)
  const serverRole = embedded
    ? { name: embeddedServerRole, password: embedded.serverPassword }
    : ownerUrl === directUrl
      ? undefined
      : { name: decodeURIComponent(new URL(url).username) }
  const stopServer = async () => embedded?.stop()
  // it connects when it is first asked: on a new cluster its role is made by prepareDatabase
  const database = connectDatabase(url, { poolSize: config.DATABASE_POOL, name: 'hoithi' })
  const directServerUrl = embedded ? url : directUrl
  const direct = directServerUrl === url ? database : connectDatabase(directServerUrl, { poolSize: 1, name: 'hoithi notices' })
  const close = async () => {
    if (direct !== database) await direct.close()
    await database.close()
  }
  try {
    await refuseUnfit(embedded?.url ?? url)
  } catch (error) {
    await close()
    if (embedded && !embedded.wasAdopted) await embedded.stop()
    throw error
  }
  return { database, direct, directUrl, ownerUrl, serverRole, isEmbedded: embedded !== undefined, close, stopServer }
}

/** Checked and migrated; for whoever holds the lock of this database. */
export async function prepareDatabase(
  { database, ownerUrl, serverRole }: Pick<OpenDatabase, 'database' | 'ownerUrl' | 'serverRole'>,
  onStep: (step: string) => void,
): Promise<void> {
  onStep('bringing the schema up to date')
  await migrateDatabase(ownerUrl)
  if (serverRole?.password !== undefined) await ensureServerRole(ownerUrl, serverRole.password)
  if (serverRole) await letServe(ownerUrl, serverRole.name)
  await refuseForgetful(database)
}

async function refuseUnfit(url: string): Promise<void> {
  const asked = connectDatabase(url, { poolSize: 1, name: 'hoithi start' })
  try {
    const [row] = await asked.sql<{ major: number }[]>`select current_setting('server_version_num')::integer / 10000 as major`
    if ((row?.major ?? 0) < oldestMajor) throw new StartRefused(`PostgreSQL ${row?.major} is too old: version ${oldestMajor} or newer is needed.`)
  } catch (error) {
    throw error instanceof StartRefused ? error : noAnswer('DATABASE_URL', error)
  } finally {
    await asked.close()
  }
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

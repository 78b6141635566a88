import { existsSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { join } from 'node:path'
import { holdProcessLock } from '../boot/process-lock.ts'
import { StartRefused } from '../boot/start-refused.ts'
import { createSystemScheduler } from '../clock.ts'
import type { Config } from '../config.ts'
import { connectDatabase, type Database } from '../database/client.ts'
import { startEmbeddedPostgres } from '../database/embedded/embedded-postgres.ts'
import { pendingMigrations } from '../database/migrate.ts'
import { embeddedServerRole } from '../database/server-role.ts'
import type { ActBy } from '../features/audit/act.ts'
import { CommandRefused, type Texts } from './command.ts'

export type AdminDatabase = {
  /** As the role that owns the tables. */
  database: Database
  ownerUrl: string
  /** The role that the service works as; undefined where one role does everything. */
  serverRole: string | undefined
  /** Of that role, where the database is our own. */
  serverPassword: string | undefined
}
type Options = {
  /** Whether a database that is not there may be made. */
  mayMake?: boolean
  /** Whether the schema may be another one than this program's. */
  anySchema?: boolean
}

/** The configured database for one command. An embedded one that nobody runs is started and stopped again. */
export async function withDatabase<Result>(
  config: Config,
  texts: Texts,
  { mayMake = false, anySchema = false }: Options,
  work: (opened: AdminDatabase) => Promise<Result>,
): Promise<Result> {
  const place = config.DATABASE_URL === '' ? await openEmbedded(config, texts, mayMake) : namedIn(config)
  const database = connectDatabase(place.ownerUrl, { poolSize: 4, name: 'hoithi admin' })
  try {
    if (!anySchema && (await pendingMigrations(place.ownerUrl)) !== 0) throw new CommandRefused(texts.schemaBehind)
    return await work({ ...place, database })
  } finally {
    await database.close()
    await place.stop()
  }
}

/** Who a command acts as, for the audit log. */
function operatorNow(atMs: number): ActBy {
  return { kind: 'operator', id: null, name: userInfo().username, from: hostname(), requestId: null, atMs }
}

async function databaseNow({ sql }: Database): Promise<number> {
  const [row] = await sql<{ now: number }[]>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as now`
  return row?.now ?? 0
}
export const operatorOf = async (database: Database): Promise<ActBy> => operatorNow(Math.floor(await databaseNow(database)))

function namedIn(config: Config) {
  const directUrl = config.DATABASE_DIRECT_URL || config.DATABASE_URL
  const ownerUrl = config.DATABASE_OWNER_URL || directUrl
  const serverRole = ownerUrl === directUrl ? undefined : decodeURIComponent(new URL(config.DATABASE_URL).username)
  return { ownerUrl, serverRole, serverPassword: undefined, stop: async () => {} }
}

async function openEmbedded(config: Config, texts: Texts, mayMake: boolean) {
  const isThere = ['postgres', 'postgres.moved-to'].some((name) => existsSync(join(config.DATA_DIR, name)))
  if (!isThere && !mayMake) throw new CommandRefused(texts.noDatabase(config.DATA_DIR))
  const embedded = await startEmbeddedPostgres({ dataDir: config.DATA_DIR })
  const stop = async () => {
    if (embedded.wasAdopted) return
    // a service that was started meanwhile has taken the database over; whoever holds its lock stops it
    const lock = await alone(embedded.url)
    if (!lock) return
    await embedded.stop()
    await lock.release().catch(() => {})
  }
  return { ownerUrl: embedded.url, serverRole: embeddedServerRole, serverPassword: embedded.serverPassword, stop }
}

/** For what no service may be running at. */
export async function withoutService<Result>({ ownerUrl }: AdminDatabase, texts: Texts, work: () => Promise<Result>): Promise<Result> {
  const lock = await alone(ownerUrl)
  if (!lock) throw new CommandRefused(texts.serviceIsRunning)
  try {
    return await work()
  } finally {
    await lock.release()
  }
}

/** The lock that a running service holds; undefined while there is one. */
async function alone(directUrl: string): Promise<{ release(): Promise<void> } | undefined> {
  try {
    return await holdProcessLock({ directUrl, mode: 'without Redis', scheduler: createSystemScheduler(() => {}), onLost: () => {} })
  } catch (error) {
    if (error instanceof StartRefused) return undefined
    throw error
  }
}

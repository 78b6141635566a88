import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sql } from 'postgres'
import { postgres } from '../../server/database/driver.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../server/database/embedded/embedded-postgres.ts'
import { migrateDatabase } from '../../server/database/migrate.ts'
import { eventually } from '../helpers/eventually.ts'
import { freePort } from '../helpers/free-port.ts'
import { startRedis } from '../helpers/redis-server.ts'
import { metricsToken, type ServiceProcess, serviceSecret, spawnService, whenReady } from '../helpers/service-process.ts'
import { lastingPort } from './lasting-port.ts'

export type DrillGround = Awaited<ReturnType<typeof prepareGround>>

/** A PostgreSQL, a Redis and service processes of the drill's own, each of which may be killed and started again where it was. */
export async function prepareGround() {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-drill-'))
  // the database user must be able to enter
  chmodSync(folder, 0o755)
  const databasePort = await lastingPort()
  const launch = (port: number) => startEmbeddedPostgres({ dataDir: folder, settings: { port: String(port), max_connections: '120' } })
  let database: EmbeddedPostgres | undefined = await launch(databasePort)
  let redis: Awaited<ReturnType<typeof startRedis>> | undefined = await startRedis(folder, [], await lastingPort())
  const [databaseUrl, redisUrl, redisPort] = [database.url, redis.url, redis.port]
  await migrateDatabase(databaseUrl)
  const sql = connect(databaseUrl)
  const dataDir = join(folder, 'service')
  const services = new Set<ServiceProcess>()

  return {
    dataDir,
    sql,
    databaseUrl,
    redisUrl,
    async startService(environment: Record<string, string> = {}): Promise<ServiceProcess> {
      const service = await spawnService({
        environment: {
          DATABASE_URL: databaseUrl,
          REDIS_URL: redisUrl,
          SECRET_KEY: serviceSecret,
          METRICS_TOKEN: metricsToken,
          DATA_DIR: dataDir,
          DEMO: 'no',
          ...environment,
        },
      })
      services.add(service)
      return whenReady(service)
    },
    /** As if the machine had lost its power: every process of PostgreSQL at once, no time to say goodbye. */
    async killPostgres(): Promise<void> {
      const postmaster = database?.pid ?? 0
      const all = [postmaster, ...childrenOf(postmaster)]
      for (const pid of all) killNow(pid)
      database = undefined
      // a new one would take an old one that is dead, but not yet buried, for a living owner of the folder
      await eventually('every process of PostgreSQL is gone', () => !isKnown(postmaster) && all.every((pid) => !isAlive(pid)))
    },
    /** One backend dies: PostgreSQL ends all others, recovers and goes on under the same postmaster. */
    async killBackend(): Promise<void> {
      const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`
      killNow(row?.pid ?? 0)
    },
    async stopPostgres(): Promise<void> {
      await database?.stop()
      database = undefined
    },
    async startPostgres(): Promise<void> {
      database = await launch(databasePort)
    },
    /** While nobody else can reach it: on another port, for as long as the work takes. */
    async withPostgresElsewhere(work: (sql: Sql) => Promise<unknown>): Promise<void> {
      const elsewhere = await launch(await freePort())
      const aside = connect(elsewhere.url)
      try {
        await work(aside)
      } finally {
        await aside.end()
        await elsewhere.stop()
      }
    },
    async killRedis(): Promise<void> {
      await redis?.kill()
      redis = undefined
    },
    async startRedis(): Promise<void> {
      redis = await startRedis(folder, [], redisPort)
    },
    async close(): Promise<void> {
      await Promise.all([...services].map((service) => service.end('SIGKILL')))
      await sql.end({ timeout: 1 })
      await redis?.stop()
      await database?.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function connect(url: string): Sql {
  return postgres(url, { max: 4, onnotice: () => {}, backoff: () => 0.1, connect_timeout: 5 })
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent)
}

function parentOf(pid: number): number | undefined {
  try {
    // the name stands in brackets and may hold anything; state and parent follow it
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1])
  } catch {
    return undefined
  }
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // it was gone already
  }
}

function isKnown(pid: number): boolean {
  return existsSync(`/proc/${pid}`)
}

function isAlive(pid: number): boolean {
  try {
    // a zombie waits only for its parent to look; it holds nothing any more
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import { startEmbeddedPostgres } from '../../server/database/embedded/embedded-postgres.ts'
import { eventually } from '../../test/helpers/eventually.ts'
import { freePort } from '../../test/helpers/free-port.ts'
import { startRedis } from '../../test/helpers/redis-server.ts'

export const benchSecret = 'bench-secret-of-thirty-two-characters'
const tmpfsMagic = 0x01021994

export type BenchService = {
  origin: string
  pid: number
  sql: Sql
  databaseUrl: string
  redisUrl: string
  /** Highest resident memory of the server process so far, in megabytes. */
  peakMemoryMb(): number
  stop(): Promise<void>
}

/** The real service as an operator runs it: real PostgreSQL on a real disk, real Redis, one server process. */
export async function startBenchService(): Promise<BenchService> {
  const folder = join(process.cwd(), '.data', `bench-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  if (statfsSync(folder).type === tmpfsMagic)
    throw new Error(`${folder} lies in memory (tmpfs): a commit there costs nothing, so the figures would mean nothing`)
  const database = await startEmbeddedPostgres({ dataDir: folder })
  const redis = await startRedis(folder)
  const port = await freePort()
  const server = spawn(process.execPath, ['--max-semi-space-size=16', 'server/main.ts'], {
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      SECRET_KEY: benchSecret,
      LOG_LEVEL: 'warn',
      DEMO: 'no',
      // people of the bench come from addresses of their own
      TRUSTED_PROXIES: '127.0.0.1',
      DATA_DIR: folder,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const origin = `http://127.0.0.1:${port}`
  await eventually('the service is ready', async () => (await fetch(`${origin}/readyz`)).ok)
  const sql = postgres(database.url, { max: 2, onnotice: () => {} })
  return {
    origin,
    pid: server.pid ?? 0,
    sql,
    databaseUrl: database.url,
    redisUrl: redis.url,
    peakMemoryMb: () => Number(readFileSync(`/proc/${server.pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/)?.[1]) / 1_024,
    async stop() {
      await endProcess(server)
      await sql.end()
      await redis.stop()
      await database.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export async function startBare(): Promise<{ origin: string; stop(): Promise<void> }> {
  const port = await freePort()
  const bare = spawn(process.execPath, ['loadtest/bench/bare.ts'], { env: { ...process.env, PORT: String(port) }, stdio: 'inherit' })
  const origin = `http://127.0.0.1:${port}`
  await eventually('the bare process answers', async () => (await fetch(origin)).status === 404)
  return { origin, stop: () => endProcess(bare) }
}

function endProcess(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) resolve()
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}

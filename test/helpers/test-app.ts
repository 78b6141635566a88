import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { inject, onTestFinished } from 'vitest'
import { type App, buildApp } from '../../server/app.ts'
import { createErasuresFile } from '../../server/boot/erasures-file.ts'
import { createHeadsFile } from '../../server/boot/heads-file.ts'
import { type CorrectedClock, createCorrectedClock, createSystemScheduler } from '../../server/clock.ts'
import { readConfig } from '../../server/config.ts'
import { connectDatabase, type Database } from '../../server/database/client.ts'
import { asServer } from '../../server/database/server-role.ts'
import { createIds, type Ids } from '../../server/ids.ts'
import { createMemoryLiveState } from '../../server/live/memory/memory-live-state.ts'
import type { LiveState } from '../../server/live/port.ts'
import { createRedisLiveState } from '../../server/live/redis/redis-live-state.ts'
import { createSecrets } from '../../server/secrets.ts'
import { freshDatabase } from './databases.ts'
import { freePort } from './free-port.ts'

export type TestApp = {
  app: App
  /** As the owner of the tables. */
  database: Database
  live: LiveState
  origin: string
  /** Where the service keeps files of its own. */
  dataDir: string
  /** Log lines as written. */
  log: string[]
  close(): Promise<void>
}

export type TestAppOptions = {
  databaseUrl?: string
  live?: 'memory' | 'redis'
  redisUrl?: string
  clock?: CorrectedClock
  ids?: Ids
  environment?: Record<string, string>
  ceiling?: number
  secret?: string
  /** To look at what the service asks of its database. */
  wrapDatabase?: (database: Database) => Database
  /** Secrets before that one, the newest first. */
  formerSecrets?: string
}

export const testSecret = 'a-secret-of-at-least-thirty-two-characters'

/** The same app as in production, on a database of its own, listening on a free port. */
export async function startTestApp(options: TestAppOptions = {}, closeWhen: (close: () => Promise<void>) => void = onTestFinished): Promise<TestApp> {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const config = readConfig({
    PORT: String(port),
    PUBLIC_URL: origin,
    LOG_LEVEL: 'debug',
    METRICS_TOKEN: 'a-metrics-token-1234',
    // the template database is as old as the run: that is no outage
    HOLD_MINUTES: '0',
    ...options.environment,
  })
  const dataDir = mkdtempSync(join(tmpdir(), 'hoithi-app-'))
  const log: string[] = []
  const logger = pino({ level: config.LOG_LEVEL, base: null }, { write: (line: string) => void log.push(line) })
  const databaseUrl = options.databaseUrl ?? (await freshDatabase(closeWhen))
  const name = `test ${randomUUID()}`
  // as in production the service can only append to the logs; the test itself looks and meddles as the owner
  const served = connectDatabase(asServer(databaseUrl, inject('serverPassword')), { poolSize: 12, name })
  const database = connectDatabase(databaseUrl, { poolSize: 4, name })
  const live =
    options.live === 'redis'
      ? createRedisLiveState({ urls: [options.redisUrl ?? inject('redisUrl')], onError: (error) => void log.push(error.message) })
      : createMemoryLiveState({ ceiling: options.ceiling ?? 200_000 })
  const app = await buildApp(config, {
    database: options.wrapDatabase?.(served) ?? served,
    direct: served,
    live,
    clock: options.clock ?? createCorrectedClock(),
    ids: options.ids ?? createIds(),
    secrets: createSecrets({ present: options.secret ?? testSecret, previous: options.formerSecrets ?? '' }),
    scheduler: createSystemScheduler((error) => log.push(String(error))),
    logger,
    publicOrigin: origin,
    headsFile: createHeadsFile(dataDir),
    erasuresFile: createErasuresFile(dataDir),
  })
  await app.fastify.listen({ host: '127.0.0.1', port })
  let isClosed = false
  const close = async () => {
    if (isClosed) return
    isClosed = true
    await app.close()
    await live.close()
    await served.close()
    await database.close()
    rmSync(dataDir, { recursive: true })
  }
  closeWhen(close)
  return { app, database, live, origin, dataDir, log, close }
}

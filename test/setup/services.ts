import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openPages } from '../../server/boot/open-pages.ts'
import { startEmbeddedPostgres } from '../../server/database/embedded/embedded-postgres.ts'
import { migrateDatabase } from '../../server/database/migrate.ts'
import { embeddedServerRole, ensureServerRole, letServe } from '../../server/database/server-role.ts'
import { createTemplate } from '../helpers/databases.ts'
import { startRedis } from '../helpers/redis-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** As the owner of the tables. */
    postgresUrl: string
    serverPassword: string
    redisUrl: string
  }
}

/** One real PostgreSQL and one real Redis for the whole run; each test file gets a database of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // once, before any worker serves them
  openPages(() => {})
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-test-'))
  const postgres = await startEmbeddedPostgres({ dataDir: folder, settings: { max_connections: '200' } })
  await ensureServerRole(postgres.url, postgres.serverPassword)
  await createTemplate(postgres.url, async (url) => {
    await migrateDatabase(url)
    await letServe(url, embeddedServerRole)
  })
  const redis = await startRedis(folder)
  project.provide('postgresUrl', postgres.url)
  project.provide('serverPassword', postgres.serverPassword)
  project.provide('redisUrl', redis.url)
  return async () => {
    await redis.stop()
    await postgres.stop()
    refuseDeadlocks(readFileSync(join(folder, 'postgres.log'), 'utf8'))
    rmSync(folder, { recursive: true, force: true })
  }
}

/** PostgreSQL cuts a ring of waiting transactions, so a test may pass and people still be sent away: no test makes one on purpose. */
function refuseDeadlocks(log: string): void {
  const at = log.indexOf('deadlock detected')
  if (at >= 0) throw new Error(`transactions waited for each other in a ring:\n${log.slice(at, at + 2_000)}`)
}

import { PgBoss } from 'pg-boss'
import type { Database } from '../database/client.ts'
import { bossDatabase } from './boss-database.ts'

type Dependencies = {
  database: Database
  /** Without a pooler in between: notices come to the connection that asked for them. */
  direct: Database
  onError(error: Error): void
}

/** How soon it is seen that a process died with a job in its hands: after the heartbeat that fails to come. */
const lookForLostEverySeconds = 5
const tidyEverySeconds = 300

/**
 * pg-boss on our driver. Its schema is made by our migrations as the owner of the tables; here nothing of it is made or changed, and
 * neither its calendar nor its statistics are used.
 */
export function createBoss({ database, direct, onError }: Dependencies): PgBoss {
  const boss = new PgBoss({
    db: bossDatabase({ database, direct }),
    schema: 'pgboss',
    createSchema: false,
    migrate: false,
    schedule: false,
    reindex: false,
    monitorVacuum: false,
    useListenNotify: true,
    superviseIntervalSeconds: lookForLostEverySeconds,
    monitorIntervalSeconds: lookForLostEverySeconds,
    maintenanceIntervalSeconds: tidyEverySeconds,
    // jobs that wait for others are not used
    flowIntervalSeconds: 3_600,
  })
  boss.on('error', onError)
  return boss
}

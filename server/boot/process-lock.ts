import type { Scheduler } from '../clock.ts'
import { isAwayError } from '../database/database-errors.ts'
import { postgres } from '../database/driver.ts'
import { noAnswer, StartRefused } from './start-refused.ts'

const lockNumber = 7_407_002
const checkEveryMs = 5_000

/** Why a process is alone on its database, or that it is not. */
type LockMode = 'embedded' | 'without Redis' | 'shared'

const refusals: Record<LockMode, string> = {
  embedded:
    'Another process already works on this database, and the embedded PostgreSQL serves one process: stop the other one, or set DATABASE_URL and REDIS_URL for both.',
  'without Redis':
    'Another process already works on this database, and without Redis live state lives inside one process: set REDIS_URL for both, or stop the other one.',
  shared:
    'A process that must be alone (without Redis, or on its embedded PostgreSQL) already works on this database: stop it, or set REDIS_URL for it too.',
}

/**
 * Live state inside a process is for one process only: two of them would show two different boards. The embedded PostgreSQL ends with
 * the process that started it. The database knows who is there: alone (exclusive) or sharing Redis (shared).
 */
export async function holdProcessLock(options: {
  directUrl: string
  mode: LockMode
  scheduler: Scheduler
  onLost(sentence: string): void
}): Promise<{ release(): Promise<void> }> {
  const { directUrl, mode, scheduler, onLost } = options
  const sql = postgres(directUrl, {
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    onnotice: () => {},
    connection: { application_name: 'hoithi process lock' },
  })
  const tryLock = async (): Promise<boolean> => {
    const [row] =
      mode === 'shared'
        ? await sql`select pg_try_advisory_lock_shared(${lockNumber}) as got`
        : await sql`select pg_try_advisory_lock(${lockNumber}) as got`
    return row?.got === true
  }
  const sentence = refusals[mode]

  try {
    if (!(await tryLock())) throw new StartRefused(sentence)
  } catch (error) {
    await sql.end({ timeout: 1 })
    throw isAwayError(error) ? noAnswer('DATABASE_DIRECT_URL', error) : error
  }
  // the lock dies with its connection; after a break of the database it has to be won again
  const watching = scheduler.every(checkEveryMs, async () => {
    try {
      const [held] =
        await sql`select exists (select from pg_locks where locktype = 'advisory' and objid = ${lockNumber} and pid = pg_backend_pid()) as yes`
      if (!held?.yes && !(await tryLock())) onLost(sentence)
    } catch (error) {
      // while the database is away nobody holds the lock, and nobody can work either
      if (!isAwayError(error)) throw error
    }
  })
  return {
    async release() {
      await watching.stop()
      await sql.end({ timeout: 2 })
    },
  }
}

import { createCorrectedClock, createSystemScheduler } from '../../server/clock.ts'
import { connectDatabase, type Database } from '../../server/database/client.ts'
import { createJobReports } from '../../server/features/jobs/job-reports.ts'
import { createJobsStore } from '../../server/features/jobs/jobs-store.ts'
import { createBoss } from '../../server/jobs/boss.ts'
import { startWork, type Work } from '../../server/jobs/start-work.ts'

export type Working = Awaited<ReturnType<typeof joinWork>>

/** One process that takes part in the work of a database: the engine as it runs in the service, with other things to do. */
export async function joinWork(url: string, work: (database: Database) => Partial<Work>, name = 'at work') {
  const database = connectDatabase(url, { poolSize: 4, name })
  const [errors, failures] = [[] as Error[], [] as { kind: string; error: unknown }[]]
  const boss = createBoss({ database, direct: database, onError: (error) => void errors.push(error) })
  const clock = createCorrectedClock()
  const store = createJobsStore(database)
  const working = await startWork({
    boss,
    duties: [],
    errands: [],
    ...work(database),
    reports: createJobReports({ store, clock, onFailed: () => {} }),
    scheduler: createSystemScheduler((error) => void errors.push(error as Error)),
    clock,
    onFailure: (kind, error) => void failures.push({ kind, error }),
  })
  return {
    boss,
    database,
    store,
    errors,
    failures,
    async leave() {
      await working.stop()
      await database.close()
    },
  }
}

/** Where jobs of tests leave their traces. */
export async function makeTraces({ sql }: Database): Promise<void> {
  await sql`create table traces (at serial primary key, who text not null, what text not null)`
}
export async function leaveTrace({ sql }: Database, who: string, what: string): Promise<void> {
  await sql`insert into traces (who, what) values (${who}, ${what})`
}
export const tracesIn = ({ sql }: Database) => sql<{ who: string; what: string }[]>`select who, what from traces order by at`

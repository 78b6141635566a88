import { eventually } from '../helpers/eventually.ts'
import { freePort } from '../helpers/free-port.ts'
import type { ServiceProcess } from '../helpers/service-process.ts'
import { audit } from './drill-audit.ts'
import { questionCount, seedDrillContest } from './drill-contest.ts'
import { prepareGround } from './drill-ground.ts'
import { createLedger } from './drill-ledger.ts'
import { runPeople } from './drill-people.ts'
import type { DrillOptions, DrillReport } from './drill-report.ts'

export type Victim = 'server' | 'postgres' | 'redis'

/** Somebody's writes on average: a start, the taps, second thoughts, a submission, now and then a second sitting. */
const writesPerPerson = (questionCount * 1.08 + 2) * 1.1
const concurrency = 48

/**
 * kill -9 in the middle of a contest, `kills` times, evenly spread over the writes. People go on as their phones do; when all are
 * done, every acknowledgement is held against the log, every score against a recount, every board against both.
 */
export async function killDrill({ victim, kills, writes, seed, say }: DrillOptions & { victim: Victim; kills: number }): Promise<DrillReport> {
  const ground = await prepareGround()
  try {
    const contest = await seedDrillContest(ground.sql, Math.ceil(writes / writesPerPerson))
    const port = { PORT: String(await freePort()) }
    let service = await ground.startService(port)
    const outages: number[] = []
    let [killed, killing]: [number, Promise<void>] = [0, Promise.resolve()]

    async function strike(): Promise<void> {
      const since = performance.now()
      if (victim === 'server') {
        await service.end('SIGKILL')
        service = await ground.startService(port)
      } else if (victim === 'postgres') {
        await ground.killPostgres()
        await ground.startPostgres()
        await eventually('the service is ready again', async () => (await fetch(`${service.origin}/readyz`)).ok)
      } else {
        await ground.killRedis()
        await ground.startRedis()
      }
      outages.push(Math.round(performance.now() - since))
      say(`killed ${victim} for the ${killed}. time after ${ledger.acknowledged} acknowledged writes, back after ${outages.at(-1)} ms`)
    }
    const ledger = createLedger((count) => {
      if (killed < kills && count >= (writes * (killed + 1)) / (kills + 1)) {
        killed += 1
        killing = killing.then(strike)
      }
    })
    const since = performance.now()
    const traffic = await runPeople({
      contest,
      ledger,
      seed,
      origins: [service.origin],
      mishaps: { doubled: 2, lostReply: 1, lostRequest: 1 },
      concurrency,
      tabs: 1,
    })
    await killing
    const seconds = (performance.now() - since) / 1_000
    say(`${ledger.acknowledged} writes acknowledged, holding them against the log`)
    const { failures, ...figures } = await audit({ sql: ground.sql, redisUrl: ground.redisUrl, contest, ledger, origins: [service.origin] })
    if (killed < kills || outages.length < kills) failures.push(`${victim} was to be killed ${kills} times, but was killed ${outages.length} times`)
    if (ledger.acknowledged < writes) failures.push(`only ${ledger.acknowledged} of ${writes} writes were acknowledged`)
    failures.push(...faultsOf(service))
    return {
      seed,
      failures,
      figures: { killed, outagesMs: outages.join(', '), acknowledged: ledger.acknowledged, seconds: Math.round(seconds), ...traffic, ...figures },
    }
  } finally {
    await ground.close()
  }
}

/** A store that is away is no fault; whatever the service itself calls an error is one. */
export function faultsOf(service: ServiceProcess): string[] {
  const faults = service
    .stdout()
    .split('\n')
    .filter((line) => line.startsWith('{') && (JSON.parse(line) as { level: number }).level >= 50)
  return [...new Set(faults.map((line) => `the service logged: ${line.slice(0, 300)}`))]
    .slice(0, 5)
    .concat(service.isRunning() ? [] : ['the service is not running'])
}

import { eventually } from '../helpers/eventually.ts'
import type { ServiceProcess } from '../helpers/service-process.ts'
import { audit } from './drill-audit.ts'
import { questionCount, seedDrillContest } from './drill-contest.ts'
import { prepareGround } from './drill-ground.ts'
import { createLedger } from './drill-ledger.ts'
import { runPeople } from './drill-people.ts'
import type { DrillOptions, DrillReport } from './drill-report.ts'
import { lastingPort } from './lasting-port.ts'

/** 'shutdown' is no kill: the service is asked to end, by SIGTERM, and must do so within its time. */
export type Victim = 'server' | 'postgres' | 'redis' | 'shutdown'

const mostShutdownMs = 10_000

/** Somebody's writes on average: a start, the taps, second thoughts, a submission, now and then a second sitting. */
const writesPerPerson = (questionCount * 1.08 + 2) * 1.1
/** Dice decide how much each of them writes; with so many more than the average asks for, the writes are reached all the same. */
const spare = 1.25
const concurrency = 48

/**
 * kill -9 in the middle of a contest, `kills` times, evenly spread over the writes. People go on as their phones do; when all are
 * done, every acknowledgement is held against the log, every score against a recount, every board against both.
 */
export async function killDrill({ victim, kills, writes, seed, say }: DrillOptions & { victim: Victim; kills: number }): Promise<DrillReport> {
  const ground = await prepareGround()
  try {
    const contest = await seedDrillContest(ground.sql, Math.ceil((writes * spare) / writesPerPerson))
    const port = { PORT: String(await lastingPort()) }
    const services = [await ground.startService(port)]
    const newest = () => services.at(-1) as ServiceProcess
    const outages: number[] = []
    const failures: string[] = []
    // a victim that does not come back ends the drill at once
    const strikeFailed = Promise.withResolvers<never>()
    let [killed, killing]: [number, Promise<void>] = [0, Promise.resolve()]

    const strikes: Record<Victim, () => Promise<void>> = {
      async server() {
        await newest().end('SIGKILL')
        services.push(await ground.startService(port))
      },
      async shutdown() {
        const since = performance.now()
        const { code, signal } = await newest().end('SIGTERM')
        const tookMs = Math.round(performance.now() - since)
        if (code !== 0 || tookMs > mostShutdownMs) failures.push(`after SIGTERM the service ended with ${code ?? signal} after ${tookMs} ms`)
        services.push(await ground.startService(port))
      },
      async postgres() {
        await ground.killPostgres()
        await ground.startPostgres()
        await eventually('the service is ready again', async () => (await fetch(`${newest().origin}/readyz`)).ok)
      },
      async redis() {
        const before = ledger.acknowledged
        await ground.killRedis()
        // long enough that many submissions never reach a board; nobody who takes part may notice
        await eventually('writes go on without Redis', () => ledger.acknowledged >= before + writes / 20)
        await ground.startRedis()
      },
    }
    async function strike(): Promise<void> {
      const [since, before] = [performance.now(), ledger.acknowledged]
      await strikes[victim]()
      outages.push(Math.round(performance.now() - since))
      say(`${victim}: struck after ${before} acknowledged writes, back after ${outages.at(-1)} ms`)
    }
    const ledger = createLedger((count) => {
      if (killed < kills && count >= (writes * (killed + 1)) / (kills + 1)) {
        killed += 1
        killing = killing.then(strike).catch(strikeFailed.reject)
      }
    })
    const since = performance.now()
    const { origin } = newest()
    const mishaps = { doubled: 2, lostReply: 1, lostRequest: 1 }
    const traffic = await Promise.race([
      runPeople({ contest, ledger, seed, origins: [origin], mishaps, concurrency, tabs: 1 }),
      strikeFailed.promise,
      ...(victim === 'postgres' || victim === 'redis' ? [deathOf(newest())] : []),
    ])
    await killing
    const seconds = Math.round((performance.now() - since) / 1_000)
    say(`${ledger.acknowledged} writes acknowledged, holding them against the log`)
    const { failures: broken, ...figures } = await audit({ sql: ground.sql, redisUrl: ground.redisUrl, contest, ledger, origins: [origin] })
    failures.push(...broken, ...services.flatMap(faultsOf))
    if (!newest().isRunning()) failures.push('the service is not running at the end')
    if (outages.length < kills) failures.push(`${victim} was to be struck ${kills} times, but was struck ${outages.length} times`)
    if (ledger.acknowledged < writes) failures.push(`only ${ledger.acknowledged} of ${writes} writes were acknowledged`)
    return {
      seed,
      failures,
      figures: { strikes: outages.length, backAfterMs: outages.join(', '), acknowledged: ledger.acknowledged, seconds, ...traffic, ...figures },
    }
  } finally {
    await ground.close()
  }
}

/** A service that dies of what happened to its stores ends the drill at once, with its last words. */
async function deathOf(service: ServiceProcess): Promise<never> {
  const { code, signal } = await service.ended
  throw new Error(`the service died (${code ?? signal}): ${service.stderr().slice(-2_000)}`)
}

/** A store that is away is no fault; whatever the service itself calls an error is one. */
export function faultsOf(service: ServiceProcess): string[] {
  const faults = service
    .stdout()
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}') && (JSON.parse(line) as { level: number }).level >= 50)
  return [
    ...faults,
    ...service
      .stderr()
      .split('\n')
      .filter((line) => line !== ''),
  ]
    .slice(0, 5)
    .map((line) => `the service said: ${line.slice(0, 300)}`)
}

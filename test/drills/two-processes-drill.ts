import { audit } from './drill-audit.ts'
import { questionCount, seedDrillContest } from './drill-contest.ts'
import { prepareGround } from './drill-ground.ts'
import { createLedger } from './drill-ledger.ts'
import { runPeople } from './drill-people.ts'
import type { DrillOptions, DrillReport } from './drill-report.ts'
import { faultsOf } from './kill-drill.ts'

const tabs = 3
/** A start, about ten taps in each tab as long as the attempt is open, a submission. */
const writesPerPerson = tabs * questionCount * 0.3

/**
 * Two processes on one database: every attempt is saved from three tabs and submitted from a fourth, all at once, each request to
 * either process, some twice, some never heard of. What is acknowledged is in the score; what is not before the close is in nothing.
 */
export async function twoProcessesDrill({ writes, seed, say }: DrillOptions): Promise<DrillReport> {
  const ground = await prepareGround()
  try {
    const contest = await seedDrillContest(ground.sql, Math.ceil(writes / writesPerPerson))
    const services = await Promise.all([ground.startService(), ground.startService()])
    const origins = services.map((service) => service.origin)
    const ledger = createLedger((count) => {
      if (count % 5_000 === 0) say(`${count} writes acknowledged`)
    })
    const traffic = await runPeople({
      contest,
      ledger,
      seed,
      origins,
      mishaps: { doubled: 25, lostReply: 10, lostRequest: 5 },
      concurrency: 24,
      tabs,
    })
    const { failures, ...figures } = await audit({ sql: ground.sql, redisUrl: ground.redisUrl, contest, ledger, origins })
    failures.push(...services.flatMap(faultsOf))
    if (!services.every((service) => service.isRunning())) failures.push('a process is not running at the end')
    if (ledger.acknowledged < writes) failures.push(`only ${ledger.acknowledged} of ${writes} writes were acknowledged`)
    const refusedTaps = [...ledger.taps.values()].filter((tap) => tap.refused !== undefined).length
    // a drill in which no tap met a closed attempt has not tried the race it is about
    if (refusedTaps < contest.people.length / 4) failures.push(`only ${refusedTaps} taps came after a close`)
    return { seed, failures, figures: { acknowledged: ledger.acknowledged, refusedTaps, ...traffic, ...figures } }
  } finally {
    await ground.close()
  }
}

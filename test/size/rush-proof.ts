import { fork } from 'node:child_process'
import { once } from 'node:events'
import { dirname } from 'node:path'
import type { Sql } from 'postgres'
import type { RushOrder, RushReport } from '../../loadtest/light/rush-people.ts'
import { makeContest } from '../../loadtest/made-contest.ts'
import type { DrillReport } from '../drills/drill-report.ts'
import { groundForSize } from './ground-for-size.ts'
import { residentMb, spentSince } from './process-facts.ts'

export type RushProof = {
  seed: string
  people: number
  withinSeconds: number
  connections: number
  /** In the second rush, which is smaller, so many stand behind each address: schools, offices. */
  school: { people: number; peoplePerAddress: number }
  say(line: string): void
  isTimed: boolean
}

const goals = { startedSeconds: 120, p99Ms: 2_000 }

/** Everybody opens the page, registers and starts in the opening minute; then a smaller rush out of few addresses. */
export async function rushProof({ seed, people, withinSeconds, connections, school, say, isTimed }: RushProof): Promise<DrillReport> {
  const failures: string[] = []
  const goal = (isMet: boolean, sentence: string) => void (isMet || !isTimed || failures.push(sentence))
  const ground = await groundForSize()
  try {
    const service = await ground.startService({ TRUSTED_PROXIES: '127.0.0.1', ...profiling() })
    const rush = async (slug: string, order: Omit<RushOrder, 'port' | 'slug'>) => {
      const consents = [{ id: 'registration', version: 1, text: 'Tôi đồng ý.', required: true }]
      const { contestId } = await ground.sql.begin((transaction) =>
        makeContest(transaction, { slug, consents, questionCount: 20, roundTitles: ['Vòng 1'] }),
      )
      await ground.sql`vacuum analyze`
      const spent = spentSince({ pid: service.pid, folder: dirname(ground.dataDir) })
      const report = await comeAll({ port: service.port, slug, ...order })
      const { wall, machine, ...own } = spent()
      const used = { ...own, people: report.processorSeconds }
      const ours = used.service + used.stores + used.people
      const cost = {
        ...used,
        ours,
        others: Math.max(0, machine - ours) / wall,
        cores: ours / wall,
      }
      say(
        `${report.started} of ${order.people} have started, the last after ${report.lastStartedSeconds.toFixed(1)} s; all of it used ${cost.cores.toFixed(2)} cores, other programs ${cost.others.toFixed(2)}`,
      )
      failures.push(...report.refused, ...(await differences(ground.sql, contestId, order.people)))
      return { report, cost }
    }
    const { report, cost } = await rush('khai-mac', { people, withinSeconds, peoplePerAddress: 1, connections })
    for (const [step, facts] of Object.entries(report.steps)) {
      say(
        `${step}: ${facts.perPerson} for each person, ${facts.bytes} bytes, ${facts.cache || 'nothing about caching'}; p50 ${facts.p50Ms.toFixed(1)} ms, p99 ${facts.p99Ms.toFixed(1)} ms`,
      )
    }
    goal(report.lastStartedSeconds <= goals.startedSeconds, `the last has started after ${report.lastStartedSeconds.toFixed(1)} s`)
    goal(report.p99Ms < goals.p99Ms, `p99 of what was answered is ${report.p99Ms.toFixed(0)} ms`)
    const memory = residentMb(service.pid)
    const { report: behindFew } = await rush('truong-hoc', {
      people: school.people,
      withinSeconds,
      peoplePerAddress: school.peoplePerAddress,
      connections,
    })
    // gracefully, so that a profile is written
    await service.end('SIGTERM')
    const ms = (seconds: number) => `${((seconds * 1_000) / people).toFixed(2)} ms`
    const perPerson = (what: 'perPerson' | 'bytes') =>
      Object.values(report.steps).reduce((sum, facts) => sum + facts.perPerson * (what === 'bytes' ? facts.bytes : 1), 0)
    return {
      seed,
      failures,
      figures: {
        people: `${people}, each from an address of their own, all arrived within ${withinSeconds} s; ${connections} connections of a proxy, the generator is on the same machine`,
        started: `${report.started}, the last ${report.lastStartedSeconds.toFixed(1)} s after the first came (goal ${goals.startedSeconds} s): ${Math.round(report.started / report.lastStartedSeconds)} people a second`,
        politeWaits: inWords(report.waits),
        p99OfWhatWasAnswered: `${report.p99Ms.toFixed(0)} ms (goal ${goals.p99Ms} ms)`,
        requestsForEachPerson: `${perPerson('perPerson').toFixed(1)}, ${Math.round(perPerson('bytes') / 1_024)} KB with an empty cache`,
        processorForEachPerson: `${ms(cost.ours)}: service ${ms(cost.service)}, PostgreSQL and Redis ${ms(cost.stores)}, the people themselves ${ms(cost.people)}`,
        estimatedWithTwoCoresAlone: `${Math.max(withinSeconds, cost.ours / 2).toFixed(0)} s by that processor time; here other programs took ${cost.others.toFixed(2)} cores besides`,
        memoryOfTheService: `${Math.round(memory)} MB`,
        inTheDatabase: `${people} contestants, each with exactly one open attempt`,
        schools: `${behindFew.started} of ${school.people}, ${school.peoplePerAddress} behind each address, the last after ${behindFew.lastStartedSeconds.toFixed(1)} s; waits: ${inWords(behindFew.waits)}`,
      },
    }
  } finally {
    await ground.close()
  }
}

async function comeAll(order: RushOrder): Promise<RushReport> {
  const child = fork(new URL('../../loadtest/light/rush-people.ts', import.meta.url), [JSON.stringify(order)])
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`the people's process ended with ${code} before it reported`)
  })
  failed.catch(() => {})
  const [report] = (await Promise.race([once(child, 'message'), failed])) as [RushReport]
  return report
}

/** Nobody lost an attempt, nobody has two. */
async function differences(sql: Sql, contestId: number, people: number): Promise<string[]> {
  const [row] = await sql<{ contestants: number; attempts: number; open: number; sitting: number }[]>`
    select (select count(*)::integer from contestants where contest_id = ${contestId}) as contestants, count(*)::integer as attempts,
      count(*) filter (where state = 'open')::integer as open, count(distinct contestant_id)::integer as sitting
    from attempts where contest_id = ${contestId}`
  return Object.entries(row ?? {}).flatMap(([what, count]) => (count === people ? [] : [`${count} ${what} in the database, ${people} people came`]))
}

const inWords = (waits: Record<string, number>) =>
  Object.entries(waits)
    .map(([told, count]) => `${count} × ${told}`)
    .join(', ') || 'none'

/** `PROFILE=folder` keeps where the service spends its time. */
function profiling(): Record<string, string> {
  const { PROFILE } = process.env
  return PROFILE === undefined ? {} : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${PROFILE}` }
}

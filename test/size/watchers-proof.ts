import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Sql } from 'postgres'
import { type LightConnection, lightRequest, openLightConnection } from '../../loadtest/light/light-connection.ts'
import type { Heard, WatcherNews, WatchOrder } from '../../loadtest/light/watch-boards.ts'
import { openAttempts } from '../../loadtest/made-contest.ts'
import { createSecrets } from '../../server/secrets.ts'
import { createTokens } from '../../server/tokens.ts'
import type { DrillReport } from '../drills/drill-report.ts'
import { eventually } from '../helpers/eventually.ts'
import { serviceSecret } from '../helpers/service-process.ts'
import { registerPeople } from './fill-partition.ts'
import { groundForSize } from './ground-for-size.ts'
import { type MeasuredContest, measuredContest } from './measured-contest.ts'
import { percentile, processorSeconds } from './process-facts.ts'

export type WatchersProof = {
  seed: string
  watchers: number
  /** Submissions a second, one after the other. */
  rates: readonly number[]
  seconds: number
  say(line: string): void
  isTimed: boolean
}

const goals = { cores: 0.5, staleMs: 1_000 }
const lines = 48

/** What people who look at a board cost its process, at several rates of submission, and how old what they see can be. */
export async function watchersProof({ seed, watchers, rates, seconds, say, isTimed }: WatchersProof): Promise<DrillReport> {
  const ground = await groundForSize()
  const failures: string[] = []
  let crowd: Crowd | undefined
  try {
    const contest = await measuredContest(ground.sql, 'xem', 1)
    const service = await ground.startService()
    const submissions = await readySubmissions(ground.sql, contest, 2 * seconds * rates.reduce((sum, rate) => sum + rate, 0) + 1)
    const submitFor = async (rate: number) => submitSteadily(service.port, submissions, rate, seconds, failures)
    // the board needs somebody on it
    await submitSteadily(service.port, submissions, 1, 1, failures)
    const cores = async (work: () => Promise<unknown>) => {
      const [before, began] = [processorSeconds(service.pid), performance.now()]
      await work()
      return (processorSeconds(service.pid) - before) / ((performance.now() - began) / 1_000)
    }
    const alone: number[] = []
    for (const rate of rates) alone.push(await cores(() => submitFor(rate)))
    say(`without watchers: ${alone.map((used, at) => `${used.toFixed(2)} cores at ${rates[at]} a second`).join(', ')}`)

    crowd = watchTogether({ port: service.port, slug: contest.slug, roundId: contest.roundId, watchers })
    await eventually('everybody watches', () => crowd?.watching() === watchers, 300_000)
    say(`${watchers} watch`)
    const figures: Record<string, string> = {}
    for (const [at, rate] of rates.entries()) {
      crowd.forget()
      let acknowledged: number[] = []
      const before = submissions.done()
      const used = await cores(async () => {
        acknowledged = await submitFor(rate)
      })
      await eventually(
        'everybody sees the last of them',
        () => crowd?.heard().some((one) => one.entrants === submissions.done() && one.count === watchers) || rate === 0,
      )
      const cost = used - (alone[at] ?? 0)
      const stale = oldest(crowd.heard(), acknowledged, before)
      const line = `${cost.toFixed(2)} of a core (${used.toFixed(2)} with them, ${alone[at]?.toFixed(2)} without), ${(acknowledged.length / seconds).toFixed(0)} a second were reached, ${crowd.heard().length} deltas${
        rate === 0 ? '' : `, what is seen is at most ${stale.mostMs} ms old, ${stale.medianMs} ms in the middle`
      }`
      say(`${rate} a second: ${line}`)
      figures[`at${rate}SubmissionsASecond`] = line
      if (isTimed && acknowledged.length < 0.9 * rate * seconds)
        failures.push(`only ${(acknowledged.length / seconds).toFixed(0)} of ${rate} submissions a second were reached`)
      if (isTimed && cost >= goals.cores) failures.push(`at ${rate} submissions a second the watchers cost ${cost.toFixed(2)} of a core`)
      if (isTimed && stale.mostMs > goals.staleMs) failures.push(`at ${rate} submissions a second what is seen is up to ${stale.mostMs} ms old`)
      if (crowd.lost() > 0) failures.push(`${crowd.lost()} watchers lost their line`)
    }
    return { seed, failures, figures: { watchers, goal: `less than ${goals.cores} of a core, at most ${goals.staleMs} ms old`, ...figures } }
  } finally {
    crowd?.leave()
    await ground.close()
  }
}

type Submissions = { next(): string | undefined; acknowledged(): void; done(): number }

/** Attempts that only have to be submitted, each of another person. */
async function readySubmissions(sql: Sql, contest: MeasuredContest, count: number): Promise<Submissions> {
  const { contestId, roundId } = contest
  await registerPeople(sql, contest, count)
  await openAttempts(sql, { contestId, roundId, questionCount: 1, count })
  await sql`vacuum analyze`
  const tokens = createTokens(createSecrets({ present: serviceSecret, previous: '' }))
  const rows = await sql<{ id: string }[]>`select id from attempts where contest_id = ${contestId} order by id`
  const requests = rows
    .map(({ id }) =>
      lightRequest({
        path: `/api/v1/attempts/${id}/submission`,
        token: tokens.sign({ kind: 'attempt', contestId, id }),
        body: { actionId: randomUUID() },
      }),
    )
    .values()
  let done = 0
  return {
    next: () => requests.next().value,
    acknowledged: () => {
      done += 1
    },
    done: () => done,
  }
}

/** So many a second, as evenly as a timer can; says when each was acknowledged. */
async function submitSteadily(port: number, submissions: Submissions, rate: number, seconds: number, failures: string[]): Promise<number[]> {
  const free: LightConnection[] = Array.from({ length: lines }, () => openLightConnection(port))
  const acknowledgedAt: number[] = []
  const began = performance.now()
  const underWay = new Set<Promise<void>>()
  let sent = 0
  while (performance.now() - began < seconds * 1_000) {
    const due = Math.floor(((performance.now() - began) / 1_000) * rate)
    for (; sent < due && free.length > 0; sent += 1) {
      const [mine, request] = [free.pop() as LightConnection, submissions.next() ?? '']
      const asked = mine.ask(request).then(({ status }) => {
        if (status !== 200) failures.push(`a submission was answered ${status}`)
        acknowledgedAt.push(Date.now())
        submissions.acknowledged()
        free.push(mine)
        underWay.delete(asked)
      })
      underWay.add(asked)
    }
    await pause(5)
  }
  await Promise.all(underWay)
  for (const line of free) line.close()
  return acknowledgedAt
}

/**
 * How old what is seen has become each time just before something newer comes to the last of the watchers: the first result that was
 * acknowledged and not yet shown had to wait since then.
 */
function oldest(heard: readonly Heard[], acknowledgedAt: readonly number[], before: number): { mostMs: number; medianMs: number } {
  const waits: number[] = []
  let shown = before
  for (const { entrants, lastMs } of [...heard].sort((a, b) => a.version - b.version)) {
    const first = acknowledgedAt[shown - before]
    if (first !== undefined && entrants > shown) waits.push(Math.max(0, lastMs - first))
    shown = Math.max(shown, entrants)
  }
  return { mostMs: waits.length === 0 ? 0 : Math.max(...waits), medianMs: waits.length === 0 ? 0 : percentile(waits, 50) }
}

type Crowd = ReturnType<typeof watchTogether>

/** Watchers in a process of their own. */
function watchTogether(order: WatchOrder) {
  const child: ChildProcess = fork(new URL('../../loadtest/light/watch-boards.ts', import.meta.url), [JSON.stringify(order)])
  let [watching, lost] = [0, 0]
  let heard: Heard[] = []
  child.on('message', (news: WatcherNews) => {
    if ('heard' in news) heard.push(...news.heard)
    else [watching, lost] = [news.watching, news.lost]
  })
  return {
    watching: () => watching,
    lost: () => lost,
    heard: () => heard,
    forget: () => {
      heard = []
    },
    leave: () => child.kill('SIGKILL'),
  }
}

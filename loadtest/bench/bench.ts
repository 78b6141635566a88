import { rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSecrets } from '../../server/secrets.ts'
import { createTokens } from '../../server/tokens.ts'
import { benchSecret, startBare, startBenchService } from './bench-service.ts'
import { seedBench } from './seed-bench.ts'
import { requireWrk, runWrk, type WrkResult } from './wrk.ts'

// Drives the real service and a bare Fastify process with the same load from the same machine, alternating, and prints
// what the service keeps of the bare rate. Ratios of one run are comparable between machines, rates are not.

const only = process.argv.slice(2)
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const seconds = Number(process.env.BENCH_SECONDS ?? 5)
const connections = Number(process.env.BENCH_CONNECTIONS ?? 256)
const people = Math.round(rounds * seconds * Number(process.env.BENCH_MOST_PER_SECOND ?? 14_000))
const goals: Record<string, number> = { save: 0.4, submit: 0.2, start: 0.2, board: 0.5 }

requireWrk()
const service = await startBenchService()
const bare = await startBare()
const folder = join(process.cwd(), '.data', `bench-${process.pid}`)
let isGood = true
try {
  const [settings] = await service.sql`
    select current_setting('fsync') as fsync, current_setting('full_page_writes') as full_page_writes, current_setting('synchronous_commit') as synchronous_commit`
  console.log(JSON.stringify({ ...settings, fileSystemType: `0x${statfsSync(folder).type.toString(16)}`, connections, rounds, seconds }))

  const saving = 20_000
  const contest = await seedBench(service.sql, people, saving)
  const tokens = createTokens(createSecrets({ present: benchSecret, previous: '' }))
  const contestants = await service.sql<{ id: string }[]>`select id from contestants where contest_id = ${contest.contestId} order by id`
  const attemptsOf = (roundId: number) =>
    service.sql<
      { id: string; device: string }[]
    >`select id, device from attempts where contest_id = ${contest.contestId} and round_id = ${roundId} order by id`
  const write = (name: string, lines: string[]): string => {
    const file = join(folder, `${name}.requests`)
    writeFileSync(file, lines.join('\n'))
    return file
  }
  const attemptToken = (id: string) => tokens.sign({ kind: 'attempt', contestId: contest.contestId, id })
  const saveLine = (answer: string) => (attempt: { id: string; device: string }) =>
    `/api/v1/attempts/${attempt.id}/answers\t${attemptToken(attempt.id)}\t{"device":"${attempt.device}-x","taps":[{"id":"%UUID%","seq":%SEQ%,"question":%Q%,"answer":"${answer}"}]}`
  const saves = write('save', (await attemptsOf(contest.rounds.save)).map(saveLine('2')))
  const submits = (await attemptsOf(contest.rounds.submit)).map(
    (attempt) => `/api/v1/attempts/${attempt.id}/submission\t${attemptToken(attempt.id)}\t{"actionId":"%UUID%"}`,
  )
  const starts = contestants.map(
    (person) =>
      `/api/v1/rounds/${contest.rounds.start}/attempts\t${tokens.sign({ kind: 'contestant', contestId: contest.contestId, id: person.id })}\t{"actionId":"%UUID%","device":"a-device-label"}`,
  )
  const board = write('board', [`/api/v1/contests/${contest.slug}/boards/${contest.rounds.submit}\t\t`])
  /** Each round gets requests of its own: a person starts and an attempt is submitted only once. */
  const share = (name: string, lines: string[], round: number) =>
    write(`${name}-${round}`, lines.slice(Math.floor((lines.length * round) / rounds), Math.floor((lines.length * (round + 1)) / rounds)))

  await figure('save', () => saves)
  await figure('start', (round) => share('start', starts, round))
  await figure('submit', (round) => share('submit', submits, round))
  await figure('board', () => board, 'GET')
  await poisoned(saves)
  const peakMb = Math.round(service.peakMemoryMb())
  console.log(JSON.stringify({ figure: 'memory', peakMb, goal: 350 }))
  if (peakMb > 350) isGood = false
} finally {
  await bare.stop()
  await service.stop()
  rmSync(folder, { recursive: true, force: true })
}
process.exit(isGood ? 0 : 1)

async function figure(name: string, requestsOf: (round: number) => string, method: 'GET' | 'POST' = 'POST'): Promise<void> {
  if (only.length > 0 && !only.includes(name)) return
  const [ours, theirs]: [WrkResult[], WrkResult[]] = [[], []]
  await runWrk({ origin: bare.origin, requests: requestsOf(0), seconds: 1, connections, method })
  for (let round = 0; round < rounds; round += 1) {
    const requests = requestsOf(round)
    theirs.push(await runWrk({ origin: bare.origin, requests, seconds, connections, method }))
    ours.push(await runWrk({ origin: service.origin, requests, seconds, connections, method }))
  }
  const mine = median(ours)
  const ratioToBare = round2(mine.perSecond / median(theirs).perSecond)
  const failed = ours.reduce((sum, run) => sum + run.non2xx + run.errors, 0)
  const goal = goals[name] ?? 0
  if (ratioToBare < goal || failed > 0) isGood = false
  console.log(
    JSON.stringify({
      figure: name,
      perSecond: mine.perSecond,
      p50Ms: round2(mine.p50Ms),
      p99Ms: round2(mine.p99Ms),
      ratioToBare,
      barePerSecond: median(theirs).perSecond,
      goal,
      failed,
    }),
  )
}

/** One row in a hundred breaks a constraint: its neighbours must be saved all the same, and most of the pace must stay. */
async function poisoned(saves: string): Promise<void> {
  if (only.length > 0 && !only.includes('poisoned')) return
  await service.sql.unsafe(`alter table answer_log_c1 add constraint no_poison check (answer <> 'poison')`)
  const [clean, poison]: [WrkResult[], WrkResult[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    clean.push(await runWrk({ origin: service.origin, requests: saves, seconds, connections }))
    poison.push(await runWrk({ origin: service.origin, requests: saves, seconds, connections, poison: 1 }))
  }
  const ratioToClean = round2(median(poison).perSecond / median(clean).perSecond)
  if (ratioToClean < 0.5) isGood = false
  const { perSecond, p50Ms, p99Ms, non2xx } = median(poison)
  console.log(
    JSON.stringify({
      figure: 'save with 1 % poisoned rows',
      perSecond,
      p50Ms: round2(p50Ms),
      p99Ms: round2(p99Ms),
      ratioToClean,
      refused: non2xx,
      goal: 0.5,
    }),
  )
}

function median(runs: WrkResult[]): WrkResult {
  return [...runs].sort((a, b) => a.perSecond - b.perSecond)[runs.length >> 1] as WrkResult
}

function round2(value: number): number {
  return Math.round(value * 100) / 100
}

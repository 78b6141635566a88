import { rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSecrets } from '../../server/secrets.ts'
import { createTokens } from '../../server/tokens.ts'
import { benchSecret, startBare, startBenchService } from './bench-service.ts'
import { seedAgain, seedBench } from './seed-bench.ts'
import { requireWrk, runWrk, type WrkResult } from './wrk.ts'

// Drives the real service and a bare Fastify process with the same load from the same machine, alternating, and prints
// what the service keeps of the bare rate. Ratios of one run are comparable between machines, rates are not.

const only = process.argv.slice(2)
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const seconds = Number(process.env.BENCH_SECONDS ?? 5)
const connections = Number(process.env.BENCH_CONNECTIONS ?? 256)
const people = Math.round(rounds * seconds * Number(process.env.BENCH_MOST_PER_SECOND ?? 14_000))
const goals: Record<string, number> = { register: 0.05, save: 0.4, submit: 0.2, start: 0.2, board: 0.5, 'start-again': 0.15, 'submit-again': 0.08 }
/** Of those who sit again there are fewer: ten earlier attempts each have to be written first. */
const peopleAgain = Math.round(rounds * seconds * Number(process.env.BENCH_MOST_AGAIN_PER_SECOND ?? 3_000)) * 2

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
  const attemptsOf = (roundId: number, contestId = contest.contestId) =>
    service.sql<
      { id: string; device: string }[]
    >`select id, device from attempts where contest_id = ${contestId} and round_id = ${roundId} and state = 'open' order by id`
  const write = (name: string, lines: string[]): string => {
    const file = join(folder, `${name}.requests`)
    writeFileSync(file, lines.join('\n'))
    return file
  }
  const attemptToken = (id: string, contestId = contest.contestId) => tokens.sign({ kind: 'attempt', contestId, id })
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

  const registrations = Array.from(
    { length: people },
    (_, at) =>
      `/api/v1/contests/${contest.slug}/registrations\t%ADDRESS%\t{"actionId":"%UUID%","fullName":"Nguyễn Văn An","birthDate":"2001-02-03","phone":"09${String(at).padStart(8, '0')}","unitId":${contest.unitId},"consents":[{"id":"registration","version":1}],"device":"a-device-label"}`,
  )
  await figure('register', (round) => share('register', registrations, round))
  await figure('save', () => saves)
  await figure('start', (round) => share('start', starts, round))
  await figure('submit', (round) => share('submit', submits, round))
  await figure('board', () => board, 'GET')
  await again()
  await poisoned(saves)

  /** The same writes where everybody has sat ten times before and rounds make one result: what folding costs. */
  async function again(): Promise<void> {
    if (only.length > 0 && !only.some((name) => name.endsWith('-again'))) return
    const { contestId, roundId } = await seedAgain(service.sql, peopleAgain)
    const running = await attemptsOf(roundId, contestId)
    const sitting = await service.sql<{ id: string }[]>`
      select id from contestants c where contest_id = ${contestId} and not exists (
        select from attempts a where a.contest_id = c.contest_id and a.round_id = ${roundId} and a.contestant_id = c.id and a.state = 'open') order by id`
    const startsAgain = sitting.map(
      ({ id }) =>
        `/api/v1/rounds/${roundId}/attempts\t${tokens.sign({ kind: 'contestant', contestId, id })}\t{"actionId":"%UUID%","device":"a-device-label"}`,
    )
    const submitsAgain = running.map(({ id }) => `/api/v1/attempts/${id}/submission\t${attemptToken(id, contestId)}\t{"actionId":"%UUID%"}`)
    await figure('start-again', (round) => share('start-again', startsAgain, round))
    await figure('submit-again', (round) => share('submit-again', submitsAgain, round))
  }

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
    const run = await runWrk({ origin: service.origin, requests, seconds, connections, method })
    ours.push(run)
    if (run.perSecond === 0) console.log(JSON.stringify({ figure: name, round, nothingWasAnswered: await whatWaits() }))
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
      rounds: ours.map(({ perSecond }) => perSecond),
      goal,
      failed,
    }),
  )
}

/** What PostgreSQL is doing or waiting for, when a whole round went by without one answer. */
function whatWaits() {
  return service.sql`
    select state, wait_event_type, wait_event, extract(epoch from clock_timestamp() - query_start)::float8 as seconds, pg_blocking_pids(pid) as behind, left(query, 80) as query
    from pg_stat_activity where backend_type = 'client backend' and state <> 'idle' and pid <> pg_backend_pid()`
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

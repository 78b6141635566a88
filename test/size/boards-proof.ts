import { dirname } from 'node:path'
import { Redis } from 'ioredis'
import type { Sql } from 'postgres'
import { lightRequest, openLightConnection } from '../../loadtest/light/light-connection.ts'
import type { BoardSnapshot } from '../../server/contract/boards.ts'
import { encodeMember } from '../../server/features/standings/board-member.ts'
import { createRedisLiveState } from '../../server/live/redis/redis-live-state.ts'
import type { DrillReport } from '../drills/drill-report.ts'
import { eventually } from '../helpers/eventually.ts'
import { fillPartition, registerPeople } from './fill-partition.ts'
import { groundForSize } from './ground-for-size.ts'
import { type MeasuredContest, measuredContest, somePeople } from './measured-contest.ts'
import { median, percentile, spentSince } from './process-facts.ts'
import { type Reading, readingsOf, readTimes } from './read-results.ts'
import { startSitters } from './sitters.ts'

export type BoardsProof = {
  seed: string
  /** Of the small board, of the largest that a process without Redis holds beside it, and of the large one. */
  entries: { small: number; inProcess: number; large: number }
  readings: number
  rounds: number
  say(line: string): void
  isTimed: boolean
}

const goals = { slower: 2, bytesPerEntry: 200, rebuildSeconds: 60 }

/** My place among very many, what an entry costs in Redis, and a board that is lost and made anew while people take part. */
export async function boardsProof({ seed, entries, readings, rounds, say, isTimed }: BoardsProof): Promise<DrillReport> {
  const ground = await groundForSize()
  const failures: string[] = []
  const goal = (isMet: boolean, sentence: string) => void (isMet || !isTimed || failures.push(sentence))
  try {
    const { sql } = ground
    const contestOf = async (slug: string, people: number) => {
      const contest = await measuredContest(sql, slug, 1)
      await fillPartition(sql, contest, { people, attemptsEach: 1, answersEach: 1 }, () => {})
      say(`${people} people stand in one contest`)
      return contest
    }
    const small = await contestOf('nho', entries.small)
    const middle = await contestOf('vua', entries.inProcess)
    const alone = await ground.startService({ REDIS_URL: '' })
    const inProcess = await comparePlaces(alone.port, sql, [small, entries.small], [middle, entries.inProcess], { readings, rounds, failures })
    await alone.end('SIGTERM')
    say(`in the process: ${inWords(inProcess)}`)
    goal(inProcess.ratio <= goals.slower, `in the process a place takes ${inProcess.ratio.toFixed(2)} times as long`)

    const large = await contestOf('lon', entries.large)
    const redis = new Redis(ground.redisUrl)
    const service = await ground.startService()
    const inRedis = await comparePlaces(service.port, sql, [small, entries.small], [large, entries.large], { readings, rounds, failures })
    say(`in Redis: ${inWords(inRedis)}`)
    goal(inRedis.ratio <= goals.slower, `in Redis a place takes ${inRedis.ratio.toFixed(2)} times as long`)
    const bytes = (await bytesOf(redis, large)) / entries.large
    say(`${bytes.toFixed(0)} bytes of Redis for each entry`)
    goal(bytes <= goals.bytesPerEntry, `an entry takes ${bytes.toFixed(0)} bytes of Redis, more than ${goals.bytesPerEntry}`)

    await registerPeople(sql, large, Math.min(50_000, entries.large))
    const fresh = await peopleWithoutAttempts(sql, large)
    const placesOfMine = await readingsOf(sql, large, readings)
    const sitters = startSitters(service.port, large.roundId, fresh)
    await sitters.have(50)
    const before = sitters.since()
    const readBefore = await readTimes(service.port, placesOfMine, () => {})
    const quiet = before()
    say(
      `meanwhile nothing is rebuilt: ${quiet.perSecond.toFixed(0)} sittings a second, a step takes ${quiet.p99Ms.toFixed(0)} ms at most for 99 in 100`,
    )
    await redis.flushall()
    const began = performance.now()
    const spent = spentSince({ pid: service.pid, folder: dirname(ground.dataDir) })
    const during = sitters.since()
    const readDuring = keepReading(service.port, placesOfMine)
    await eventually('the board is whole again', () => isWhole(service.port, large, entries.large), 600_000)
    const rebuildSeconds = (performance.now() - began) / 1_000
    const cost = spent()
    const busy = during()
    const reads = await readDuring.stop()
    const sat = await sitters.stop()
    say(`rebuilt in ${rebuildSeconds.toFixed(1)} s, ${busy.perSecond.toFixed(0)} sittings a second, a step takes ${busy.p99Ms.toFixed(0)} ms`)
    goal(rebuildSeconds < goals.rebuildSeconds, `the rebuild took ${rebuildSeconds.toFixed(1)} s`)
    failures.push(...sitters.failures, ...reads.failures, ...(await differences(ground.redisUrl, sql, large)))
    redis.disconnect()
    return {
      seed,
      failures,
      figures: {
        entries: `${entries.large} and ${entries.small} in Redis, ${entries.inProcess} and ${entries.small} in the process`,
        placeAndNeighboursInRedis: inWords(inRedis),
        placeAndNeighboursInTheProcess: inWords(inProcess),
        redisPerEntryAndBoard: `${bytes.toFixed(0)} bytes (goal ${goals.bytesPerEntry})`,
        rebuiltAfterRedisWasEmptied: `${rebuildSeconds.toFixed(1)} s (goal ${goals.rebuildSeconds} s)`,
        processorOfTheRebuild: `service ${cost.service.toFixed(1)} s, PostgreSQL and Redis ${cost.stores.toFixed(1)} s, with those who took part; everything else on the machine took ${((cost.machine - cost.service - cost.stores) / cost.wall).toFixed(2)} cores of it`,
        startsAnswersAndSubmissionsMeanwhile: `${busy.perSecond.toFixed(0)} sittings a second (${quiet.perSecond.toFixed(0)} before), p99 of a step ${busy.p99Ms.toFixed(0)} ms (${quiet.p99Ms.toFixed(0)} ms before)`,
        resultsReadMeanwhile: `${reads.count}, p99 ${percentile(reads.times, 99).toFixed(0)} ms (${percentile(readBefore, 99).toFixed(0)} ms before)`,
        afterwards: `every entry of the large board is where PostgreSQL has it, ${sat} new ones among them`,
      },
    }
  } finally {
    await ground.close()
  }
}

type Compared = { smallMs: number; largeMs: number; ratio: number }

/** The 99th percentile of each round, in turns; the median of the rounds. */
async function comparePlaces(
  port: number,
  sql: Sql,
  [small, fewEntries]: [MeasuredContest, number],
  [large, manyEntries]: [MeasuredContest, number],
  { readings, rounds, failures }: { readings: number; rounds: number; failures: string[] },
): Promise<Compared> {
  await eventually('the small board is whole', () => isWhole(port, small, fewEntries), 600_000)
  await eventually('the large board is whole', () => isWhole(port, large, manyEntries), 600_000)
  const [ofSmall, ofLarge] = [await readingsOf(sql, small, readings), await readingsOf(sql, large, readings)]
  // a board that is read from PostgreSQL meanwhile looks whole too, but gives nobody a place
  await eventually(
    'people have places',
    async () => {
      let missing = 0
      await readTimes(port, [...ofSmall.slice(0, 20), ...ofLarge.slice(0, 20)], () => {
        missing += 1
      })
      return missing === 0
    },
    600_000,
  )
  const onMissing = (_reading: Reading, body: string) => failures.push(`somebody has no place: ${body.slice(0, 200)}`)
  const p99 = async (asked: readonly Reading[]) => percentile(await readTimes(port, asked, onMissing), 99)
  await p99(ofSmall)
  const [times, others]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    times.push(await p99(ofSmall))
    others.push(await p99(ofLarge))
  }
  return { smallMs: median(times), largeMs: median(others), ratio: median(others) / median(times) }
}

async function isWhole(port: number, { slug, roundId }: MeasuredContest, least: number): Promise<boolean> {
  const line = openLightConnection(port)
  try {
    const { status, body } = await line.ask(lightRequest({ method: 'GET', path: `/api/v1/contests/${slug}/boards/${roundId}` }))
    const board = status === 200 ? (JSON.parse(body.toString('utf8')) as BoardSnapshot) : undefined
    return (board?.entrants ?? 0) >= least && !board?.isPartial && (board?.rows.length ?? 0) > 0
  } finally {
    line.close()
  }
}

/** Everything that the board of the contest keeps in Redis, however many keys it is. */
async function bytesOf(redis: Redis, { contestId }: MeasuredContest): Promise<number> {
  let bytes = 0
  for await (const keys of redis.scanStream({ match: `hoithi:{c${contestId}}*`, count: 1_000 }) as AsyncIterable<string[]>) {
    for (const key of keys) bytes += Number((await redis.memory('USAGE', key, 'SAMPLES', 1_000)) ?? 0)
  }
  return bytes
}

async function peopleWithoutAttempts(sql: Sql, contest: MeasuredContest): Promise<string[]> {
  const [row] = await sql<{ count: number }[]>`select count(*)::integer as count from contestants where contest_id = ${contest.contestId}`
  const sat = new Set(
    (await sql<{ id: string }[]>`select contestant_id as id from standings where contest_id = ${contest.contestId}`).map(({ id }) => id),
  )
  return (await somePeople(sql, contest, row?.count ?? 0)).filter(({ id }) => !sat.has(id)).map(({ token }) => token)
}

/** Somebody reads results as long as it lasts. A board that is away gives no place; the rest of the result comes all the same. */
function keepReading(port: number, readings: readonly Reading[]) {
  const times: number[] = []
  const failures: string[] = []
  let isOver = false
  const reading = (async () => {
    while (!isOver) {
      const onMissing = (_reading: Reading, body: string) => {
        if (!body.startsWith('{"receipt"')) failures.push(`a result was not told: ${body.slice(0, 200)}`)
      }
      times.push(...(await readTimes(port, readings, onMissing)))
    }
  })()
  reading.catch(() => {})
  return {
    async stop() {
      isOver = true
      await reading
      return { times, failures, count: times.length }
    },
  }
}

const pageSize = 5_000

/** Every entry of the board against the order of PostgreSQL. */
async function differences(redisUrl: string, sql: Sql, { contestId, roundId }: MeasuredContest): Promise<string[]> {
  const live = createRedisLiveState({ urls: [redisUrl], onError: () => {} })
  try {
    await eventually('Redis answers', () => live.isHealthy())
    const board = { contestId, roundId, projection: 'official' } as const
    let offset = 0
    const rows = sql<{ id: string; placeBy: string }[]>`
      select contestant_id as id, array_to_string(place_by, ',', '-') as "placeBy" from standings
      where contest_id = ${contestId} and round_id = ${roundId} and projection = 'official' and place_by is not null order by place_by, contestant_id`
    for await (const piece of rows.cursor(pageSize)) {
      const expected = piece.map(({ id, placeBy }) =>
        encodeMember(
          placeBy.split(',').map((value) => (value === '-' ? null : Number(value))),
          id,
        ),
      )
      const found = await eventually('the board is caught up', async () => {
        const page = await live.boards.page(board, offset, expected.length)
        return page.length === expected.length ? page : undefined
      })
      const at = expected.findIndex((member, index) => found[index]?.member !== member)
      if (at !== -1) return [`entry ${offset + at} of the board is another one than in PostgreSQL`]
      offset += expected.length
    }
    const size = await live.boards.size(board)
    return size === offset ? [] : [`${size} entries stand on the board, ${offset} in PostgreSQL`]
  } finally {
    await live.close()
  }
}

const inWords = ({ smallMs, largeMs, ratio }: Compared) =>
  `p99 ${largeMs.toFixed(2)} ms among many, ${smallMs.toFixed(2)} ms among few: ${ratio.toFixed(2)} (goal ${goals.slower})`

import { Redis } from 'ioredis'
import { beforeAll, expect, test } from 'vitest'
import { boardKeys } from '../../server/live/keys.ts'
import { afterFile } from '../helpers/after-file.ts'
import { eventually } from '../helpers/eventually.ts'
import { type Answer, aDevice, call, participantWith } from '../helpers/participant.ts'
import type { ServiceProcess } from '../helpers/service-process.ts'
import { auditBoards } from './drill-audit.ts'
import { type DrillContest, seedDrillContest } from './drill-contest.ts'
import { type DrillGround, prepareGround } from './drill-ground.ts'
import { recount } from './recount.ts'

const closing = afterFile()
let ground: DrillGround
let contest: DrillContest
let service: ServiceProcess
beforeAll(async () => {
  ground = await prepareGround()
  closing(() => ground.close())
  contest = await seedDrillContest(ground.sql, 10)
  service = await ground.startService()
})

const aPerson = (index: number) => participantWith(service.origin, contest, (contest.people[index] as { token: string }).token, aDevice())
const readiness = () => call<{ status: string; reason?: string }>(service.origin, 'GET', '/readyz')
const isReady = async () => (await readiness()).status === 200

async function countOf(actionId: string): Promise<number> {
  const [row] = await ground.sql<{ n: number }[]>`select count(*)::integer as n from answer_log where action_id = ${actionId}`
  return row?.n ?? 0
}

function expectSentAway(answer: Answer<unknown>): void {
  expect([answer.status, answer.problem.code, answer.problem.retryable]).toEqual([503, 'STORE_AWAY', true])
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
}

test('without PostgreSQL every write is sent away politely, nothing is acknowledged, and the service recovers by itself', async () => {
  const [person, newcomer] = [aPerson(0), aPerson(1)]
  const attempt = person.attempt((await person.start()).body)
  await attempt.save([person.aTap(0, 1)])
  const [tap, submission, start] = [person.aTap(1, 2), crypto.randomUUID(), crypto.randomUUID()]

  await ground.stopPostgres()
  for (const answer of await Promise.all([attempt.save([tap]), attempt.submit(submission), newcomer.start(start)])) expectSentAway(answer)
  expect(await readiness()).toMatchObject({ status: 503, body: { reason: 'postgres' } })
  expect((await call(service.origin, 'GET', '/healthz')).status).toBe(200)
  expect(service.isRunning()).toBe(true)

  await ground.startPostgres()
  await eventually('the service is ready again', isReady)
  expect(await countOf(tap.id)).toBe(0)
  // what was not acknowledged is sent again under the same id
  expect((await attempt.save([tap])).body.receipts).toEqual([{ id: tap.id, outcome: 'saved', tap: 2 }])
  expect(await countOf(tap.id)).toBe(1)
  expect((await newcomer.start(start)).status).toBe(200)
  expect((await attempt.submit(submission)).body).toMatchObject({ state: 'submitted', answeredCount: 2 })
})

test('a write that is on its way when PostgreSQL goes and comes back within two seconds is answered as if nothing had been', async () => {
  const person = aPerson(2)
  const attempt = person.attempt((await person.start()).body)
  await ground.killPostgres()
  const tap = person.aTap(0, 3)
  const [saved] = await Promise.all([attempt.save([tap]), ground.startPostgres()])
  expect(saved.body.receipts).toEqual([{ id: tap.id, outcome: 'saved', tap: 1 }])
  expect(await countOf(tap.id)).toBe(1)
})

test('attempts whose time ran out while PostgreSQL was long away are not closed before officials could extend', async () => {
  const person = aPerson(3)
  const { attemptId } = (await person.start()).body
  const witness = aPerson(4)
  const { attemptId: closedId } = (await witness.start()).body
  await ground.stopPostgres()
  await ground.withPostgresElsewhere(async (sql) => {
    await sql`update service_state set last_alive_at = now() - interval '10 minutes', hold_until = null`
    await sql`
      update attempts set started_at = now() - interval '1 hour', deadline_at = now() - interval '2 minutes', accepts_until = now() - interval '2 minutes'
      where id = ${attemptId}`
    // closed, but its process died before scoring it: the sweeper does that even while closing is held
    await sql`update attempts set state = 'submitted', closed_at = now() - interval '10 seconds', settled_at = now() - interval '10 seconds' where id = ${closedId}`
  })
  await ground.startPostgres()
  await eventually('the sweeper has come by', async () => {
    const [row] = await ground.sql`select key_number is not null as is_scored from attempts where id = ${closedId}`
    return row?.is_scored
  })
  const [held] = await ground.sql`select state from attempts where id = ${attemptId}`
  expect(held?.state).toBe('open')
  await eventually('the hold is written down', async () => {
    const [row] = await ground.sql`select hold_until > now() + interval '5 minutes' as is_held from service_state`
    return row?.is_held
  })
  await ground.sql`update service_state set hold_until = now()`
  await eventually('the attempt is closed once the hold is over', async () => {
    const [row] = await ground.sql`select state from attempts where id = ${attemptId}`
    return row?.state === 'expired'
  })
})

test.each([
  ['PostgreSQL is killed and started again', 5, () => ground.killPostgres().then(() => ground.startPostgres())],
  ['one backend of PostgreSQL dies', 6, () => ground.killBackend()],
] as const)('when %s, a board whose mark lies above the transaction numbers to come is built anew', async (_what, whose, crash) => {
  const person = aPerson(whose)
  expect((await person.attempt((await person.start()).body).submit()).status).toBe(200)
  const counted = async () => (await recount(ground.sql, contest)).board
  expect(await auditBoards(ground.redisUrl, contest, await counted())).toEqual([])
  const redis = new Redis(ground.redisUrl)
  const boards = (['official', 'public'] as const).map((projection) =>
    boardKeys({ contestId: contest.contestId, roundId: contest.roundId, projection }),
  )
  // as if the board had followed numbers that were lost in the crash, and had missed whoever came under them afterwards
  await eventually('the boards are marked too high', async () => {
    for (const board of boards) {
      const mark = (await redis.get(board.watermark)) ?? ''
      await redis.set(board.watermark, mark.replace(/\d+$/, '99999999'))
      await redis.del(board.board, board.standings, board.tallies)
    }
    const marks = await Promise.all(boards.map((board) => redis.get(board.watermark)))
    return marks.every((mark) => mark?.endsWith(' 99999999'))
  })
  redis.disconnect()
  await crash()
  await eventually('the service is ready again', isReady)
  // the counting connection was cut too, and learns of it only when it is used
  const after = await eventually('the log can be counted again', counted)
  expect(await auditBoards(ground.redisUrl, contest, after)).toEqual([])
})

import { beforeAll, expect, test } from 'vitest'
import type { BoardSnapshot } from '../../server/contract/boards.ts'
import { afterFile } from '../helpers/after-file.ts'
import { eventually } from '../helpers/eventually.ts'
import { aDevice, call, participantWith } from '../helpers/participant.ts'
import { metricsToken, type ServiceProcess } from '../helpers/service-process.ts'
import { auditBoards } from './drill-audit.ts'
import { type DrillContest, seedDrillContest } from './drill-contest.ts'
import { type DrillGround, prepareGround } from './drill-ground.ts'
import { recount } from './recount.ts'

const closing = afterFile()
let ground: DrillGround
let contest: DrillContest
let service: ServiceProcess
let next = 0
beforeAll(async () => {
  ground = await prepareGround()
  closing(() => ground.close())
  contest = await seedDrillContest(ground.sql, 60)
  service = await ground.startService()
})

async function onePersonTakesPart(): Promise<void> {
  const person = participantWith(service.origin, contest, (contest.people[next++] as { token: string }).token, aDevice())
  const started = await person.start()
  expect(started.status).toBe(200)
  const attempt = person.attempt(started.body)
  for (let question = 0; question < 4; question += 1) expect((await attempt.save([person.aTap(question, question)])).status).toBe(200)
  expect((await attempt.submit()).body).toMatchObject({ state: 'submitted', answeredCount: 4 })
}

const takePart = (people: number) => Promise.all(Array.from({ length: people }, onePersonTakesPart))
const readiness = async (of = service) => (await call<{ status: string; degraded: string[] }>(of.origin, 'GET', '/readyz')).body

async function liveStateHealth(): Promise<string | undefined> {
  const response = await fetch(`${service.origin}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } })
  return (await response.text()).match(/^hoithi_live_state_healthy (\d)$/m)?.[1]
}

test('without Redis the contest goes on, says that it is degraded, and rebuilds its boards when Redis is back empty', async () => {
  await takePart(20)
  expect(await liveStateHealth()).toBe('1')
  await ground.killRedis()
  await eventually('the service says that it is degraded', async () => (await readiness()).degraded.includes('redis'))
  expect(await readiness()).toEqual({ status: 'ready', degraded: ['redis'] })
  expect(await liveStateHealth()).toBe('0')
  await takePart(20)
  // the board is read from PostgreSQL meanwhile, and is complete
  const board = await eventually('the board shows everybody', async () => {
    const { body } = await call<BoardSnapshot>(service.origin, 'GET', `/api/v1/contests/${contest.slug}/boards/${contest.roundId}`)
    return body.entrants === 40 && body
  })
  expect(board.rows).toHaveLength(40)

  await ground.startRedis()
  await eventually('the service is whole again', async () => (await readiness()).degraded.length === 0)
  expect(await liveStateHealth()).toBe('1')
  await takePart(10)
  expect(await auditBoards(ground.redisUrl, contest, (await recount(ground.sql, contest)).board)).toEqual([])
})

test('a process starts while Redis is away, serves, and joins in when Redis is back', async () => {
  await ground.killRedis()
  const late = await ground.startService()
  expect(await readiness(late)).toEqual({ status: 'ready', degraded: ['redis'] })
  await ground.startRedis()
  await eventually('the late process is whole', async () => (await readiness(late)).degraded.length === 0)
  expect(await late.end('SIGTERM')).toEqual({ code: 0, signal: null })
})

import { beforeAll, expect, test } from 'vitest'
import type { StaffOverview } from '../../server/contract/staff.ts'
import { afterFile } from '../helpers/after-file.ts'
import { eventually } from '../helpers/eventually.ts'
import { call, participantWith } from '../helpers/participant.ts'
import { auditBoards } from './drill-audit.ts'
import { type DrillContest, seedDrillContest } from './drill-contest.ts'
import { type DrillGround, prepareGround } from './drill-ground.ts'
import { logInAsOwner } from './drill-staff.ts'
import { recount } from './recount.ts'

const closing = afterFile()
let ground: DrillGround
let contest: DrillContest
beforeAll(async () => {
  ground = await prepareGround()
  closing(() => ground.close())
  contest = await seedDrillContest(ground.sql, 500)
})

const aPerson = (origin: string, index: number) =>
  participantWith(origin, contest, (contest.people[index] as { token: string }).token, `phone-${index}-xx`)

/** As if everything in this contest had happened an hour earlier. */
const anHourPasses = () =>
  ground.sql`
    with earlier as (
      update attempts set started_at = started_at - interval '1 hour', deadline_at = deadline_at - interval '1 hour', accepts_until = accepts_until - interval '1 hour'
      where state = 'open' returning id
    )
    update answer_log set received_at = received_at - interval '1 hour' where attempt_id in (select id from earlier)`

test('two processes close what has run out, each attempt once, with what was saved, whether or not anybody is there', async () => {
  const services = await Promise.all([ground.startService(), ground.startService()])
  const people = contest.people.slice(0, 450)
  const starts = await Promise.all(
    people.map(async (_, index) => {
      const person = aPerson((services[index % 2] as (typeof services)[number]).origin, index)
      const attempt = person.attempt((await person.start()).body)
      for (let question = 0; question < index % 4; question += 1) expect((await attempt.save([person.aTap(question, index % 3)])).status).toBe(200)
      return attempt
    }),
  )
  await anHourPasses()
  await eventually('every attempt is closed and scored', async () => {
    const [row] = await ground.sql`select count(*)::integer as n from attempts where state = 'expired' and key_number is not null`
    return row?.n === people.length
  })
  const { attempts, board } = await recount(ground.sql, contest)
  for (const { state, stored, counted, closedAtMs, deadlineAtMs } of attempts) {
    expect({ state, closedAtMs, ...stored, digest: '' }).toEqual({ state: 'expired', closedAtMs: deadlineAtMs, ...counted, digest: '' })
  }
  const folded = await ground.sql`select distinct scored_attempts from standings`
  expect(folded).toEqual([{ scored_attempts: 1 }])
  expect(await auditBoards(ground.redisUrl, contest, board)).toEqual([])
  // whoever comes late finds the receipt of what was saved, the same on both processes
  const receipts = await Promise.all([starts[3]?.submit(), starts[3]?.submit()])
  expect(receipts[0]?.body).toMatchObject({ state: 'expired', answeredCount: 3 })
  expect(receipts[1]?.body).toEqual(receipts[0]?.body)
  for (const service of services) expect(await service.end('SIGTERM')).toEqual({ code: 0, signal: null })
})

test('after an outage closing is held, officials are told, and it goes on when the hold is over', async () => {
  const before = await ground.startService()
  const person = aPerson(before.origin, 460)
  const { attemptId } = (await person.start()).body
  const witness = aPerson(before.origin, 461)
  const { attemptId: closedId } = (await witness.start()).body
  await before.end('SIGTERM')
  await anHourPasses()
  await ground.sql`update attempts set state = 'submitted', closed_at = deadline_at, settled_at = now() - interval '10 seconds' where id = ${closedId}`
  await ground.sql`update service_state set last_alive_at = now() - interval '31 seconds', hold_until = null`

  const after = await ground.startService({ HOLD_MINUTES: '7' })
  await eventually('the sweeper has come by', async () => {
    const [row] = await ground.sql`select key_number is not null as is_scored from attempts where id = ${closedId}`
    return row?.is_scored
  })
  const stateOf = async () => (await ground.sql`select state from attempts where id = ${attemptId}`)[0]?.state
  expect(await stateOf()).toBe('open')
  const cookie = await logInAsOwner(after.origin, ground.dataDir)
  const overview = await call<StaffOverview>(after.origin, 'GET', '/api/v1/staff/overview', { headers: { cookie } })
  const heldForMs = Date.parse(overview.body.closingHeldUntil ?? '') - Date.now()
  expect(heldForMs).toBeGreaterThan(6 * 60_000)
  expect(heldForMs).toBeLessThanOrEqual(7 * 60_000)
  await ground.sql`update service_state set hold_until = now()`
  await eventually('the attempt is closed', async () => (await stateOf()) === 'expired')
})

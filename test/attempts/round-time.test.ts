import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ExtendRunningReply, OverrideList, OverrideReply } from '../../server/contract/attempt-acts.ts'
import type { AttemptClock } from '../../server/contract/attempts.ts'
import type { NoticeList } from '../../server/contract/notices.ts'
import { afterFile } from '../helpers/after-file.ts'
import { aParticipant, call } from '../helpers/participant.ts'
import type { Staff } from '../helpers/staff.ts'
import { type ActsStage, openActsStage } from './acts-stage.ts'

const minute = 60_000

describe('an override', () => {
  const closing = afterFile()
  let stage: ActsStage
  beforeAll(async () => {
    stage = await openActsStage(closing, { settings: { attemptsAllowed: 1 } })
  })
  const give = (body: object, who: Staff = stage.owner) =>
    who.ask<OverrideReply>('POST', `/contests/${stage.contest.slug}/rounds/${stage.contest.roundId}/overrides`, {
      actionId: randomUUID(),
      reason: 'theo đơn của đơn vị',
      ...body,
    })
  const idOf = async (device: string) => (await stage.sql<{ id: string }[]>`select id from contestants where device = ${device}`)[0]?.id ?? ''
  const aPerson = async (unit = 'C1') => {
    const person = await aParticipant(stage.origin, stage.contest, { unitId: stage.contest.unitIds[unit] as number })
    return { ...person, id: await idOf(person.device) }
  }
  const lengthOf = (view: { startedAt: string; deadlineAt: string }) => (Date.parse(view.deadlineAt) - Date.parse(view.startedAt)) / minute

  test('gives one person more time, and nobody else', async () => {
    const [eased, other] = [await aPerson(), await aPerson()]
    expect((await give({ contestantId: eased.id, moreMinutes: 10 })).body.moved).toBe(0)
    expect(lengthOf((await eased.start()).body)).toBe(25)
    expect(lengthOf((await other.start()).body)).toBe(15)
  })

  test('moves the deadline of an attempt that is open now', async () => {
    const person = await aPerson()
    const { body } = await person.start()
    expect((await give({ contestantId: person.id, moreMinutes: 7 })).body.moved).toBe(1)
    expect(lengthOf((await person.attempt(body).view()).body)).toBe(22)
    // what support extended before stays on top
    await stage.act(stage.support, body.attemptId, 'extension', { minutes: 3 })
    await give({ contestantId: person.id, moreMinutes: 5 })
    expect(lengthOf((await person.attempt(body).view()).body)).toBe(30)
  })

  test('gives another attempt, and then one more is refused', async () => {
    const person = await aPerson()
    await person.attempt((await person.start()).body).submit()
    expect((await person.start()).problem.code).toBe('NO_ATTEMPTS_LEFT')
    await give({ contestantId: person.id, moreAttempts: 1 })
    const again = (await person.start()).body
    expect(again.attemptNo).toBe(2)
    await person.attempt(again).submit()
    expect((await person.start()).problem.code).toBe('NO_ATTEMPTS_LEFT')
  })

  test('for a unit is for everybody in it and below it, and for no other unit', async () => {
    await give({ unitId: stage.contest.unitIds.X2, moreMinutes: 20 })
    const [inside, outside] = [await aPerson('C3'), await aPerson('C2')]
    expect([lengthOf((await inside.start()).body), lengthOf((await outside.start()).body)]).toEqual([35, 15])
    // both apply to who has one of their own as well
    const both = await aPerson('C3')
    await give({ contestantId: both.id, moreMinutes: 5 })
    expect(lengthOf((await both.start()).body)).toBe(40)
  })

  test('is done once, kept, listed, and in the audit log; support alone may not give it', async () => {
    const person = await aPerson()
    const body = { actionId: randomUUID(), contestantId: person.id, moreAttempts: 1, reason: 'mất điện' }
    const [first, again] = [await give(body), await give(body)]
    expect(again.body).toEqual(first.body)
    expect((await give({ ...body, moreAttempts: 2 })).problem.code).toBe('ACTION_ID_REUSED')
    expect((await give({ contestantId: person.id, moreAttempts: 1 }, stage.support)).problem.code).toBe('SUPPORT_LIMIT_REACHED')
    const { overrides } = (await stage.owner.ask<OverrideList>('GET', `/contests/${stage.contest.slug}/rounds/${stage.contest.roundId}/overrides`))
      .body
    expect(overrides.filter(({ contestantId }) => contestantId === person.id)).toEqual([
      expect.objectContaining({ id: first.body.id, moreAttempts: 1, reason: 'mất điện', madeBy: stage.owner.username }),
    ])
    const logged =
      await stage.sql`select 1 from audit_log where act = 'attempt.override' and subject @> ${stage.sql.json({ overrideId: first.body.id })}`
    expect(logged).toHaveLength(1)
  })

  test('that gives nothing, or to nobody, or to two, is refused', async () => {
    const { id: contestantId } = await aPerson()
    for (const body of [{ contestantId }, { moreMinutes: 5 }, { contestantId, unitId: 1, moreMinutes: 5 }])
      expect((await give(body)).problem.code).toBe('OVERRIDE_REFUSED')
    expect((await give({ contestantId: randomUUID(), moreMinutes: 5 })).problem.code).toBe('PERSON_NOT_FOUND')
    expect((await give({ unitId: 2_000_000_000, moreMinutes: 5 })).problem.code).toBe('UNIT_NOT_FOUND')
  })
})

describe('a later close', () => {
  const closing = afterFile()

  test('lets the unit start and sit beyond the close of the round, and lengthens what the close had cut', async () => {
    const closesAt = new Date(Date.now() + 5 * minute)
    const stage = await openActsStage(closing, { closesAt })
    const cut = await stage.aSitting()
    expect(cut.view.deadlineAt).toBe(closesAt.toISOString())
    const later = new Date(closesAt.getTime() + 60 * minute).toISOString()
    const given = await stage.owner.ask<OverrideReply>('POST', `/contests/${stage.contest.slug}/rounds/${stage.contest.roundId}/overrides`, {
      actionId: randomUUID(),
      reason: 'lũ lụt',
      unitId: stage.contest.unitIds.X1,
      closesAt: later,
    })
    expect(given.body.moved).toBe(1)
    const deadlineAt = (await cut.attempt.view()).body.deadlineAt
    expect(Date.parse(deadlineAt) - Date.parse(cut.view.startedAt)).toBe(15 * minute)
    const inside = await aParticipant(stage.origin, stage.contest)
    const outside = await aParticipant(stage.origin, stage.contest, { unitId: stage.contest.unitIds.C3 as number })
    await stage.sql`update rounds set closes_at = now() - interval '1 second' where id = ${stage.contest.roundId}`
    stage.app.features.contests.forget(stage.contest.slug)
    expect((await inside.start()).status).toBe(200)
    expect((await outside.start()).problem.code).toBe('ROUND_CLOSED')
  })
})

describe('after an incident', () => {
  const closing = afterFile()
  let stage: ActsStage
  beforeEach(async () => {
    stage = await openActsStage(closing)
  })
  const extend = (body: object, who: Staff = stage.owner) =>
    who.ask<ExtendRunningReply>('POST', `/contests/${stage.contest.slug}/rounds/${stage.contest.roundId}/extensions`, {
      actionId: randomUUID(),
      reason: 'máy chủ mất điện',
      notice: { vi: 'Do mất điện, mọi bài đang làm được thêm giờ.', en: 'After a power cut all running attempts get more time.' },
      minutes: 10,
      incidentBeganAt: new Date(Date.now() - 5 * minute).toISOString(),
      ...body,
    })
  /** An attempt whose time ran out so many minutes ago. */
  const ranOut = async (minutesAgo: number, answers = 2) => {
    const sitting = await stage.aSitting(answers)
    await stage.passTime(sitting.attemptId, 15 + minutesAgo)
    return sitting
  }

  test('everybody whose clock runs gets the minutes, and what the sweeper closed since is open again; submissions stay as they are', async () => {
    const running = await stage.aSitting()
    const swept = await ranOut(1)
    const before = await ranOut(30)
    const submitted = await stage.anAttempt('submitted')
    await stage.app.features.sweeper.run()
    // as after an outage: nobody closes anything for a while
    await stage.sql`update service_state set hold_until = now() + interval '10 minutes'`
    const unswept = await ranOut(2)
    expect((await stage.stateOf(swept.attemptId))?.state).toBe('expired')
    expect((await stage.standingOf(swept.attemptId))?.placeBy).not.toBeNull()

    const told = await extend({})
    expect(told.body).toEqual({ extended: 2, reopened: 1, noticeNumber: 1 })
    expect((await running.attempt.view()).body.deadlineAt).toBe(new Date(Date.parse(running.view.deadlineAt) + 10 * minute).toISOString())
    // their clocks had run out: from now on they have what was left when the incident began, or more
    for (const { attempt, attemptId } of [unswept, swept]) {
      const view = (await attempt.view()).body
      expect(view.state).toBe('open')
      expect(Date.parse(view.deadlineAt)).toBeGreaterThan(Date.now() + 2.5 * minute)
      expect(view.answers).toHaveLength(2)
      expect((await stage.stateOf(attemptId))?.score).toBeNull()
    }
    expect((await stage.standingOf(swept.attemptId))?.placeBy).toBeNull()
    expect((await stage.stateOf(before.attemptId))?.state).toBe('expired')
    expect((await stage.stateOf(submitted.attemptId))?.state).toBe('submitted')
    expect((await stage.standingOf(submitted.attemptId))?.placeBy).not.toBeNull()
    expect((await swept.attempt.save([swept.person.aTap(3, 1)])).status).toBe(200)
    expect((await swept.attempt.submit()).body).toMatchObject({ state: 'submitted', answeredCount: 3 })
  })

  test('everybody is told: the clock carries the number of the notice, its text is public', async () => {
    const { view, attemptId } = await stage.aSitting()
    await extend({})
    const clock = () => call<AttemptClock>(stage.origin, 'GET', `/api/v1/attempts/${attemptId}/clock`, { token: view.attemptToken })
    expect((await clock()).body.noticeNumber).toBe(1)
    const { notices } = (await call<NoticeList>(stage.origin, 'GET', `/api/v1/contests/${stage.contest.slug}/notices`)).body
    expect(notices).toEqual([
      {
        roundId: stage.contest.roundId,
        number: 1,
        at: expect.any(String),
        text: 'Do mất điện, mọi bài đang làm được thêm giờ.',
        textEn: 'After a power cut all running attempts get more time.',
      },
    ])
  })

  test('it is done once, however often it is asked for, also at once', async () => {
    const { view, attempt } = await stage.aSitting()
    const body = { actionId: randomUUID(), incidentBeganAt: new Date(Date.now() - minute).toISOString() }
    const all = await Promise.all(Array.from({ length: 5 }, () => extend(body)))
    for (const { body: told } of all) expect(told).toEqual({ extended: 1, reopened: 0, noticeNumber: 1 })
    expect((await attempt.view()).body.deadlineAt).toBe(new Date(Date.parse(view.deadlineAt) + 10 * minute).toISOString())
    expect((await extend({ ...body, minutes: 11 })).problem.code).toBe('ACTION_ID_REUSED')
  })

  test('nobody who starts meanwhile falls between the old time and the new', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, () => aParticipant(stage.origin, stage.contest)))
    const incidentBeganAt = new Date(Date.now() - minute).toISOString()
    const [told, ...starts] = await Promise.all([extend({ incidentBeganAt }), ...people.map((person) => person.start())])
    expect(told.status).toBe(200)
    const deadlines = await stage.sql<{ minutes: number }[]>`
      select round(extract(epoch from deadline_at - started_at) / 60)::integer as minutes from attempts where round_id = ${stage.contest.roundId}`
    expect(starts.every(({ status }) => status === 200)).toBe(true)
    expect(deadlines.filter(({ minutes }) => minutes === 25)).toHaveLength(told.body.extended)
  })

  test('whoever has gone on to another attempt keeps that one', async () => {
    const gone = await ranOut(1)
    await stage.app.features.sweeper.run()
    const next = (await gone.person.start()).body
    expect((await extend({})).body).toMatchObject({ extended: 1, reopened: 0 })
    expect((await gone.person.start()).body.attemptId).toBe(next.attemptId)
  })

  test('an incident that is still to come, or was before the round, is refused; support alone does not decide it', async () => {
    expect((await extend({ incidentBeganAt: new Date(Date.now() + minute).toISOString() })).problem.code).toBe('INCIDENT_REFUSED')
    expect((await extend({ incidentBeganAt: new Date(Date.now() - 120 * minute).toISOString() })).problem.code).toBe('INCIDENT_REFUSED')
    expect((await extend({}, stage.support)).problem.code).toBe('SUPPORT_LIMIT_REACHED')
  })
})

describe('a start', () => {
  const closing = afterFile()

  test('before the pause between attempts is over is refused, and told how long it still is', async () => {
    const stage = await openActsStage(closing, { settings: { pauseSeconds: 600 } })
    const { person } = await stage.anAttempt('submitted')
    const refused = await person.start()
    expect([refused.status, refused.problem.code]).toEqual([409, 'PAUSE_NOT_OVER'])
    const waitSeconds = Number(refused.headers.get('retry-after'))
    expect(waitSeconds).toBeGreaterThan(590)
    expect(waitSeconds).toBeLessThanOrEqual(600)
    await stage.sql`update attempts set closed_at = closed_at - interval '10 minutes'`
    expect((await person.start()).body.attemptNo).toBe(2)
  })

  test('asks for the access code of the round, but not for coming back; tries are limited', async () => {
    const stage = await openActsStage(closing)
    const [digest] = stage.secretsOf().accessCodeHmacs(stage.contest.roundId, 'Hoa Ban 2026')
    await stage.sql`update rounds set access_code = ${digest as Buffer} where id = ${stage.contest.roundId}`
    const person = await aParticipant(stage.origin, stage.contest)
    const start = (accessCode?: string) =>
      call<{ attemptId: string }>(stage.origin, 'POST', `/api/v1/rounds/${stage.contest.roundId}/attempts`, {
        token: person.token,
        body: { actionId: randomUUID(), device: person.device, ...(accessCode === undefined ? {} : { accessCode }) },
      })
    expect((await start()).problem.code).toBe('ACCESS_CODE_WRONG')
    const wrong = await start('hoa ban 2025')
    expect([wrong.status, wrong.problem.code]).toEqual([403, 'ACCESS_CODE_WRONG'])
    const started = await start(' hoa ban 2026')
    expect(started.status).toBe(200)
    expect((await start()).body.attemptId).toBe(started.body.attemptId)
    const other = await aParticipant(stage.origin, stage.contest)
    const tries = await Promise.all(
      Array.from({ length: 15 }, (_, number) =>
        call(stage.origin, 'POST', `/api/v1/rounds/${stage.contest.roundId}/attempts`, {
          token: other.token,
          body: { actionId: randomUUID(), device: other.device, accessCode: `thử ${number}` },
        }),
      ),
    )
    expect(tries.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(4)
  })

  test('says how far the device’s clock is off; nothing is decided by it', async () => {
    const stage = await openActsStage(closing)
    const person = await aParticipant(stage.origin, stage.contest)
    const headers = { 'x-hoithi-clock': String(Date.now() + 3_600_000) }
    const started = await call<{ attemptId: string; attemptToken: string; deadlineAt: string; startedAt: string }>(
      stage.origin,
      'POST',
      `/api/v1/rounds/${stage.contest.roundId}/attempts`,
      { token: person.token, body: { actionId: randomUUID(), device: person.device }, headers },
    )
    expect(Date.parse(started.body.deadlineAt) - Date.parse(started.body.startedAt)).toBe(15 * minute)
    const { body } = await call<AttemptClock>(stage.origin, 'GET', `/api/v1/attempts/${started.body.attemptId}/clock`, {
      token: started.body.attemptToken,
      headers,
    })
    expect(body.skewMs).toBeGreaterThan(3_590_000)
    const [row] = await stage.sql<{ skewMs: number }[]>`select skew_ms as "skewMs" from attempts where id = ${started.body.attemptId}`
    expect(row?.skewMs).toBeGreaterThan(3_590_000)
  })
})

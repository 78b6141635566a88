import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AttemptAfterAct } from '../../server/contract/attempt-acts.ts'
import type { AttemptState } from '../../server/contract/contestants.ts'
import { transitions } from '../../server/features/attempts/attempt-transitions.ts'
import { afterFile } from '../helpers/after-file.ts'
import { eventually } from '../helpers/eventually.ts'
import { runAdmin } from '../operator/run-admin.ts'
import { type ActsStage, openActsStage } from './acts-stage.ts'

const states: AttemptState[] = ['open', 'submitted', 'expired', 'voided']
const closing = afterFile()
let stage: ActsStage
beforeAll(async () => {
  stage = await openActsStage(closing)
})

const addresses = { void: 'void', reinstate: 'reinstatement', reopen: 'reopening', extend: 'extension' } as const
const bodies = { void: {}, reinstate: {}, reopen: { minutes: 5 }, extend: { minutes: 5 } } as const
type StaffTransition = keyof typeof addresses

describe('the table of what can become of an attempt', () => {
  const pairs = states.flatMap((state) => (Object.keys(addresses) as StaffTransition[]).map((transition) => [transition, state] as const))

  test.each(pairs)('%s an attempt that is %s', async (transition, state) => {
    const { attemptId } = await stage.anAttempt(state)
    const { from, refused } = transitions[transition]
    const asked = await stage.act<AttemptAfterAct>(stage.owner, attemptId, addresses[transition], bodies[transition])
    const next = from[state]
    if (next === undefined) {
      expect([asked.status, asked.problem.code]).toEqual([409, refused[state]])
      expect((await stage.stateOf(attemptId))?.state).toBe(state)
    } else {
      expect([asked.status, asked.body.state]).toEqual([200, next === 'as-it-ended' ? 'submitted' : next])
      expect((await stage.stateOf(attemptId))?.state).toBe(asked.body.state)
    }
  })

  test.each(states)('a tap for an attempt that is %s', async (state) => {
    const { person, attempt } = await stage.anAttempt(state)
    const saved = await attempt.save([person.aTap(4, 3)])
    const { from, refused } = transitions.save
    if (from[state] === undefined) expect([saved.status, saved.problem.code]).toEqual([409, refused[state]])
    else expect(saved.status).toBe(200)
  })

  test.each(states)('a submission of an attempt that is %s', async (state) => {
    const { attempt } = await stage.anAttempt(state)
    const submitted = await attempt.submit()
    expect([submitted.status, submitted.body.state]).toEqual([200, transitions.submit.from[state]])
  })

  test.each(states)('the sweeper comes by an attempt that is %s and whose time is over', async (state) => {
    const { attemptId } = await stage.anAttempt(state)
    await stage.passTime(attemptId, 20)
    await stage.app.features.sweeper.run()
    expect((await stage.stateOf(attemptId))?.state).toBe(transitions.expire.from[state] ?? state)
  })
})

describe('voiding', () => {
  test('takes the attempt out of the standings with its score kept, reinstating puts it back as it was', async () => {
    const { attemptId, attempt } = await stage.anAttempt('submitted')
    const before = await stage.standingOf(attemptId)
    expect(before?.placeBy).not.toBeNull()
    await stage.act(stage.official, attemptId, 'void')
    expect((await stage.standingOf(attemptId))?.placeBy).toBeNull()
    expect((await stage.stateOf(attemptId))?.score).not.toBeNull()
    expect((await attempt.submit()).body.state).toBe('voided')
    const back = await stage.act<AttemptAfterAct>(stage.official, attemptId, 'reinstatement')
    expect(back.body.state).toBe('submitted')
    expect(await stage.standingOf(attemptId)).toEqual(before)
  })

  test('of the better of two attempts lets the other count', async () => {
    const { person, attemptId: worse } = await stage.anAttempt('submitted', 0)
    const second = (await person.start()).body
    const attempt = person.attempt(second)
    for (let question = 0; question < 5; question += 1)
      for (let option = 0; option < 4; option += 1) if (question === option) await attempt.save([person.aTap(question, option)])
    await attempt.submit()
    await stage.sql`update attempts set score_thousandths = 9000 where id = ${second.attemptId}`
    await stage.act(stage.owner, worse, 'void')
    expect((await stage.standingOf(worse))?.attemptId).toBe(second.attemptId)
    await stage.act(stage.owner, second.attemptId, 'void')
    await stage.act(stage.owner, worse, 'reinstatement')
    expect((await stage.standingOf(worse))?.attemptId).toBe(worse)
  })

  test('an open attempt ends it by decision: reinstated, it counts with what was received by then', async () => {
    const { attemptId, person, attempt } = await stage.anAttempt('open', 3)
    await stage.act(stage.owner, attemptId, 'void')
    expect((await attempt.save([person.aTap(4, 1)])).problem.code).toBe('ATTEMPT_CLOSED')
    const back = await stage.act<AttemptAfterAct>(stage.owner, attemptId, 'reinstatement')
    expect(back.body.state).toBe('expired')
    const receipt = await attempt.submit()
    expect(receipt.body).toMatchObject({ state: 'expired', answeredCount: 3 })
    await eventually('it is on the board', async () => (await stage.standingOf(attemptId))?.placeBy != null)
  })

  test('is of officials: support and organizers are refused', async () => {
    const { attemptId } = await stage.anAttempt('submitted')
    expect((await stage.act(stage.support, attemptId, 'void')).status).toBe(403)
  })
})

describe('opening again', () => {
  test('clears score and standing; the same paper goes on with its answers, taps are counted on, and it ends with a new receipt', async () => {
    const { attemptId, person, attempt, view } = await stage.anAttempt('submitted', 2)
    const first = (await attempt.submit()).body
    const reopened = await stage.act<AttemptAfterAct>(stage.official, attemptId, 'reopening', { minutes: 30 })
    expect(reopened.body).toMatchObject({ state: 'open', closedAt: null })
    expect(Date.parse(reopened.body.deadlineAt)).toBeGreaterThan(Date.now() + 29 * 60_000)
    expect((await stage.standingOf(attemptId))?.placeBy).toBeNull()
    const resumed = (await person.start()).body
    expect(resumed).toMatchObject({
      attemptId,
      questions: view.questions,
      answers: [
        { question: 0, answer: '1' },
        { question: 1, answer: '1' },
      ],
    })
    expect((await attempt.save([person.aTap(2, 1)])).body.receipts).toEqual([{ id: expect.any(String), outcome: 'saved', tap: 3 }])
    const second = (await attempt.submit(randomUUID())).body
    expect(second).toMatchObject({ state: 'submitted', answeredCount: 3 })
    expect(second.code).not.toBe(first.code)
    expect(second.digest).not.toBe(first.digest)
    expect((await stage.standingOf(attemptId))?.placeBy).not.toBeNull()
  })

  test('a submission of before, repeated late, gets its first receipt and ends nothing', async () => {
    const { attemptId, attempt } = await stage.anAttempt('open', 2)
    const actionId = randomUUID()
    const first = (await attempt.submit(actionId)).body
    await stage.act(stage.owner, attemptId, 'reopening', { minutes: 10 })
    const { scoreThousandths: _score, ...receipt } = first
    expect((await attempt.submit(actionId)).body).toEqual(receipt)
    expect((await stage.stateOf(attemptId))?.state).toBe('open')
    await attempt.submit(randomUUID())
    expect((await attempt.submit(actionId)).body).toEqual(receipt)
  })

  test('the receipt of before is still proved, as one of an earlier ending', async () => {
    const { attemptId, attempt, person } = await stage.anAttempt('open', 2)
    const first = (await attempt.submit()).body
    await stage.act(stage.owner, attemptId, 'reopening', { minutes: 10 })
    await attempt.save([person.aTap(3, 2)])
    const environment = { DATABASE_URL: stage.databaseUrl }
    for (const shown of [first.code, JSON.stringify(first)]) {
      const said = await runAdmin(['verify-receipt', shown], environment)
      expect([said.code, said.out]).toEqual([0, expect.stringContaining('opened again later')])
    }
    const second = (await attempt.submit(randomUUID())).body
    expect((await runAdmin(['verify-receipt', JSON.stringify(second)], environment)).code).toBe(0)
  })

  test('a scoring of the first ending that comes after the second one writes nothing onto it', async () => {
    const { app, contest, sql } = stage
    const { attempts, attemptsStore } = app.features
    const { attemptId, attempt, person } = await stage.anAttempt('open', 2)
    const close = async (receivedAtMs: number) => {
      const [closed] = await attemptsStore.close([{ contestId: contest.contestId, attemptId, actionId: randomUUID(), receivedAtMs }])
      if (!closed) throw new Error('it was not closed')
      return closed
    }
    const first = await close(Date.now())
    await attempts.scoreOnce(first)
    await stage.act(stage.owner, attemptId, 'reopening', { minutes: 10 })
    await attempt.save([person.aTap(2, 1)])
    const secondAtMs = Date.now() + 60_000
    const second = await close(secondAtMs)
    expect([first.reopenings, second.reopenings]).toEqual([0, 1])
    // a process that stood still since the first ending goes on
    await attempts.scoreOnce(first)
    await attempts.scoreOnce(second)
    const [row] = await sql<{ closedAt: Date; isScored: boolean }[]>`
      select closed_at as "closedAt", key_number is not null as "isScored" from attempts where id = ${attemptId}`
    expect(row).toEqual({ closedAt: new Date(secondAtMs), isScored: true })
  })

  test('is refused where the person has made another attempt since', async () => {
    const { attemptId, person } = await stage.anAttempt('submitted')
    const next = (await person.start()).body
    expect((await stage.act(stage.owner, attemptId, 'reopening', { minutes: 5 })).problem.code).toBe('OTHER_ATTEMPT_FOLLOWED')
    await stage.act(stage.owner, next.attemptId, 'void')
    expect((await stage.act(stage.owner, attemptId, 'reopening', { minutes: 5 })).status).toBe(200)
  })
})

describe('extending', () => {
  test('moves the deadline for whoever asks and saves', async () => {
    const { attemptId, view, attempt, person } = await stage.anAttempt('open')
    await stage.act(stage.support, attemptId, 'extension', { minutes: 5 })
    const deadlineAt = new Date(Date.parse(view.deadlineAt) + 5 * 60_000).toISOString()
    expect((await attempt.save([person.aTap(3, 1)])).body.deadlineAt).toBe(deadlineAt)
    expect((await attempt.view()).body.deadlineAt).toBe(deadlineAt)
  })

  test('what ran out and was not closed yet gets its time from now on', async () => {
    // the sweeper goes its rounds meanwhile: an attempt that it comes by first is another case
    const extended = await eventually('an extension comes before the sweeper', async () => {
      const { attemptId } = await stage.anAttempt('open')
      await stage.passTime(attemptId, 40)
      const { status, body } = await stage.act<AttemptAfterAct>(stage.owner, attemptId, 'extension', { minutes: 10 })
      return status === 200 && body
    })
    expect(Date.parse(extended.deadlineAt)).toBeGreaterThan(Date.now() + 9 * 60_000)
  })

  test('support helps within the declared limits of the contest, officials beyond them', async () => {
    // 15 minutes and once
    const { attemptId } = await stage.anAttempt('open')
    expect((await stage.act(stage.support, attemptId, 'extension', { minutes: 16 })).problem.code).toBe('SUPPORT_LIMIT_REACHED')
    expect((await stage.act(stage.support, attemptId, 'extension', { minutes: 15 })).status).toBe(200)
    expect((await stage.act(stage.support, attemptId, 'extension', { minutes: 1 })).problem.code).toBe('SUPPORT_LIMIT_REACHED')
    expect((await stage.act(stage.official, attemptId, 'extension', { minutes: 60 })).status).toBe(200)
    // what officials did is not counted against support
    const other = await stage.anAttempt('submitted')
    expect((await stage.act(stage.official, other.attemptId, 'reopening', { minutes: 5 })).status).toBe(200)
    expect((await stage.act(stage.support, other.attemptId, 'extension', { minutes: 5 })).status).toBe(200)
  })
})

test('an act is done once, whatever came between; its id with another request is refused', async () => {
  const { attemptId } = await stage.anAttempt('open')
  const body = { actionId: randomUUID(), minutes: 5 }
  const all = await Promise.all(Array.from({ length: 6 }, () => stage.act<AttemptAfterAct>(stage.owner, attemptId, 'extension', body)))
  for (const { status, body: told } of all) expect([status, told]).toEqual([200, all[0]?.body])
  await stage.act(stage.owner, attemptId, 'void')
  expect((await stage.act(stage.owner, attemptId, 'extension', body)).body).toEqual(all[0]?.body)
  expect((await stage.act(stage.owner, attemptId, 'extension', { ...body, minutes: 6 })).problem.code).toBe('ACTION_ID_REUSED')
  expect((await stage.act(stage.official, attemptId, 'extension', body)).problem.code).toBe('ACTION_ID_REUSED')
  const other = await stage.anAttempt('open')
  expect((await stage.act(stage.owner, other.attemptId, 'extension', body)).problem.code).toBe('ACTION_ID_REUSED')
})

test('every act is in the audit log, with what was before, what is after, and why', async () => {
  const { attemptId } = await stage.anAttempt('submitted')
  await stage.act(stage.owner, attemptId, 'void', { reason: 'hai người một máy' })
  await stage.act(stage.owner, attemptId, 'reinstatement')
  await stage.act(stage.owner, attemptId, 'reopening', { minutes: 5 })
  await stage.act(stage.owner, attemptId, 'extension', { minutes: 5 })
  const entries = await stage.sql<{ entry: string }[]>`select entry from audit_log where subject @> ${stage.sql.json({ attemptId })} order by seq`
  const told = entries.map(({ entry }) => JSON.parse(entry) as { act: string; reason: string; before: { state: string }; after: { state: string } })
  expect(told.map(({ act, before, after }) => [act, before.state, after.state])).toEqual([
    ['attempt.void', 'submitted', 'voided'],
    ['attempt.reinstate', 'voided', 'submitted'],
    ['attempt.reopen', 'submitted', 'open'],
    ['attempt.extend', 'open', 'open'],
  ])
  expect(told[0]?.reason).toBe('hai người một máy')
})

describe('answers that come too late', () => {
  const logOf = (attemptId: string) =>
    stage.sql<
      { question: number; isLate: boolean }[]
    >`select question, is_late as "isLate" from answer_log where attempt_id = ${attemptId} order by tap`
  const keptOf = (attemptId: string) =>
    stage.sql<{ question: number; refusal: string }[]>`select question, refusal from late_answers where attempt_id = ${attemptId} order by number`
  const save = (sitting: Awaited<ReturnType<ActsStage['aSitting']>>, question: number, afterDeadlineMs: number) =>
    stage.app.features.attempts.save(
      { contestId: stage.contest.contestId, attemptId: sitting.attemptId },
      { device: sitting.person.device, taps: [sitting.person.aTap(question, 1)] },
      Date.parse(sitting.view.deadlineAt) + afterDeadlineMs,
    )

  test('count within the grace and are marked; after it they are kept as evidence and count for nothing', async () => {
    const sitting = await stage.aSitting(1)
    await save(sitting, 1, -1)
    await save(sitting, 2, 0)
    await save(sitting, 3, 1_500)
    await expect(save(sitting, 4, 2_001)).rejects.toMatchObject({ code: 'DEADLINE_PASSED' })
    expect(await logOf(sitting.attemptId)).toEqual([
      { question: 0, isLate: false },
      { question: 1, isLate: false },
      { question: 2, isLate: false },
      { question: 3, isLate: true },
    ])
    expect((await sitting.attempt.submit()).body.answeredCount).toBe(4)
    expect((await sitting.attempt.save([sitting.person.aTap(0, 2)])).problem.code).toBe('ATTEMPT_CLOSED')
    expect(await keptOf(sitting.attemptId)).toEqual([
      { question: 4, refusal: 'DEADLINE_PASSED' },
      { question: 0, refusal: 'ATTEMPT_CLOSED' },
    ])
  })

  test('are kept once each, and no more than a hundred or so of one attempt', async () => {
    const sitting = await stage.anAttempt('submitted')
    const tap = sitting.person.aTap(0, 2)
    for (let tries = 0; tries < 3; tries += 1) await sitting.attempt.save([tap])
    expect(await keptOf(sitting.attemptId)).toHaveLength(1)
    for (let tries = 0; tries < 4; tries += 1) await sitting.attempt.save(Array.from({ length: 50 }, () => sitting.person.aTap(0, 2)))
    const kept = (await keptOf(sitting.attemptId)).length
    expect(kept).toBeGreaterThanOrEqual(100)
    expect(kept).toBeLessThan(150)
  })
})

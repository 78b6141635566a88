import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Tap } from '../../server/contract/attempts.ts'
import { afterFile } from '../helpers/after-file.ts'
import { eventually } from '../helpers/eventually.ts'
import { aParticipant, aRegistration, call } from '../helpers/participant.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'
import { seedContest, type TestContest } from '../helpers/test-contest.ts'

describe.each(['memory', 'redis'] as const)('a contestant’s way through a round, live state in %s', (live) => {
  const closing = afterFile()
  let running: TestApp
  let contest: TestContest
  beforeAll(async () => {
    running = await startTestApp({ live }, closing)
    contest = await seedContest(running)
    await running.app.features.reconciler.run()
  })

  test('from registration to a place on the board', async () => {
    const person = await aParticipant(running.origin, contest)
    const started = await person.start()
    expect(started.status).toBe(200)
    expect(started.body.questions).toHaveLength(5)
    const attempt = person.attempt(started.body)
    for (let question = 0; question < 5; question += 1) {
      const saved = await attempt.save([person.aTap(question, 0)])
      expect(saved.body.receipts).toEqual([{ id: expect.any(String), outcome: 'saved', tap: question + 1 }])
    }
    const receipt = await attempt.submit()
    expect(receipt.body).toMatchObject({
      state: 'submitted',
      answeredCount: 5,
      code: expect.stringMatching(/^[0-9A-Z]{14}$/),
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    const result = await eventually('the board shows the attempt', async () => {
      const { body } = await attempt.result()
      return body.place !== null && body
    })
    expect(result).toMatchObject({ isCounting: true, questionCount: 5, maxScoreThousandths: 5_000, receipt: receipt.body })
    expect(result.neighbours.filter((row) => row.isMe)).toHaveLength(1)
  })

  test('the same registration sent twice is one registration with one receipt', async () => {
    const body = aRegistration(contest.unitIds.C1 as number)
    const path = `/api/v1/contests/${contest.slug}/registrations`
    const [first, ...others] = await Promise.all(Array.from({ length: 8 }, () => call(running.origin, 'POST', path, { body })))
    for (const other of others) expect(other.body).toEqual(first?.body)
    const changed = await call(running.origin, 'POST', path, { body: { ...body, fullName: 'Người Khác' } })
    expect(changed.problem.code).toBe('ACTION_ID_REUSED')
    const taken = await call(running.origin, 'POST', path, { body: { ...body, actionId: randomUUID() } })
    expect(taken.problem.code).toBe('REGISTRATION_REFUSED')
  })

  test('a hundred starts at once are one attempt', async () => {
    const person = await aParticipant(running.origin, contest)
    const starts = await Promise.all(Array.from({ length: 100 }, () => person.start()))
    // one person's starts go one after the other: on a busy machine the last of a hundred may be asked to come again
    const [answered, sentAway] = [starts.filter((start) => start.status === 200), starts.filter((start) => start.status === 503)]
    expect(answered.length).toBeGreaterThan(0)
    expect(answered.length + sentAway.length).toBe(100)
    expect(new Set(answered.map((start) => start.body.attemptId)).size).toBe(1)
    expect((await person.me()).body.attempts).toHaveLength(1)
  })

  test('three attempts are three, the fourth is refused', async () => {
    const person = await aParticipant(running.origin, contest)
    for (let attemptNo = 1; attemptNo <= 3; attemptNo += 1) {
      const started = await person.start()
      expect(started.body.attemptNo).toBe(attemptNo)
      await person.attempt(started.body).submit()
    }
    const fourth = await person.start()
    expect([fourth.status, fourth.problem.code]).toEqual([409, 'NO_ATTEMPTS_LEFT'])
  })

  test('a round without questions starts nothing, and starts as soon as it has some', async () => {
    const empty = await seedContest(running, {
      slug: `chua-co-de-${live}`,
      settings: { blueprint: { pools: [], shuffleQuestions: true, shuffleOptions: true } },
    })
    const person = await aParticipant(running.origin, empty)
    const refused = await person.start()
    expect([refused.status, refused.problem.code]).toEqual([409, 'ROUND_NOT_READY'])
    expect((await person.me()).body.attempts).toEqual([])
    const { sql } = running.database
    await sql`
      insert into round_versions (contest_id, round_id, version, settings)
      select ${empty.contestId}, ${empty.roundId}, 2, settings from round_versions where round_id = ${contest.roundId}`
    await sql`update rounds set version = 2 where id = ${empty.roundId}`
    expect((await person.start()).body.questions).toHaveLength(5)
  })

  test('a tap sent again gets its first receipt, even after the submission; another body under its id is refused', async () => {
    const person = await aParticipant(running.origin, contest)
    const started = await person.start()
    const attempt = person.attempt(started.body)
    const tap = person.aTap(2, 1)
    const first = await attempt.save([tap])
    const again = await Promise.all(Array.from({ length: 10 }, () => attempt.save([tap])))
    for (const reply of again) expect(reply.body.receipts).toEqual(first.body.receipts)
    expect((await attempt.save([{ ...tap, answer: '3' }])).problem.code).toBe('ACTION_ID_REUSED')
    const receipt = await attempt.submit()
    expect((await attempt.save([tap])).body.receipts).toEqual(first.body.receipts)
    expect((await attempt.save([person.aTap(0, 0)])).problem.code).toBe('ATTEMPT_CLOSED')
    expect((await attempt.submit()).body).toEqual(receipt.body)
  })

  test('what names no option is saved and is no answer: so an answer can be cleared', async () => {
    const person = await aParticipant(running.origin, contest)
    const attempt = person.attempt((await person.start()).body)
    expect((await attempt.save([person.aTap(0, 1), person.aTap(1, 9), person.aTap(2, 'không rõ'), person.aTap(3, 2)])).status).toBe(200)
    expect((await attempt.save([person.aTap(0, '')])).status).toBe(200)
    expect((await attempt.view()).body.answers[0]).toEqual({ question: 0, answer: '' })
    expect((await attempt.submit()).body.answeredCount).toBe(1)
  })

  test('of one device the later sequence wins whatever arrives first, between devices the later receipt', async () => {
    const person = await aParticipant(running.origin, contest)
    const started = await person.start()
    const attempt = person.attempt(started.body)
    const [early, late] = [person.aTap(0, 1), person.aTap(0, 2)]
    await attempt.save([late])
    await attempt.save([early])
    expect((await attempt.view()).body.answers).toEqual([{ question: 0, answer: '2' }])
    await attempt.save([{ id: randomUUID(), seq: 1, question: 0, answer: '3' }], 'another-device')
    expect((await attempt.view()).body.answers).toEqual([{ question: 0, answer: '3' }])
  })

  test('no tap that counts is later than the end of its attempt: one that arrived after the submission but was stored before it moves the end', async () => {
    const person = await aParticipant(running.origin, contest)
    const { body } = await person.start()
    const { attempts } = running.app.features
    const bearer = { contestId: contest.contestId, attemptId: body.attemptId }
    const startedAtMs = Date.parse(body.startedAt)
    const save = (receivedAtMs: number, ...taps: Tap[]) => attempts.save(bearer, { device: person.device, taps }, receivedAtMs)
    const [early, late] = [person.aTap(0, 1), person.aTap(1, 1)]
    await save(startedAtMs + 5_000, late)
    // overtaken by its own device: it does not count, so neither does its time
    await save(startedAtMs + 9_000, { ...early, question: 1 })
    const receipt = await attempts.submit(bearer, randomUUID(), startedAtMs + 2_000)
    expect(Date.parse(receipt.closedAt) - startedAtMs).toBe(5_000)
    const result = await person.attempt(body).result()
    expect(result.body).toMatchObject({ receipt, durationMs: 5_000 })
    expect((await person.attempt(body).submit()).body).toEqual(receipt)
    const [standing] = await running.database.sql`
      select submitted_at_ms::float8 as "submittedAtMs", duration_ms::float8 as "durationMs" from standings where attempt_id = ${body.attemptId}`
    expect(standing).toEqual({ submittedAtMs: startedAtMs + 5_000, durationMs: 5_000 })
  })

  test('an attempt resumes on another device with the same paper and the saved answers', async () => {
    const person = await aParticipant(running.origin, contest)
    const started = await person.start()
    await person.attempt(started.body).save([person.aTap(1, 3), person.aTap(4, 0)])
    const resumed = await call<typeof started.body>(running.origin, 'POST', `/api/v1/rounds/${contest.roundId}/attempts`, {
      token: person.token,
      body: { actionId: randomUUID(), device: 'second-phone' },
    })
    expect(resumed.body).toMatchObject({ attemptId: started.body.attemptId, questions: started.body.questions, deadlineAt: started.body.deadlineAt })
    expect(resumed.body.answers).toEqual([
      { question: 1, answer: '3' },
      { question: 4, answer: '0' },
    ])
  })
})

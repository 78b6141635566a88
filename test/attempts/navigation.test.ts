import { beforeAll, describe, expect, test } from 'vitest'
import { makeQuestion } from '../../question-bank/question.ts'
import type { AttemptView } from '../../server/contract/attempts.ts'
import type { Navigation } from '../../server/contract/round-rules.ts'
import { afterFile } from '../helpers/after-file.ts'
import { aDevice, aParticipant } from '../helpers/participant.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'
import { seedContest, type TestContest } from '../helpers/test-contest.ts'

const questionCount = 4
const stem = (question: number) => `Câu ${question} chỉ thấy khi đến lượt`
const bank = Array.from({ length: questionCount }, (_, question) =>
  makeQuestion({ type: 'single-choice', stem: stem(question), options: ['một', 'hai', 'ba', 'bốn'] }, { correct: 2 }),
)
const stemsIn = (body: unknown) =>
  Array.from({ length: questionCount }, (_, question) => question).filter((question) => JSON.stringify(body).includes(stem(question)))

const closing = afterFile()
let running: TestApp
const contests = new Map<Navigation, TestContest>()
beforeAll(async () => {
  running = await startTestApp({}, closing)
  for (const navigation of ['free', 'forward-only', 'one-by-one'] as const) {
    contests.set(
      navigation,
      await seedContest(running, { slug: `di-${navigation}`, bank, settings: { navigation, reveal: { when: 'after-attempt', shows: 'answers' } } }),
    )
  }
  await running.app.features.reconciler.run()
})

async function aSitter(navigation: Navigation) {
  const person = await aParticipant(running.origin, contests.get(navigation) as TestContest)
  const started = (await person.start()).body
  return { ...person, started, sitting: person.attempt(started) }
}
const timeIsUp = (attempt: AttemptView, seconds: number) => running.database.sql`
  update attempts set deadline_at = now() - make_interval(secs => ${seconds}), accepts_until = now() + interval '1 hour' where id = ${attempt.attemptId}`

describe.each(['forward-only', 'one-by-one'] as const)('a round that is %s', (navigation) => {
  test('takes no answer to what was left behind, from no device and in no batch', async () => {
    const { aTap, started, sitting } = await aSitter(navigation)
    expect(started.forward).toEqual({ navigation, reached: 0, questionCount })
    await sitting.save([aTap(0, 1)])
    expect((await sitting.next(0)).body.reached).toBe(1)
    const late = await sitting.save([aTap(0, 2)])
    expect([late.status, late.problem.code]).toEqual([409, 'QUESTION_LEFT_BEHIND'])
    const other = await sitting.save([{ ...aTap(0, 3), seq: 1 }], aDevice())
    expect(other.problem.code).toBe('QUESTION_LEFT_BEHIND')
    const both = await sitting.save([aTap(0, 2), aTap(1, 2)])
    expect(both.body.receipts.map(({ outcome }) => outcome)).toEqual(['QUESTION_LEFT_BEHIND', 'saved'])
    expect((await sitting.view()).body.answers).toEqual([
      { question: 0, answer: '1' },
      { question: 1, answer: '2' },
    ])
  })

  test('answers an answer that is sent again as it did before, however far one has gone', async () => {
    const { aTap, sitting } = await aSitter(navigation)
    const tap = aTap(0, 1)
    const first = await sitting.save([tap])
    await sitting.next(0)
    expect((await sitting.save([tap])).body.receipts).toEqual(first.body.receipts)
  })

  test('goes to the next question once, however often and from wherever it is asked', async () => {
    const { sitting } = await aSitter(navigation)
    const steps = await Promise.all(Array.from({ length: 8 }, () => sitting.next(0)))
    expect(new Set(steps.map(({ body }) => body.reached))).toEqual(new Set([1]))
    await sitting.next(1)
    expect((await sitting.next(0)).body.reached).toBe(2)
    expect((await sitting.view()).body.forward).toEqual({ navigation, reached: 2, questionCount })
  })

  test('ends at its last question, which stays open until the submission', async () => {
    const { aTap, sitting } = await aSitter(navigation)
    for (const from of [0, 1, 2]) expect((await sitting.next(from)).status).toBe(200)
    const beyond = await sitting.next(3)
    expect([beyond.status, beyond.problem.code]).toEqual([422, 'QUESTION_NOT_IN_PAPER'])
    expect((await sitting.save([aTap(3, 2)])).status).toBe(200)
    expect((await sitting.submit()).body).toMatchObject({ answeredCount: 1, scoreThousandths: 1_000 })
    expect((await sitting.next(0)).problem.code).toBe('ATTEMPT_CLOSED')
  })

  test('moves on no more when the time is over, not even within the grace', async () => {
    const { aTap, started, sitting } = await aSitter(navigation)
    await sitting.next(0)
    await timeIsUp(started, 1)
    expect((await sitting.next(1)).problem.code).toBe('DEADLINE_PASSED')
    // what was on its way is still taken, and a step that was made is still answered
    expect((await sitting.save([aTap(1, 2)])).status).toBe(200)
    expect((await sitting.next(0)).body.reached).toBe(1)
  })

  test('goes on where it was after a reload and on another device', async () => {
    const { start, sitting, started } = await aSitter(navigation)
    await sitting.next(0)
    const resumed = (await start()).body
    expect(resumed).toMatchObject({ attemptId: started.attemptId, forward: { navigation, reached: 1 } })
    expect(resumed.questions).toEqual((await sitting.view()).body.questions)
  })
})

describe('forward only', () => {
  test('sends the whole paper at once, and what lies ahead may be answered before', async () => {
    const { aTap, sitting, started } = await aSitter('forward-only')
    expect(started.questions).toHaveLength(questionCount)
    expect((await sitting.save([aTap(2, 1)])).status).toBe(200)
    expect((await sitting.next(1)).body).toMatchObject({ reached: 2, questions: [] })
  })
})

describe('one by one', () => {
  test('no reply ever holds a question that was not reached', async () => {
    const { aTap, me, start, sitting, started } = await aSitter('one-by-one')
    const seen = async () => [started, (await start()).body, (await sitting.view()).body, (await me()).body].flatMap(stemsIn)
    expect(new Set(await seen())).toEqual(new Set([0]))
    for (const from of [0, 1, 2]) {
      const { body } = await sitting.next(from)
      expect(stemsIn(body)).toEqual([from + 1])
      expect(stemsIn((await sitting.view()).body)).toEqual(Array.from({ length: from + 2 }, (_, question) => question))
      expect(stemsIn((await sitting.save([aTap(from + 1, 0)])).body)).toEqual([])
    }
  })

  test('what was not reached can be neither answered nor skipped to', async () => {
    const { aTap, sitting } = await aSitter('one-by-one')
    const early = await sitting.save([aTap(1, 2)])
    expect([early.status, early.problem.code]).toEqual([409, 'QUESTION_NOT_REACHED'])
    const leap = await sitting.next(2)
    expect([leap.status, leap.problem.code]).toEqual([409, 'QUESTION_NOT_REACHED'])
    expect(stemsIn(leap.body)).toEqual([])
    expect((await sitting.view()).body.forward?.reached).toBe(0)
  })

  test('a device that stayed behind gets all that was reached meanwhile', async () => {
    const { sitting } = await aSitter('one-by-one')
    await sitting.next(0)
    await sitting.next(1)
    expect(stemsIn((await sitting.next(0)).body)).toEqual([1, 2])
  })

  test('a running attempt keeps the way it began with when the round is ruled otherwise', async () => {
    const contest = await seedContest(running, { slug: 'doi-luat', bank, settings: { navigation: 'one-by-one' } })
    const person = await aParticipant(running.origin, contest)
    const started = (await person.start()).body
    await running.database.sql`
      insert into round_versions (contest_id, round_id, version, settings)
      select contest_id, round_id, 2, settings || '{"navigation":"free"}' from round_versions where round_id = ${contest.roundId}`
    await running.database.sql`update rounds set version = 2 where id = ${contest.roundId}`
    running.app.features.contests.forget(contest.slug)
    expect(stemsIn((await person.start()).body)).toEqual([0])
    expect((await person.attempt(started).save([person.aTap(2, 1)])).problem.code).toBe('QUESTION_NOT_REACHED')
    await person.attempt(started).submit()
    expect(stemsIn((await person.start()).body)).toHaveLength(questionCount)
  })
})

test('a free round binds nobody and says nothing of it', async () => {
  const { aTap, sitting, started } = await aSitter('free')
  expect(started).not.toHaveProperty('forward')
  expect((await sitting.next(2)).status).toBe(200)
  expect((await sitting.save([aTap(0, 1)])).status).toBe(200)
  expect((await sitting.view()).body.questions).toHaveLength(questionCount)
})

import { beforeAll, describe, expect, test } from 'vitest'
import { makeQuestion } from '../../question-bank/question.ts'
import type { AttemptReview } from '../../server/contract/attempts.ts'
import type { RoundRules } from '../../server/contract/round-rules.ts'
import { afterFile } from '../helpers/after-file.ts'
import { eventually } from '../helpers/eventually.ts'
import { aParticipant, call } from '../helpers/participant.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'
import { seedContest } from '../helpers/test-contest.ts'

let running: TestApp
beforeAll(async () => {
  running = await startTestApp({}, afterFile)
})

const explained = [0, 1, 2, 3].map((correct) => ({
  ...makeQuestion({ type: 'single-choice', stem: `Câu số ${correct}?`, options: ['một', 'hai', 'ba', 'bốn'] }, { correct }),
  explanation: 'Theo Điều 1.',
}))

let contests = 0
async function aSubmission(reveal: RoundRules['reveal']) {
  contests += 1
  const contest = await seedContest(running, { slug: `xem-lai-${contests}`, bank: explained, settings: { reveal, attemptsAllowed: 1 } })
  const person = await aParticipant(running.origin, contest)
  const view = (await person.start()).body
  const attempt = person.attempt(view)
  // the first one wrong, the second one right
  await attempt.save([person.aTap(0, 1), person.aTap(1, 1)])
  const review = (token = view.attemptToken) => call<AttemptReview>(running.origin, 'GET', `/api/v1/attempts/${view.attemptId}/review`, { token })
  return { contest, person, view, attempt, review }
}

describe('one’s own paper afterwards', () => {
  test('tells right answers as the paper showed them, and what each was worth', async () => {
    const { view, attempt, review, contest } = await aSubmission({ when: 'after-attempt', shows: 'explanations' })
    expect((await review()).problem.code).toBe('RESULT_NOT_READY')
    const { scoreThousandths } = (await attempt.submit()).body
    const { body } = await review()
    expect(body).toMatchObject({ reveals: 'explanations', scoreThousandths })
    expect(body.questions.map(({ question }) => question)).toEqual(view.questions)
    expect(body.questions.map(({ answer }) => answer)).toEqual(['1', '1', null, null])
    expect(body.questions.every(({ explanation }) => explanation === 'Theo Điều 1.')).toBe(true)
    expect(body.questions.reduce((sum, { earnedThousandths }) => sum + (earnedThousandths ?? 0), 0)).toBe(scoreThousandths)
    for (const { answer, right, earnedThousandths } of body.questions)
      expect(earnedThousandths).toBe(answer !== null && right.includes(answer) ? 1_000 : 0)

    expect(body.questions.map(({ right }) => right)).toEqual([['0'], ['1'], ['2'], ['3']])
    const other = await aParticipant(running.origin, contest)
    expect((await review(other.token)).problem.code).toBe('ATTEMPT_NOT_FOUND')
  })

  test.each([
    ['only the score is shown', { when: 'after-attempt', shows: 'score' }],
    ['nothing ever is', { when: 'never', shows: 'explanations' }],
    ['the round still runs', { when: 'after-round', shows: 'answers' }],
    ['results are not published', { when: 'after-publication', shows: 'answers' }],
  ] as const)('is not shown while %s', async (_why, reveal) => {
    const { attempt, review } = await aSubmission(reveal)
    const receipt = (await attempt.submit()).body
    expect((await review()).problem.code).toBe('RESULT_NOT_READY')
    expect('scoreThousandths' in receipt).toBe(reveal.when === 'after-attempt')
  })

  test('is shown after the round, once nobody sits in it any more', async () => {
    const { contest, attempt, review } = await aSubmission({ when: 'after-round', shows: 'answers' })
    const late = await aParticipant(running.origin, contest)
    const sitting = late.attempt((await late.start()).body)
    await attempt.submit()
    const { sql } = running.database
    await sql`update rounds set closes_at = now() - interval '1 minute' where contest_id = ${contest.contestId}`
    running.app.features.contests.forget(contest.slug)
    expect((await attempt.result()).body.receipt).toHaveProperty('scoreThousandths')
    expect((await review()).problem.code).toBe('RESULT_NOT_READY')
    await sitting.submit()
    await eventually('it may be reviewed', async () => (await review()).status === 200)
    expect((await review()).body).toMatchObject({ reveals: 'answers' })
    expect(JSON.stringify((await review()).body)).not.toContain('explanation')
  })

  test('is shown once results are published', async () => {
    const { contest, attempt, review } = await aSubmission({ when: 'after-publication', shows: 'answers' })
    await attempt.submit()
    await running.database.sql`update contests set published_at = now() where id = ${contest.contestId}`
    running.app.features.contests.forget(contest.slug)
    expect((await review()).body).toMatchObject({ reveals: 'answers' })
  })
})

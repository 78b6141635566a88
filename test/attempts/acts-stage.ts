import { randomUUID } from 'node:crypto'
import type { AttemptState } from '../../server/contract/contestants.ts'
import { createSecrets } from '../../server/secrets.ts'
import { freshDatabase } from '../helpers/databases.ts'
import { aParticipant } from '../helpers/participant.ts'
import { logInAs, type Staff } from '../helpers/staff.ts'
import { startTestApp, type TestApp, testSecret } from '../helpers/test-app.ts'
import { seedContest, type TestContest } from '../helpers/test-contest.ts'

export type ActsStage = Awaited<ReturnType<typeof openActsStage>>

/** A contest under way, its staff, and attempts in whatever state is asked for. */
export async function openActsStage(closing: (close: () => Promise<void>) => void, options: Parameters<typeof seedContest>[1] = {}) {
  const databaseUrl = await freshDatabase(closing)
  const running: TestApp = await startTestApp({ databaseUrl }, closing)
  const contest: TestContest = await seedContest(running, options)
  await running.app.features.reconciler.run()
  const [owner, official, support] = [await logInAs(running, 'owner'), await logInAs(running, 'official'), await logInAs(running, 'support')]
  const { sql } = running.database

  const act = <Body>(who: Staff, attemptId: string, what: string, body: object = {}) =>
    who.ask<Body>('POST', `/contests/${contest.slug}/attempts/${attemptId}/${what}`, { actionId: randomUUID(), reason: 'theo biên bản', ...body })

  async function aSitting(answers = 2) {
    const person = await aParticipant(running.origin, contest)
    const { body: view } = await person.start()
    const attempt = person.attempt(view)
    if (answers > 0) await attempt.save(Array.from({ length: answers }, (_, question) => person.aTap(question, 1)))
    return { person, view, attempt, attemptId: view.attemptId }
  }

  /** As if everything of this attempt had happened so much earlier. */
  async function passTime(attemptId: string, minutes: number): Promise<void> {
    await sql`
      update attempts set started_at = started_at - make_interval(mins => ${minutes}), deadline_at = deadline_at - make_interval(mins => ${minutes}),
        accepts_until = accepts_until - make_interval(mins => ${minutes}) where id = ${attemptId}`
    await sql`update answer_log set received_at = received_at - make_interval(mins => ${minutes}) where attempt_id = ${attemptId}`
  }

  async function anAttempt(state: AttemptState, answers = 2) {
    const sitting = await aSitting(answers)
    if (state === 'submitted' || state === 'voided') await sitting.attempt.submit()
    if (state === 'voided') await act(owner, sitting.attemptId, 'void')
    if (state === 'expired') {
      await passTime(sitting.attemptId, 20)
      await running.app.features.sweeper.run()
    }
    return sitting
  }
  const stateOf = async (attemptId: string) =>
    (
      await sql<{ state: AttemptState; score: number | null; deadlineAt: Date; code: string }[]>`
      select state, score_thousandths as score, deadline_at as "deadlineAt", receipt_code as code from attempts where id = ${attemptId}`
    )[0]
  /** Whether the person has a place on the official board. */
  const standingOf = async (attemptId: string) =>
    (
      await sql<{ placeBy: string | null; attemptId: string }[]>`
      select s.place_by::text as "placeBy", s.attempt_id as "attemptId" from standings s join attempts a on a.contestant_id = s.contestant_id and a.round_id = s.round_id
      where a.id = ${attemptId} and s.projection = 'official'`
    )[0]
  const secretsOf = () => createSecrets({ present: testSecret, previous: '' })
  return { ...running, databaseUrl, secretsOf, contest, sql, owner, official, support, act, aSitting, anAttempt, passTime, stateOf, standingOf }
}

import { expect, test } from 'vitest'
import { eventually } from '../helpers/eventually.ts'
import { aParticipant } from '../helpers/participant.ts'
import { startTestApp } from '../helpers/test-app.ts'
import { seedContest } from '../helpers/test-contest.ts'

test('a process without Redis that can hold no more entrants refuses further starts, and keeps those who have started', async () => {
  const running = await startTestApp({ ceiling: 2 })
  const contest = await seedContest(running)
  await running.app.features.reconciler.run()
  const early = await aParticipant(running.origin, contest)
  const started = await early.start()
  for (let people = 0; people < 2; people += 1) {
    const person = await aParticipant(running.origin, contest)
    await person.attempt((await person.start()).body).submit()
  }
  const board = { contestId: contest.contestId, roundId: contest.roundId, projection: 'official' as const }
  await eventually('the board is full', async () => (await running.live.boards.size(board)) === 2)
  const late = await aParticipant(running.origin, contest)
  const refused = await late.start()
  expect([refused.status, refused.problem.code]).toEqual([503, 'LIVE_STATE_FULL'])
  const attempt = early.attempt(started.body)
  expect((await attempt.save([early.aTap(0, 0)])).status).toBe(200)
  expect((await attempt.submit()).body).toMatchObject({ state: 'submitted', answeredCount: 1 })
})

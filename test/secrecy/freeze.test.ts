import { expect, test } from 'vitest'
import type { App } from '../../server/app.ts'
import type { AttemptView } from '../../server/contract/attempts.ts'
import { aParticipant, call, optionsOf } from '../helpers/participant.ts'
import { pinnedClock, pinnedIds } from '../helpers/pinned.ts'
import { startTestApp } from '../helpers/test-app.ts'
import { seedContest } from '../helpers/test-contest.ts'

const noon = Date.parse('2026-06-01T05:00:00Z')
const minute = 60_000

type Person = Awaited<ReturnType<typeof aParticipant>>

/** Answers so many questions right: the right option is the one whose text ends in "một". */
async function takePart(person: Person, rightAnswers: number): Promise<AttemptView> {
  const { body } = await person.start()
  const taps = body.questions.map((question, position) => {
    const right = optionsOf(question).findIndex((option) => option.endsWith('một'))
    return person.aTap(position, position < rightAnswers ? right : (right + 1) % 4)
  })
  await person.attempt(body).save(taps)
  await person.attempt(body).submit()
  return body
}

async function settle({ features }: App): Promise<void> {
  await features.reconciler.run()
}

/** What everybody but officials sees after the freeze, while one more person gets this many answers right. */
async function seenAfterFreeze(rightAnswersOfTheOther: number) {
  const clock = pinnedClock(noon)
  const running = await startTestApp({ ids: pinnedIds(), clock })
  const contest = await seedContest(running, {
    correct: () => 0,
    opensAt: new Date(noon - minute),
    closesAt: new Date(noon + 60 * minute),
    freezesAt: new Date(noon + 30 * minute),
  })
  await settle(running.app)
  const join = (fullName: string, phone: string) =>
    aParticipant(running.origin, contest, {
      fullName,
      phone,
      device: `device-of-${phone}`,
      actionId: `00000000-0000-4000-8000-0000${phone.slice(2)}`,
    })
  const [early, other] = [await join('Nguyễn Văn An', '0912000001'), await join('Trần Thị Bình', '0912000002')]
  const attempt = await takePart(early, 3)
  await settle(running.app)
  clock.moveTo(noon + 40 * minute)
  await takePart(other, rightAnswersOfTheOther)
  await settle(running.app)
  const ask = async (path: string, token?: string) => (await call<unknown>(running.origin, 'GET', path, token ? { token } : {})).body
  const seen = {
    board: await ask(`/api/v1/contests/${contest.slug}/boards/${contest.roundId}`),
    page: await ask(`/api/v1/contests/${contest.slug}`),
    result: await ask(`/api/v1/attempts/${attempt.attemptId}/result`, early.token),
    me: await ask(`/api/v1/contests/${contest.slug}/me`, early.token),
  }
  const official = await running.app.features.boards.read({ contestId: contest.contestId, roundId: contest.roundId, projection: 'official' }, true)
  await running.close()
  return { seen: JSON.parse(JSON.stringify(seen)), official }
}

test('while a board is frozen, nothing a non-official sees depends on results after the freeze', async () => {
  const [weak, strong] = [await seenAfterFreeze(0), await seenAfterFreeze(5)]
  expect(weak.official.rows.map((row) => row.name)).toEqual(['Nguyễn Văn An', 'Trần Thị Bình'])
  expect(strong.official.rows.map((row) => row.name)).toEqual(['Trần Thị Bình', 'Nguyễn Văn An'])
  expect(strong.seen).toEqual(weak.seen)
  expect(weak.seen.board).toMatchObject({ entrants: 1, frozenSince: '2026-06-01T05:30:00.000Z', rows: [{ place: 1, name: 'Ng. V. A***' }] })
  expect(weak.seen.result).toMatchObject({ place: 1, entrants: 1 })
})

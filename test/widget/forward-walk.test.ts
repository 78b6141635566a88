import { describe, expect, test } from 'vitest'
import { createApi } from '../../widget/core/api.ts'
import { createAttempt } from '../../widget/core/attempt.ts'
import { createClockSync } from '../../widget/core/clock-sync.ts'
import { createForwardWalk } from '../../widget/core/forward-walk.ts'
import { createMemoryStorage } from '../../widget/core/storage.ts'
import { createFakeTime } from './fakes/fake-scheduler.ts'
import { createForwardServer } from './fakes/forward-server.ts'
import { createSeededRandom } from './fakes/seeded-random.ts'

/** A page on the first question of a round in which nobody goes back. */
function aPage() {
  const time = createFakeTime()
  const { scheduler } = time
  const server = createForwardServer({ nowMs: () => time.clock.read().wallMs })
  const { random } = createSeededRandom(3)
  const api = createApi(server.transport, 'demo', 'vi')
  const now = time.clock.read()
  const attempt = createAttempt(
    server.view(),
    { sent: now, received: now },
    {
      api,
      storage: createMemoryStorage(),
      clockSync: createClockSync({ clock: time.clock }),
      random,
      scheduler,
      device: 'phone-one',
      contestantToken: () => 'ct',
    },
  )
  const walk = createForwardWalk({ attempt, api, random, scheduler })
  const stems = () => attempt.paper.get().questions.map(({ stem }) => stem)
  const asked = (what: string) => server.calls.filter((call) => call === what).length
  return { time, server, attempt, walk, stems, asked, state: () => walk.state.get() }
}

describe('a step to the next question', () => {
  test('sends the answer first, then brings the question', async () => {
    const { time, server, attempt, walk, stems, state } = aPage()
    attempt.answer(0, '1')
    void walk.next()
    expect(state()).toMatchObject({ position: 0, step: 'sending' })
    await time.pass(100)
    expect(server.calls).toEqual(['answers', 'next'])
    expect(state()).toMatchObject({ position: 1, step: 'none' })
    expect(stems()).toEqual(['Câu 0', 'Câu 1'])
    expect(attempt.questionCount).toBe(4)
  })

  test('asked twice at once it is one step', async () => {
    const { time, server, walk, asked, state } = aPage()
    void walk.next()
    void walk.next()
    await time.pass(100)
    expect([server.reached(), state().position, asked('next')]).toEqual([1, 1, 1])
  })

  test('whose reply is lost after the commit is asked again and counts once', async () => {
    const { time, server, walk, state } = aPage()
    server.setLine('loses-reply')
    void walk.next()
    await time.pass(100)
    expect(state()).toMatchObject({ position: 0, step: 'moving', problem: { code: 'NETWORK' } })
    server.setLine('good')
    await time.pass(2_000)
    expect([server.reached(), state().position]).toEqual([1, 1])
  })

  test('waits without a line until the answer is with the server; the answer may change meanwhile', async () => {
    const { time, server, attempt, walk, asked, state } = aPage()
    server.setLine('away')
    attempt.answer(0, '1')
    void walk.next()
    await time.pass(20_000)
    expect([state().step, asked('next')]).toEqual(['sending', 0])
    attempt.answer(0, '0')
    await time.pass(0)
    server.setLine('good')
    void walk.next()
    await time.pass(100)
    expect(server.saved).toEqual(['0:1', '0:0'])
    expect(state().position).toBe(1)
  })

  test('is hurried by a person where the line broke, not where the server asked to wait', async () => {
    const { time, server, walk, asked, state } = aPage()
    server.setLine('away')
    void walk.next()
    await time.pass(60_000)
    const before = asked('next')
    server.setLine('busy')
    void walk.next()
    await time.pass(0)
    expect(asked('next')).toBe(before + 1)
    server.setLine('good')
    void walk.next()
    await time.pass(4_000)
    expect([asked('next'), state().position]).toEqual([before + 1, 0])
    await time.pass(10_000)
    expect(state().position).toBe(1)
  })

  test('ends with the page: nothing is asked any more', async () => {
    const { time, server, attempt, walk, asked } = aPage()
    server.setLine('away')
    void walk.next()
    await time.pass(1_000)
    const before = asked('next')
    walk.dispose()
    attempt.dispose()
    await time.pass(120_000)
    expect(asked('next')).toBe(before)
  })
})

describe('another tab went on', () => {
  test('an answer that came too late is taken back, and the page catches up', async () => {
    const { time, server, attempt, state, stems } = aPage()
    server.goOnElsewhere()
    server.goOnElsewhere()
    attempt.answer(0, '1')
    await time.pass(100)
    expect(state()).toMatchObject({ position: 2, step: 'none', wasMovedElsewhere: true })
    expect(stems()).toEqual(['Câu 0', 'Câu 1', 'Câu 2'])
    expect(attempt.answers.get()).toEqual({})
  })

  test('a step under way then leaves no question unseen', async () => {
    const { time, server, attempt, walk, state } = aPage()
    server.goOnElsewhere()
    attempt.answer(0, '1')
    void walk.next()
    await time.pass(100)
    expect([server.reached(), state().position, state().step]).toEqual([1, 1, 'none'])
  })

  test('a step from behind brings all that was reached, and says so', async () => {
    const { time, server, walk, state, stems } = aPage()
    server.goOnElsewhere()
    server.goOnElsewhere()
    void walk.next()
    await time.pass(100)
    expect(state()).toMatchObject({ position: 2, wasMovedElsewhere: true })
    expect(stems()).toEqual(['Câu 0', 'Câu 1', 'Câu 2'])
  })
})

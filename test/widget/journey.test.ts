import { describe, expect, test } from 'vitest'
import { createApi } from '../../widget/core/api.ts'
import { createClockSync } from '../../widget/core/clock-sync.ts'
import { createJourney } from '../../widget/core/journey.ts'
import { createSessionKeeper } from '../../widget/core/session.ts'
import { createMemoryStorage } from '../../widget/core/storage.ts'
import type { Call, Reply, Transport } from '../../widget/core/transport.ts'
import { createContestServer } from './fakes/contest-server.ts'
import { createFakeTime } from './fakes/fake-scheduler.ts'
import { createSeededRandom } from './fakes/seeded-random.ts'

/** A phone, its storage and a server; every page opened on it is a fresh start of the widget. */
function aPhone() {
  const time = createFakeTime()
  const readMs = () => time.clock.read().monotonicMs
  const startMs = Date.UTC(2025, 10, 20) - readMs()
  const server = createContestServer({ nowMs: () => startMs + readMs() })
  const storage = createMemoryStorage()
  const { random } = createSeededRandom(7)
  const { scheduler } = time
  function openPage() {
    // answers are timed by the clocks of the phone, not by those of the server
    const transport: Transport = async <T>(call: Call): Promise<Reply<T>> => {
      const sent = time.clock.read()
      const reply = await server.transport<T>(call)
      return reply.ok ? { ...reply, timing: { sent, received: time.clock.read() } } : reply
    }
    const session = createSessionKeeper({ storage, slug: 'demo', random })
    const clockSync = createClockSync({ clock: time.clock })
    const journey = createJourney({ api: createApi(transport, 'demo', 'vi'), session, storage, clockSync, random, scheduler })
    return { journey, session, attempt: () => journey.currentAttempt() ?? expect.fail('no attempt is open'), screen: () => journey.route.get().name }
  }
  async function startAttempt() {
    const page = openPage()
    page.session.rejoined({ contestantToken: 'ct', contestant: { displayName: 'Hoa', unitName: 'Phường 7' } })
    await page.journey.open()
    await page.journey.start(1)
    await time.pass(10)
    return page
  }
  return { time, server, storage, openPage, startAttempt }
}

describe('opening the page', () => {
  test('a stranger sees the cover', async () => {
    const page = aPhone().openPage()
    await page.journey.open()
    expect(page.screen()).toBe('cover')
  })

  test('someone in the middle of a paper is back in it, with every answer and the same deadline', async () => {
    const phone = aPhone()
    const before = await phone.startAttempt()
    before.attempt().answer(0, '1')
    await phone.time.pass(1_000)
    phone.server.goAway()
    before.attempt().answer(1, '0')
    before.attempt().marks.goTo(1)
    await phone.time.pass(1_000)
    before.attempt().dispose()
    phone.server.comeBack()
    const after = phone.openPage()
    await after.journey.open()
    await phone.time.pass(1_000)
    expect(after.screen()).toBe('paper')
    expect(after.attempt().answers.get()).toEqual({ 0: '1', 1: '0' })
    expect(after.attempt().marks.marks.get().current).toBe(1)
    expect(Object.fromEntries(phone.server.answers)).toEqual({ 0: '1', 1: '0' })
    expect(after.attempt().clock.time.get().deadlineMs).toBe(before.attempt().clock.time.get().deadlineMs)
  })

  test('a session that the server no longer knows leads to the code, not to an error', async () => {
    const { openPage } = aPhone()
    const page = openPage()
    page.session.rejoined({ contestantToken: 'old', contestant: { displayName: 'Hoa', unitName: 'P7' } })
    await page.journey.open()
    expect(page.screen()).toBe('rejoin')
    expect(page.session.current.get()).toBeUndefined()
  })

  test('the rejoin code is shown again until the person says it is written down', async () => {
    const { openPage } = aPhone()
    openPage().session.registered({ contestantToken: 'ct', rejoinCode: 'ABCD', contestant: { displayName: 'Hoa', unitName: 'P7' } })
    const page = openPage()
    await page.journey.open()
    expect(page.journey.route.get()).toEqual({ name: 'code', rejoinCode: 'ABCD' })
    page.session.codeWrittenDown()
    const later = openPage()
    await later.journey.open()
    expect(later.screen()).toBe('cover')
  })
})

describe('submitting', () => {
  test('sends the last answers first', async () => {
    const { time, server, startAttempt } = aPhone()
    const page = await startAttempt()
    server.goAway()
    page.attempt().answer(2, '1')
    await time.pass(2_000)
    void page.journey.finish(page.attempt(), 'chosen')
    await time.pass(20_000)
    expect(page.screen()).toBe('finishing')
    expect(server.state()).toBe('open')
    server.comeBack()
    await time.pass(30_000)
    expect(page.journey.route.get()).toMatchObject({ name: 'receipt', receipt: { state: 'submitted', answeredCount: 1 }, lateCount: 0 })
  })

  test('a lost receipt is asked for again under the same id', async () => {
    const { time, server, storage, startAttempt } = aPhone()
    const page = await startAttempt()
    server.loseNextAnswers(2)
    void page.journey.finish(page.attempt(), 'chosen')
    await time.pass(30_000)
    expect(page.screen()).toBe('receipt')
    expect(storage.keys('hoithi:').filter((key) => key.endsWith(':a1'))).toEqual([])
    expect(server.submissions).toHaveLength(3)
    expect(new Set(server.submissions).size).toBe(1)
  })

  test('a reload in the middle goes on by itself, as the same submission', async () => {
    const phone = aPhone()
    const before = await phone.startAttempt()
    phone.server.goAway()
    void before.journey.finish(before.attempt(), 'chosen')
    await phone.time.pass(3_000)
    phone.server.comeBack()
    const after = phone.openPage()
    await after.journey.open()
    await phone.time.pass(30_000)
    expect(after.screen()).toBe('receipt')
    expect(new Set(phone.server.submissions).size).toBe(1)
  })
})

describe('when the time is over', () => {
  test('the attempt closes by itself and its receipt is shown', async () => {
    const { time, server, startAttempt } = aPhone()
    const page = await startAttempt()
    page.attempt().answer(0, '1')
    await time.pass(899_000)
    expect(page.screen()).toBe('paper')
    await time.pass(20_000)
    expect(server.state()).toBe('expired')
    expect(page.journey.route.get()).toMatchObject({ name: 'receipt', receipt: { state: 'expired', answeredCount: 1 } })
  })

  test('more time given by officials keeps the paper open', async () => {
    const { time, server, startAttempt } = aPhone()
    const page = await startAttempt()
    server.extend(300_000)
    await time.pass(1_000_000)
    expect(page.screen()).toBe('paper')
    await time.pass(250_000)
    expect(page.screen()).toBe('receipt')
  })

  test('more time given while the phone was out of reach: back to the paper, nothing was submitted', async () => {
    const { time, server, startAttempt } = aPhone()
    const page = await startAttempt()
    await time.pass(60_000)
    server.goAway()
    server.extend(600_000)
    await time.pass(860_000)
    expect(page.screen()).toBe('finishing')
    server.comeBack()
    await time.pass(20_000)
    expect(page.screen()).toBe('paper')
    expect(server.submissions).toEqual([])
    page.attempt().answer(1, '1')
    await time.pass(1_000)
    expect(server.answers.get(1)).toBe('1')
  })

  test('answers that came too late are named on the receipt', async () => {
    const { time, server, startAttempt } = aPhone()
    const page = await startAttempt()
    page.attempt().answer(0, '0')
    await time.pass(890_000)
    server.goAway()
    page.attempt().answer(1, '1')
    await time.pass(60_000)
    server.comeBack()
    await time.pass(60_000)
    expect(page.journey.route.get()).toMatchObject({ name: 'receipt', lateCount: 1, afterSubmissionCount: 0, receipt: { answeredCount: 1 } })
  })

  test('a tap in a page that did not know of the submission elsewhere is told apart from one that came too late', async () => {
    const { time, openPage, startAttempt } = aPhone()
    const first = await startAttempt()
    const second = openPage()
    await second.journey.open()
    first.attempt().answer(0, '0')
    await time.pass(1_000)
    void first.journey.finish(first.attempt(), 'chosen')
    await time.pass(1_000)
    expect(first.journey.route.get()).toMatchObject({ name: 'receipt', lateCount: 0, afterSubmissionCount: 0 })
    second.attempt().answer(1, '1')
    await time.pass(60_000)
    expect(second.journey.route.get()).toMatchObject({ name: 'receipt', lateCount: 0, afterSubmissionCount: 1 })
  })

  test('a clock set a year ahead neither ends nor submits anything', async () => {
    const { time, server, startAttempt } = aPhone()
    const page = await startAttempt()
    time.setWall(time.clock.read().wallMs + 365 * 86_400_000)
    page.attempt().answer(0, '1')
    await time.pass(5_000)
    expect(server.answers.get(0)).toBe('1')
    expect(page.attempt().clock.mustAsk()).toBe(false)
    await time.pass(30_000)
    expect(page.screen()).toBe('paper')
    expect(server.submissions).toEqual([])
  })

  test('a doubtful clock is put right by asking, though nothing was tapped', async () => {
    const { time, startAttempt } = aPhone()
    const page = await startAttempt()
    time.sleep(60_000)
    await time.pass(5_000)
    expect(page.attempt().clock.mustAsk()).toBe(false)
  })

  test('a finished attempt asks nothing more', async () => {
    const { time, server, startAttempt } = aPhone()
    const page = await startAttempt()
    void page.journey.finish(page.attempt(), 'chosen')
    await time.pass(5_000)
    const before = server.calls.length
    await time.pass(300_000)
    expect(server.calls.length).toBe(before)
  })
})

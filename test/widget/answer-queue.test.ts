import { describe, expect, test } from 'vitest'
import { createAnswerQueue, largestBatch } from '../../widget/core/answer-queue.ts'
import type { ClientProblem } from '../../widget/core/client-problem.ts'
import { createMemoryStorage } from '../../widget/core/storage.ts'
import { createTapStore } from '../../widget/core/tap-store.ts'
import { createAnswerServer, type Fault, refusal } from './fakes/answer-server.ts'
import { breathe, createFakeTime } from './fakes/fake-scheduler.ts'
import { createSeededRandom } from './fakes/seeded-random.ts'

const attemptId = 'a1'

function aDevice(seed = 1) {
  const time = createFakeTime()
  const server = createAnswerServer()
  const storage = createMemoryStorage()
  const { random } = createSeededRandom(seed)
  const renewals: (ClientProblem | undefined)[] = []
  const openTab = () =>
    createAnswerQueue({
      store: createTapStore({ storage, attemptId }),
      send: server.send,
      renewToken: async () => renewals.shift(),
      seqFloor: () => 0,
      random,
      scheduler: time.scheduler,
    })
  return { time, server, storage, openTab, renewals }
}

const answersIn = (taps: readonly { answer: string }[]) => taps.map(({ answer }) => answer)

describe('a tap on a good line', () => {
  test('is stored before it is sent, and forgotten when the server has it', async () => {
    const { storage, server, openTab } = aDevice()
    const queue = openTab()
    const tap = queue.tap(0, '2')
    expect(storage.keys('hoithi:tap:')).toHaveLength(1)
    expect(queue.state.get()).toMatchObject({ waiting: 1, line: 'sending' })
    await breathe()
    expect(server.log).toEqual([tap])
    expect(storage.keys('hoithi:tap:')).toHaveLength(0)
    expect(queue.state.get()).toMatchObject({ waiting: 0, line: 'calm', problem: undefined })
  })

  test('taps made while one is under way go together, in order', async () => {
    const { server, openTab } = aDevice()
    const queue = openTab()
    for (const answer of ['a', 'b', 'c']) queue.tap(0, answer)
    await breathe()
    expect(server.requests.map(answersIn)).toEqual([['a'], ['b', 'c']])
  })

  test('a batch is never larger than the server allows', async () => {
    const { server, openTab, time } = aDevice()
    server.fail('lost-before')
    const queue = openTab()
    for (let index = 0; index < 120; index += 1) queue.tap(index % 20, String(index))
    await time.pass(60_000)
    expect(Math.max(...server.requests.map((taps) => taps.length))).toBe(largestBatch)
    expect(answersIn(server.log)).toEqual(Array.from({ length: 120 }, (_, index) => String(index)))
  })
})

describe('a bad line', () => {
  test.each<Fault>(['lost-before', 'lost-after', 'other-page', 'half-receipts', 'busy'])('%s: every tap arrives once, in order', async (fault) => {
    const { server, openTab, time } = aDevice()
    server.fail(fault, fault, fault)
    const queue = openTab()
    for (const answer of ['a', 'b', 'c', 'd']) queue.tap(0, answer)
    await time.pass(120_000)
    expect(answersIn(server.log)).toEqual(['a', 'b', 'c', 'd'])
    expect(queue.state.get()).toMatchObject({ waiting: 0, line: 'calm', refused: [] })
  })

  test('when the server says when to come back, nobody comes earlier, not even with a new tap', async () => {
    const { server, openTab, time } = aDevice()
    server.fail('busy')
    const queue = openTab()
    queue.tap(0, 'a')
    await breathe()
    queue.tap(0, 'b')
    queue.nudge()
    await time.pass(2_999)
    expect(server.requests).toHaveLength(1)
    await time.pass(3_000)
    expect(answersIn(server.log)).toEqual(['a', 'b'])
  })

  test('waits grow and are never the same for all', async () => {
    const waits = [1, 2].map(async (seed) => {
      const { server, openTab, time } = aDevice(seed)
      server.fail(...Array.from({ length: 8 }, () => 'lost-before' as const))
      openTab().tap(0, 'a')
      const seen: number[] = []
      for (let turn = 0; turn < 8; turn += 1) {
        await breathe()
        const [wait = 0] = time.waits()
        seen.push(wait)
        await time.pass(wait)
      }
      return seen
    })
    const [first, second] = await Promise.all(waits)
    expect(first).not.toEqual(second)
    expect(first?.[0]).toBeLessThan(1_000)
    expect(first?.[7]).toBeGreaterThan(7_000)
    expect(Math.max(...(first ?? []))).toBeLessThanOrEqual(15_000)
  })

  test('a better line is used at once', async () => {
    const { server, openTab, time } = aDevice()
    server.fail('lost-before', 'lost-before', 'lost-before', 'lost-before')
    const queue = openTab()
    queue.tap(0, 'a')
    await time.pass(3_000)
    server.heal()
    queue.nudge()
    await breathe()
    expect(answersIn(server.log)).toEqual(['a'])
  })

  test('a page that is being hidden sends what waits without waiting for its turn', async () => {
    const { server, openTab } = aDevice()
    server.fail('lost-before')
    const queue = openTab()
    queue.tap(0, 'a')
    await breathe()
    queue.flushOnLeave()
    await breathe()
    expect(answersIn(server.log)).toEqual(['a'])
    expect(queue.state.get().waiting).toBe(0)
  })
})

describe('a reload and a second tab', () => {
  test('what was not acknowledged is sent by the next page, and its numbers go on', async () => {
    const { server, openTab, time } = aDevice()
    server.fail('lost-after', 'lost-before')
    const before = openTab()
    const first = before.tap(0, 'a')
    before.tap(1, 'b')
    await breathe()
    before.dispose()
    const after = openTab()
    expect(answersIn(after.waitingTaps())).toEqual(['a', 'b'])
    const later = after.tap(0, 'c')
    expect(later.seq).toBeGreaterThan(first.seq + 1)
    await time.pass(30_000)
    expect(answersIn(server.log)).toEqual(['a', 'b', 'c'])
    expect(server.standing()).toEqual({ 0: 'c', 1: 'b' })
  })

  test('two tabs of one device never use a number twice, and each tap counts once', async () => {
    const { server, openTab, time } = aDevice()
    const [left, right] = [openTab(), openTab()]
    const taps = [left.tap(0, 'l1'), right.tap(0, 'r1'), left.tap(0, 'l2'), right.tap(1, 'r2')]
    await time.pass(1_000)
    expect(new Set(taps.map(({ seq }) => seq)).size).toBe(4)
    expect(server.log).toHaveLength(4)
    expect(server.standing()).toEqual({ 0: 'l2', 1: 'r2' })
  })

  test('without storage a later answer still outranks an earlier one, by the time into the attempt', () => {
    const aFreshPage = () => createTapStore({ storage: createMemoryStorage(), attemptId })
    const before = aFreshPage().nextSeq(4_200)
    const after = aFreshPage().nextSeq(4_900)
    expect(after).toBeGreaterThan(before)
  })

  test('rubbish in the storage is passed over', () => {
    const { storage, openTab } = aDevice()
    for (const [index, text] of ['', 'null', '{', '{"id":1}', '[]', '"x"'].entries()) storage.write(`hoithi:tap:${attemptId}:${index}`, text)
    storage.write(`hoithi:seq:${attemptId}`, 'NaN')
    const queue = openTab()
    expect(queue.waitingTaps()).toEqual([])
    expect(queue.tap(0, 'a').seq).toBe(1)
  })
})

describe('a refusal', () => {
  test('of one tap in a batch is told, and the others stand', async () => {
    const { server, openTab } = aDevice()
    const queue = openTab()
    server.answerWith((taps) => {
      if (taps.length === 1 && taps[0]?.answer === 'bad') return refusal({ code: 'BAD_REQUEST', status: 400 })
      return taps.some(({ answer }) => answer === 'bad') ? refusal({ code: 'BAD_REQUEST', status: 400 }) : undefined
    })
    for (const answer of ['a', 'b', 'bad', 'c', 'd']) queue.tap(0, answer)
    await breathe()
    expect(answersIn(server.log)).toEqual(['a', 'b', 'c', 'd'])
    expect(queue.state.get().refused.map(({ tap, code }) => [tap.answer, code])).toEqual([['bad', 'BAD_REQUEST']])
  })

  test('after the deadline ends the wait: nothing is tried for ever', async () => {
    const { server, openTab, storage } = aDevice()
    server.answerWith(() => refusal({ code: 'DEADLINE_PASSED' }))
    const queue = openTab()
    queue.tap(0, 'a')
    queue.tap(1, 'b')
    await queue.settled()
    expect(queue.state.get()).toMatchObject({ waiting: 0, line: 'calm' })
    expect(queue.state.get().refused.map(({ code }) => code)).toEqual(['DEADLINE_PASSED', 'DEADLINE_PASSED'])
    expect(storage.keys('hoithi:tap:')).toEqual([])
  })

  test('of the token brings a new one and the same taps again', async () => {
    const { server, openTab, renewals } = aDevice()
    server.fail('token')
    renewals.push(undefined)
    openTab().tap(0, 'a')
    await breathe()
    expect(answersIn(server.log)).toEqual(['a'])
  })

  test('of the person stops the queue but keeps the taps on the device', async () => {
    const { server, openTab, renewals, storage } = aDevice()
    server.fail('token')
    renewals.push({ code: 'TOKEN_INVALID', status: 401, retryable: false })
    const queue = openTab()
    queue.tap(0, 'a')
    await queue.settled()
    expect(queue.state.get()).toMatchObject({ waiting: 1, line: 'stopped' })
    expect(storage.keys('hoithi:tap:')).toHaveLength(1)
    queue.restart()
    await breathe()
    expect(answersIn(server.log)).toEqual(['a'])
  })

  test('of every new token does not become a storm', async () => {
    const { server, openTab, time } = aDevice()
    server.fail(...Array.from({ length: 500 }, () => 'token' as const))
    openTab().tap(0, 'a')
    await time.pass(60_000)
    expect(server.requests.length).toBeLessThan(20)
  })
})

describe('seeded faults: lost requests, lost answers, reloads, two tabs', () => {
  const seeds = Array.from({ length: 60 }, (_, index) => 1_000 + index * 7_919)

  test.each(seeds)('seed %i: what the server holds is what was tapped, once', async (seed) => {
    const dice = createSeededRandom(seed)
    const { server, openTab, time, renewals } = aDevice(seed)
    const kinds: Fault[] = ['none', 'none', 'lost-before', 'lost-after', 'busy', 'other-page', 'token', 'half-receipts']
    const tapped: { id: string; seq: number; question: number; answer: string }[] = []
    let tabs = [openTab(), openTab()]
    for (let turn = 0; turn < 40; turn += 1) {
      server.fail(kinds[dice.below(kinds.length)] ?? 'none')
      const tab = tabs[dice.below(tabs.length)]
      if (tab) tapped.push(tab.tap(dice.below(10), `${turn}`))
      if (dice.next() < 0.15) tab?.flushOnLeave()
      if (dice.next() < 0.1) {
        for (const old of tabs) old.dispose()
        tabs = [openTab(), openTab()]
      }
      await time.pass(dice.below(2_000))
    }
    server.heal()
    renewals.splice(0)
    for (const tab of tabs) tab.nudge()
    await time.pass(120_000)
    expect(new Set(server.log.map(({ id }) => id)).size, `seed ${seed}`).toBe(server.log.length)
    expect(
      [...server.log].sort((a, b) => a.seq - b.seq),
      `seed ${seed}`,
    ).toEqual(tapped)
    expect(server.standing(), `seed ${seed}`).toEqual(Object.fromEntries(tapped.map(({ question, answer }) => [question, answer])))
    expect(
      tabs.map((tab) => tab.state.get().waiting),
      `seed ${seed}`,
    ).toEqual([0, 0])
  })
})

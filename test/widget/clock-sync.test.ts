import { describe, expect, test } from 'vitest'
import { createClockSync } from '../../widget/core/clock-sync.ts'
import { clockFace, warningBetween } from '../../widget/core/countdown.ts'
import { createFakeTime } from './fakes/fake-scheduler.ts'

const noon = Date.UTC(2025, 10, 20, 5)
const iso = (ms: number) => new Date(ms).toISOString()

/** A phone whose clock is three days wrong, and a server that it has asked once with the given way there and back. */
async function aSyncedPhone({ thereMs = 50, backMs = 50 } = {}) {
  const time = createFakeTime(noon - 3 * 86_400_000)
  const sync = createClockSync({ clock: time.clock })
  let serverMs = noon
  const pass = async (ms: number) => {
    serverMs += ms
    await time.pass(ms)
  }
  const ask = async (there = thereMs, back = backMs) => {
    const sent = time.clock.read()
    await pass(there)
    const serverNow = iso(serverMs)
    await pass(back)
    sync.learn(serverNow, { sent, received: time.clock.read() })
  }
  await ask()
  const sleep = (ms: number) => {
    serverMs += ms
    time.sleep(ms)
  }
  return { sync, time, pass, ask, sleep, error: () => sync.nowMs() - serverMs }
}

describe("the server's time on a phone", () => {
  test('a phone three days wrong still shows it, to the difference of the two ways', async () => {
    const even = await aSyncedPhone()
    expect(even.error()).toBe(0)
    const uneven = await aSyncedPhone({ thereMs: 900, backMs: 100 })
    expect(Math.abs(uneven.error())).toBeLessThanOrEqual(400)
  })

  test('nothing is certain before the first answer', () => {
    const { clock } = createFakeTime()
    const sync = createClockSync({ clock })
    expect(sync.isDoubtful()).toBe(true)
    expect(sync.nowMs()).toBe(clock.read().wallMs)
  })

  test('a slow answer does not spoil a good one; a good one mends a slow one', async () => {
    const phone = await aSyncedPhone({ thereMs: 20, backMs: 20 })
    await phone.ask(4_000, 0)
    expect(Math.abs(phone.error())).toBeLessThanOrEqual(20)
    const slow = await aSyncedPhone({ thereMs: 4_000, backMs: 0 })
    await slow.ask(10, 10)
    expect(slow.error()).toBe(0)
  })

  test('after five minutes even a slow answer is better than an old one', async () => {
    const phone = await aSyncedPhone()
    await phone.pass(301_000)
    await phone.ask(600, 600)
    expect(phone.error()).toBe(0)
  })

  test('after a sleep in which the counter stood still the time is right at once, and asked for again', async () => {
    const phone = await aSyncedPhone()
    phone.sleep(420_000)
    expect(phone.error()).toBe(0)
    expect(phone.sync.isDoubtful()).toBe(true)
    await phone.ask()
    expect(phone.sync.isDoubtful()).toBe(false)
    expect(phone.error()).toBe(0)
  })

  test('a clock set back gives no minute more', async () => {
    const phone = await aSyncedPhone()
    phone.time.setWall(noon - 30 * 86_400_000)
    expect(phone.error()).toBe(0)
    expect(phone.sync.isDoubtful()).toBe(true)
  })

  test('a clock set forward is doubted, so that no attempt ends by it, and mended by one answer', async () => {
    const phone = await aSyncedPhone()
    phone.time.setWall(noon + 365 * 86_400_000)
    expect(phone.sync.isDoubtful()).toBe(true)
    // slower than the first answer, and still the better one: the first no longer means anything
    await phone.ask(400, 400)
    expect(phone.error()).toBe(0)
    expect(phone.sync.isDoubtful()).toBe(false)
  })

  test('a time that is no time changes nothing', async () => {
    const phone = await aSyncedPhone()
    const now = phone.time.clock.read()
    phone.sync.learn('yesterday', { sent: now, received: now })
    expect(phone.error()).toBe(0)
  })
})

describe('the countdown', () => {
  test.each([
    [900_000, '15:00'],
    [899_999, '15:00'],
    [59_001, '01:00'],
    [1, '00:01'],
    [0, '00:00'],
    [-5_000, '00:00'],
    [3_600_000, '1:00:00'],
    [5_025_000, '1:23:45'],
  ])('%i ms left reads %s', (ms, face) => expect(clockFace(ms)).toBe(face))

  test.each([
    ['crossing five minutes', 300_500, 299_500, 'five-minutes'],
    ['crossing one minute', 60_001, 60_000, 'one-minute'],
    ['crossing ten seconds', 10_400, 9_400, 'ten-seconds'],
    ['waking up after a sleep over two lines', 400_000, 45_000, 'one-minute'],
    ['between the lines', 200_000, 199_000, undefined],
    ['given more time by officials', 50_000, 350_000, undefined],
    ['waking up after the end', 400_000, -1, undefined],
  ])('%s', (_case, before, now, warning) => expect(warningBetween(before, now)).toBe(warning))
})

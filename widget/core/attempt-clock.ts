import type { AttemptClock } from '../../server/contract/attempts.ts'
import { createCell, type Watched } from './cell.ts'
import type { ClockSync } from './clock-sync.ts'
import type { Random, Scheduler } from './ports.ts'
import type { Reply, Timing } from './transport.ts'

type Told = Pick<AttemptClock, 'deadlineAt' | 'noticeNumber' | 'serverNow'> & Partial<Pick<AttemptClock, 'state'>>
export type AttemptTime = {
  deadlineMs: number
  noticeNumber: number
  /** The server said so, not this device. */
  isOver: boolean
}

type Deps = { first: Told; timing: Timing; ask: () => Promise<Reply<AttemptClock>>; clockSync: ClockSync; random: Random; scheduler: Scheduler }

/** Follows deadline and notices of one attempt by a light question every 20 to 30 s, so an extension reaches everyone. */
export function createAttemptClock({ first, timing, ask, clockSync, random, scheduler }: Deps) {
  clockSync.learn(first.serverNow, timing)
  const time = createCell<AttemptTime>(timeOf(first))
  let asked: Promise<Reply<AttemptClock>> | undefined
  let cancelNext = () => {}
  let isDisposed = false

  function learn(told: Told, when: Timing): void {
    clockSync.learn(told.serverNow, when)
    time.set(timeOf(told))
  }

  /** Everyone who asks while a question is under way shares its answer. */
  function checkNow(): Promise<Reply<AttemptClock>> {
    asked ??= ask().then((reply) => {
      asked = undefined
      if (reply.ok && !isDisposed) learn(reply.value, reply.timing)
      return reply
    })
    return asked
  }

  function beat(): void {
    cancelNext = scheduler.after(20_000 + random.fraction() * 10_000, () => {
      void checkNow()
      if (!isDisposed) beat()
    })
  }
  beat()

  return {
    time: time as Watched<AttemptTime>,
    learn,
    checkNow,
    remainingMs: () => time.get().deadlineMs - clockSync.nowMs(),
    /** Time seems up or the clocks disagree: only the server can tell. */
    mustAsk: () => clockSync.isDoubtful() || time.get().deadlineMs <= clockSync.nowMs(),
    /** Out of time by a clock that can be trusted, though the server may be out of reach. */
    seemsOver: () => time.get().isOver || (!clockSync.isDoubtful() && time.get().deadlineMs <= clockSync.nowMs()),
    dispose(): void {
      isDisposed = true
      cancelNext()
    },
  }
}

function timeOf({ deadlineAt, noticeNumber, serverNow, state }: Told): AttemptTime {
  const deadlineMs = Date.parse(deadlineAt)
  return { deadlineMs, noticeNumber, isOver: (state !== undefined && state !== 'open') || Date.parse(serverNow) >= deadlineMs }
}

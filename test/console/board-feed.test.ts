import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createBoardFeed } from '../../console/board/board-feed.ts'
import type { BoardState } from '../../console/board/board-state.ts'
import type { OpenSocketLine, SocketLineHandlers } from '../../console/board/socket-line.ts'
import type { BoardSnapshot } from '../../server/contract/boards.ts'
import type { WatchReply } from '../../server/contract/events.ts'
import { aBoard, aDelta, aRow } from './board-samples.ts'

beforeEach(() => void vi.useFakeTimers({ now: 0 }))
afterEach(() => void vi.useRealTimers())

/** A hall: one screen, a line that can be cut, and a server whose board can be set. */
function aHall({ boards = aBoard() as BoardSnapshot | Error } = {}) {
  const hall = {
    state: null as BoardState | null,
    served: boards,
    isConnected: false,
    isClosed: false,
    polls: 0,
    watches: [] as ((answer: WatchReply | null) => void)[],
    handlers: null as unknown as SocketLineHandlers,
    connect() {
      hall.isConnected = true
      hall.handlers.onConnect()
    },
    lose() {
      hall.isConnected = false
      hall.handlers.onLost()
    },
    answer(reply: WatchReply | null) {
      const waiting = hall.watches.shift()
      if (!waiting) throw new Error('nobody asked')
      waiting(reply)
    },
  }
  const openLine: OpenSocketLine = (handlers) => {
    hall.handlers = handlers
    return {
      isConnected: () => hall.isConnected,
      watch: (_request, reply) => void hall.watches.push(reply),
      close: () => {
        hall.isClosed = true
      },
    }
  }
  const feed = createBoardFeed({
    slug: 'cong-dan-so-an-toan',
    roundId: 1,
    lang: 'vi',
    openLine,
    fetchBoard: async () => {
      hall.polls += 1
      if (hall.served instanceof Error) throw hall.served
      return hall.served
    },
    now: Date.now,
    random: () => 0.5,
    onState: (state) => {
      hall.state = state
    },
  })
  return Object.assign(hall, { feed })
}

const aWatchedHall = () => {
  const hall = aHall()
  hall.connect()
  hall.answer({ ok: true, board: aBoard() })
  return hall
}

describe('over the socket', () => {
  test('a screen watches as soon as it is connected and shows the board it gets', () => {
    const hall = aWatchedHall()
    expect(hall.state).toMatchObject({ line: 'socket', board: { version: 7 } })
  })

  test('a delta that continues is shown at once, without asking', () => {
    const hall = aWatchedHall()
    hall.handlers.onDelta(aDelta({ order: ['c', 'a', 'b'], changed: [aRow('c')] }))
    expect(hall.state?.board?.rows).toHaveLength(3)
    expect(hall.watches).toHaveLength(0)
  })

  test('a gap asks for the whole board once, however many deltas do not fit', async () => {
    const hall = aWatchedHall()
    for (const from of [9, 10, 11]) hall.handlers.onDelta(aDelta({ from, version: from + 1 }))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(hall.watches).toHaveLength(1)
    hall.answer({ ok: true, board: aBoard({ version: 12 }) })
    hall.handlers.onDelta(aDelta({ from: 12, version: 13 }))
    expect(hall.state?.board?.version).toBe(13)
  })

  test('a beat at another version asks again; at the same version it only shows life', async () => {
    const hall = aWatchedHall()
    hall.handlers.onBeat({ roundId: 1, version: 7, takenAt: '2026-11-21T02:41:02.000Z' })
    await vi.advanceTimersByTimeAsync(1_500)
    expect(hall.watches).toHaveLength(0)
    hall.handlers.onBeat({ roundId: 1, version: 9, takenAt: '2026-11-21T02:41:03.000Z' })
    expect(hall.watches).toHaveLength(1)
  })

  test('what belongs to another round is not for this screen', () => {
    const hall = aWatchedHall()
    hall.handlers.onDelta(aDelta({ roundId: 2 }))
    hall.handlers.onBeat({ roundId: 2, version: 1, takenAt: '2026-11-21T02:41:03.000Z' })
    expect(hall.state?.board?.version).toBe(7)
    expect(hall.watches).toHaveLength(0)
  })

  test('a round that does not exist is told', () => {
    const hall = aHall({ boards: new Error('404') })
    hall.connect()
    hall.answer({ ok: false, problem: { type: '', title: '', status: 404, code: 'ROUND_NOT_FOUND', retryable: false, requestId: 'r' } })
    expect(hall.state?.problem).toBe('ROUND_NOT_FOUND')
  })
})

describe('when the socket is away', () => {
  test('a screen that cannot connect polls, every five seconds and a bit', async () => {
    const hall = aHall()
    hall.handlers.onLost()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(hall.state).toMatchObject({ line: 'polling', board: { version: 7 } })
    await vi.advanceTimersByTimeAsync(6_000)
    expect(hall.polls).toBe(2)
  })

  test('a line that neither opens nor fails does not leave the screen empty', async () => {
    const hall = aHall()
    await vi.advanceTimersByTimeAsync(3_000)
    expect(hall.state).toMatchObject({ line: 'polling', board: { version: 7 } })
  })

  test('a poll that fails keeps the last board and tries on', async () => {
    const hall = aWatchedHall()
    hall.served = new Error('no network')
    hall.lose()
    await vi.advanceTimersByTimeAsync(7_000)
    expect(hall.polls).toBe(2)
    expect(hall.state).toMatchObject({ line: 'socket', heardAtMs: 0 })
  })

  test('a socket that comes back ends the polling', async () => {
    const hall = aWatchedHall()
    hall.lose()
    await vi.advanceTimersByTimeAsync(1_000)
    hall.connect()
    hall.answer({ ok: true, board: aBoard({ version: 20 }) })
    const pollsBefore = hall.polls
    await vi.advanceTimersByTimeAsync(4_000)
    expect(hall.polls).toBe(pollsBefore)
    expect(hall.state).toMatchObject({ line: 'socket', board: { version: 20 } })
  })

  test('an answer asked on the lost line is not waited for: the new line asks anew', () => {
    const hall = aHall()
    hall.connect()
    hall.lose()
    hall.connect()
    expect(hall.watches).toHaveLength(2)
    hall.answer(null)
    hall.answer({ ok: true, board: aBoard() })
    expect(hall.state?.line).toBe('socket')
  })

  test('a socket that hangs without knowing it is asked again, and polling carries the screen meanwhile', async () => {
    const hall = aWatchedHall()
    await vi.advanceTimersByTimeAsync(6_000)
    expect(hall.watches).toHaveLength(1)
    expect(hall.state?.line).toBe('polling')
  })

  test('a screen that is taken down asks nothing more', async () => {
    const hall = aWatchedHall()
    hall.lose()
    hall.feed.stop()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(hall.polls).toBe(0)
    expect(hall.isClosed).toBe(true)
  })
})

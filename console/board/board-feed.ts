import type { BoardSnapshot } from '../../server/contract/boards.ts'
import type { WatchReply } from '../../server/contract/events.ts'
import type { Language } from '../../server/contract/primitives.ts'
import { type BoardState, emptyBoardState, withBeat, withDelta, withSnapshot } from './board-state.ts'
import type { OpenSocketLine } from './socket-line.ts'

export type BoardFeedDeps = {
  slug: string
  roundId: number
  lang: Language
  openLine: OpenSocketLine
  fetchBoard: () => Promise<BoardSnapshot>
  now: () => number
  random: () => number
  onState: (state: BoardState) => void
}

const pollMs = 5_000
const pollJitterMs = 2_000
const silenceMs = 5_000
const rewatchMs = 1_000
const firstAnswerMs = 2_000

/**
 * Keeps one board fresh: deltas over the socket, and while the socket is away or silent, polling.
 * Whatever does not fit is answered by asking for the whole board again.
 */
export function createBoardFeed({ slug, roundId, lang, openLine, fetchBoard, now, random, onState }: BoardFeedDeps) {
  let state = emptyBoardState
  let isStopped = false
  let isWatching = false
  let watchNumber = 0
  let lastWatchMs = Number.NEGATIVE_INFINITY
  let pollTimer: ReturnType<typeof setTimeout> | undefined
  let silenceTimer: ReturnType<typeof setTimeout> | undefined
  let rewatchTimer: ReturnType<typeof setTimeout> | undefined

  function show(next: BoardState): void {
    state = next
    onState(state)
  }

  function heardFromSocket(next: BoardState): void {
    clearTimeout(pollTimer)
    pollTimer = undefined
    clearTimeout(silenceTimer)
    silenceTimer = setTimeout(() => {
      // the socket may hang without knowing it: poll meanwhile, and ask whether it still answers
      startPolling()
      watch()
    }, silenceMs)
    show(next)
  }

  function watch(): void {
    if (isStopped || isWatching || !line.isConnected()) return
    clearTimeout(rewatchTimer)
    // a server that is behind its own answer for a moment must not be asked in a circle
    const waitMs = lastWatchMs + rewatchMs - now()
    if (waitMs > 0) {
      rewatchTimer = setTimeout(watch, waitMs)
      return
    }
    isWatching = true
    lastWatchMs = now()
    const mine = ++watchNumber
    line.watch({ slug, roundId, lang }, (answer) => {
      // asked on a line that is gone
      if (mine !== watchNumber) return
      isWatching = false
      if (!isStopped) takeAnswer(answer)
    })
  }

  function takeAnswer(answer: WatchReply | null): void {
    if (answer?.ok) {
      heardFromSocket(withSnapshot(answer.board, 'socket', now()))
      return
    }
    startPolling()
    if (answer && !answer.problem.retryable) show({ ...state, problem: answer.problem.code })
    clearTimeout(rewatchTimer)
    rewatchTimer = setTimeout(watch, pollMs + random() * pollJitterMs)
  }

  function startPolling(): void {
    if (isStopped || pollTimer !== undefined) return
    // screens that lost their server together must not come back together
    pollTimer = setTimeout(poll, random() * pollJitterMs)
  }

  async function poll(): Promise<void> {
    const thisTimer = pollTimer
    try {
      const board = await fetchBoard()
      // the socket may have come back while this answer was on its way
      if (!isStopped && pollTimer === thisTimer) show(withSnapshot(board, 'polling', now()))
    } catch {
      // nothing to tell: the age of what is shown says it
    }
    if (!isStopped && pollTimer === thisTimer) pollTimer = setTimeout(poll, pollMs + random() * pollJitterMs)
  }

  const line = openLine({
    onConnect() {
      lastWatchMs = Number.NEGATIVE_INFINITY
      watch()
    },
    onLost() {
      watchNumber += 1
      isWatching = false
      startPolling()
    },
    onDelta(delta) {
      if (delta.roundId !== roundId) return
      const next = withDelta(state, delta, now())
      if (next) heardFromSocket(next)
      else watch()
    },
    onBeat(beat) {
      if (beat.roundId !== roundId) return
      const next = withBeat(state, beat, now())
      if (next) heardFromSocket(next)
      else watch()
    },
  })

  // some proxies neither open a socket nor refuse it: a hall must not look at an empty screen meanwhile
  const firstTimer = setTimeout(() => {
    if (state.heardAtMs === null) startPolling()
  }, firstAnswerMs)

  return {
    stop(): void {
      isStopped = true
      for (const timer of [pollTimer, silenceTimer, rewatchTimer, firstTimer]) clearTimeout(timer)
      line.close({ slug, roundId })
    },
  }
}

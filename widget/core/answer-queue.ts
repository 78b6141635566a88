import type { SaveReply, Tap } from '../../server/contract/attempts.ts'
import { createCell, type Watched } from './cell.ts'
import { type ClientProblem, isClosedCode, isTokenProblem } from './client-problem.ts'
import type { Random, Scheduler } from './ports.ts'
import { retryDelayMs } from './retry-delay.ts'
import type { TapStore } from './tap-store.ts'
import type { Reply } from './transport.ts'

export const largestBatch = 50

/** Codes about the tap, not about the way: the rest of the queue goes on without it. */
const tapCodes: readonly string[] = ['TOO_MANY_ANSWERS', 'ACTION_ID_REUSED', 'BAD_REQUEST', 'BODY_TOO_LARGE']

export type RefusedTap = { tap: Tap; code: string }
export type QueueState = {
  waiting: number
  /** Every waiting tap would survive a reload. */
  isKept: boolean
  /** `stopped`: the server will not listen to this device until something else changes; taps stay stored. */
  line: 'calm' | 'sending' | 'retrying' | 'stopped'
  problem: ClientProblem | undefined
  refused: readonly RefusedTap[]
}

type Deps = {
  store: TapStore
  send: (taps: Tap[], keepalive: boolean) => Promise<Reply<SaveReply>>
  /** Asks for a fresh attempt token; answers what kept it from coming. */
  renewToken: () => Promise<ClientProblem | undefined>
  seqFloor: () => number
  random: Random
  scheduler: Scheduler
}

/** Stored first, sent in order, one batch at a time, forgotten only when the server has answered for the tap. */
export function createAnswerQueue({ store, send, renewToken, seqFloor, random, scheduler }: Deps) {
  let waiting: Tap[] = store.waiting()
  const notKept = new Set<string>()
  let refused: readonly RefusedTap[] = []
  let problem: ClientProblem | undefined
  let line: QueueState['line'] = 'calm'
  let batchLimit = largestBatch
  let failures = 0
  let isSending = false
  let isDisposed = false
  let pause: { cancel: () => void; isImposed: boolean } | undefined
  const snapshot = (): QueueState => ({ waiting: waiting.length, isKept: waiting.every((tap) => !notKept.has(tap.id)), line, problem, refused })
  const state = createCell<QueueState>(snapshot())

  function publish(nextLine: QueueState['line'], nextProblem?: ClientProblem) {
    line = nextLine
    problem = nextProblem
    state.set(snapshot())
  }

  function forget(tap: Tap) {
    store.drop(tap.id)
    notKept.delete(tap.id)
    waiting = waiting.filter(({ id }) => id !== tap.id)
  }

  function refuse(taps: readonly Tap[], code: string) {
    for (const tap of taps) forget(tap)
    refused = [...refused, ...taps.map((tap) => ({ tap, code }))]
  }

  /** A tap without a receipt stays: silence is not a yes. */
  function settleReceipts(batch: readonly Tap[], reply: SaveReply): boolean {
    const outcomes = new Map(reply.receipts.map((receipt) => [receipt.id, receipt.outcome]))
    const answered = batch.filter((tap) => outcomes.has(tap.id))
    for (const tap of answered) {
      const outcome = outcomes.get(tap.id)
      if (outcome === 'saved') forget(tap)
      else if (outcome && waiting.some(({ id }) => id === tap.id)) refuse([tap], outcome)
    }
    return answered.length > 0
  }

  function pauseFor(cause: ClientProblem) {
    failures += 1
    const delayMs = retryDelayMs(failures, cause.retryAfterMs, random)
    const cancel = scheduler.after(delayMs, () => {
      pause = undefined
      void drain()
    })
    pause = { cancel, isImposed: cause.retryAfterMs !== undefined }
    publish('retrying', cause)
  }

  async function settleProblem(batch: readonly Tap[], cause: ClientProblem): Promise<void> {
    if (isTokenProblem(cause)) {
      const refusal = await renewToken()
      if (isDisposed) return
      if (refusal && !refusal.retryable) return publish('stopped', refusal)
      // a token that is refused as soon as it is new must not become a storm
      if (refusal || failures > 0) return pauseFor(refusal ?? { ...cause, retryable: true })
      failures += 1
      return
    }
    if (cause.retryable) return pauseFor(cause)
    if (isClosedCode(cause.code)) return refuse(batch, cause.code)
    if (!(cause.code.startsWith('QUESTION_') || tapCodes.includes(cause.code))) return publish('stopped', cause)
    // one bad tap must not take its neighbours with it: halve until it stands alone
    if (batch.length > 1) batchLimit = Math.ceil(batch.length / 2)
    else refuse(batch, cause.code)
  }

  async function drain(): Promise<void> {
    if (isSending || pause || isDisposed || line === 'stopped') return
    isSending = true
    while (waiting.length > 0 && !pause && !isDisposed && state.get().line !== 'stopped') {
      publish('sending', problem)
      const batch = waiting.slice(0, batchLimit)
      const reply = await send(batch, false)
      if (isDisposed) return
      if (!reply.ok) await settleProblem(batch, reply.problem)
      else if (settleReceipts(batch, reply.value)) {
        failures = 0
        batchLimit = Math.min(largestBatch, batchLimit * 2)
      } else pauseFor({ code: 'NOT_OUR_SERVER', status: 200, retryable: true })
    }
    isSending = false
    if (waiting.length === 0) publish('calm')
  }

  /** Something looks better (a tap, a line that came back): try now, unless the server itself asked to wait. */
  function nudge(): void {
    if (pause?.isImposed) return
    pause?.cancel()
    pause = undefined
    void drain()
  }

  return {
    state: state as Watched<QueueState>,
    waitingTaps: (): readonly Tap[] => waiting,

    tap(question: number, answer: string): Tap {
      const tap: Tap = { id: random.uuid(), seq: store.nextSeq(seqFloor()), question, answer }
      if (!store.keep(tap)) notKept.add(tap.id)
      waiting = [...waiting, tap]
      publish(line, problem)
      nudge()
      return tap
    },

    nudge,

    /** A person asks again after the queue had given up. */
    restart(): void {
      if (line === 'stopped') publish('calm')
      nudge()
    },

    /** The page is being hidden and may never run again: send what waits without hoping for the answer. */
    flushOnLeave(): void {
      const batch = waiting.slice(0, largestBatch)
      if (batch.length === 0 || pause?.isImposed) return
      void send(batch, true).then((reply) => {
        if (isDisposed || !reply.ok) return
        settleReceipts(batch, reply.value)
        publish(waiting.length === 0 && !isSending ? 'calm' : line, problem)
      })
    },

    /** Resolves when the server has answered for every tap, or will not. */
    settled(): Promise<void> {
      return new Promise((resolve) => {
        const check = () => {
          const { waiting: left, line: now } = state.get()
          if (left > 0 && now !== 'stopped') return
          stop()
          resolve()
        }
        const stop = state.watch(check)
        check()
      })
    },

    dispose(): void {
      isDisposed = true
      pause?.cancel()
    },
  }
}

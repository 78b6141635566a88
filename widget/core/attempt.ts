import type { AttemptView } from '../../server/contract/attempts.ts'
import { createAnswerQueue } from './answer-queue.ts'
import type { Api } from './api.ts'
import { createAttemptClock } from './attempt-clock.ts'
import { createCell, type Watched } from './cell.ts'
import { type ClientProblem, isClosedCode, isTokenProblem } from './client-problem.ts'
import type { ClockSync } from './clock-sync.ts'
import { createMarks } from './marks.ts'
import type { Random, Scheduler } from './ports.ts'
import type { DeviceStorage } from './storage.ts'
import { createTapStore } from './tap-store.ts'
import type { Reply, Timing } from './transport.ts'

export type Answers = Readonly<Record<number, string>>

type Deps = {
  api: Api
  storage: DeviceStorage
  clockSync: ClockSync
  random: Random
  scheduler: Scheduler
  device: string
  contestantToken: () => string | undefined
}

/** One sitting on this device: the paper, what was answered, and the line to the server. */
export function createAttempt(view: AttemptView, timing: Timing, deps: Deps) {
  const { api, storage, clockSync, random, scheduler, device, contestantToken } = deps
  const { attemptId } = view
  const paper = createCell(view)
  const startedMs = Date.parse(view.startedAt)
  let token = view.attemptToken

  const clock = createAttemptClock({
    first: view,
    timing,
    ask: () => withToken((valid) => api.clock(attemptId, valid)),
    clockSync,
    random,
    scheduler,
  })

  /** The attempt token can always be had again by its owner. */
  async function renewToken(): Promise<ClientProblem | undefined> {
    const owner = contestantToken()
    if (!owner) return { code: 'TOKEN_MISSING', status: 401, retryable: false }
    const reply = await api.attempt(attemptId, owner)
    if (!reply.ok) return reply.problem
    token = reply.value.attemptToken
    clock.learn(reply.value, reply.timing)
    return undefined
  }

  async function withToken<T>(call: (token: string) => Promise<Reply<T>>): Promise<Reply<T>> {
    const reply = await call(token)
    const hasNewToken = !reply.ok && isTokenProblem(reply.problem) && !(await renewToken())
    return hasNewToken ? call(token) : reply
  }

  const queue = createAnswerQueue({
    store: createTapStore({ storage, attemptId }),
    async send(taps, keepalive) {
      const reply = await api.save(attemptId, token, { device, taps }, keepalive)
      if (reply.ok) clock.learn(reply.value, reply.timing)
      // closed without this page knowing: submitted on another device, or ended by officials
      else if (isClosedCode(reply.problem.code)) void clock.checkNow()
      return reply
    },
    renewToken,
    // hundredths of a second since the start, by the server's clock
    seqFloor: () => (clockSync.nowMs() - startedMs) / 10,
    random,
    scheduler,
  })

  const answers = createCell<Answers>(mergeAnswers(view, queue.waitingTaps()))
  queue.nudge()

  return {
    attemptId,
    roundId: view.roundId,
    questionCount: view.forward?.questionCount ?? view.questions.length,
    /** As far as the server has shown it. */
    paper,
    clock,
    queue,
    answers: answers as Watched<Answers>,
    withToken,
    marks: createMarks({ storage, attemptId }),

    answer(question: number, answer: string): void {
      if (clock.seemsOver() || answers.get()[question] === answer) return
      answers.set({ ...answers.get(), [question]: answer })
      queue.tap(question, answer)
    },

    /** Another tab or device went on: what the server tells of the paper holds here too. */
    catchUp(now: AttemptView): void {
      answers.set(mergeAnswers(now, queue.waitingTaps()))
      paper.set(now)
    },

    /** One action for ever: pressed twice, in two tabs or after a reload, it is the same submission. */
    submitActionId(): string {
      const key = `hoithi:submit:${attemptId}`
      const stored = storage.read(key)
      if (stored) return stored
      const actionId = random.uuid()
      storage.write(key, actionId)
      return actionId
    },
    hasSubmitIntent: () => storage.read(`hoithi:submit:${attemptId}`) !== undefined,

    submit: (actionId: string) => withToken((valid) => api.submit(attemptId, valid, { actionId })),

    /** The server has closed it: this device need not remember how far it was. */
    forget(): void {
      for (const part of ['submit', 'seq', 'marks']) storage.remove(`hoithi:${part}:${attemptId}`)
    },

    dispose(): void {
      queue.dispose()
      clock.dispose()
    },
  }
}
export type Attempt = ReturnType<typeof createAttempt>

/** What waits on this device is newer than what the server had when it answered. */
function mergeAnswers(view: AttemptView, waiting: readonly { question: number; answer: string }[]): Answers {
  const merged: Record<number, string> = {}
  for (const { question, answer } of [...view.answers, ...waiting]) merged[question] = answer
  return merged
}

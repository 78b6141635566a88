import type { Receipt } from '../../server/contract/attempts.ts'
import type { Me, TicketReply } from '../../server/contract/contestants.ts'
import type { ContestPage } from '../../server/contract/contests.ts'
import type { ProblemCode } from '../../server/contract/errors.ts'
import type { Api } from './api.ts'
import { type Attempt, createAttempt } from './attempt.ts'
import { createCell, type Watched } from './cell.ts'
import { type ClientProblem, isClosedCode, isTokenProblem } from './client-problem.ts'
import type { ClockSync } from './clock-sync.ts'
import type { Random, Scheduler } from './ports.ts'
import type { SessionKeeper } from './session.ts'
import type { DeviceStorage } from './storage.ts'
import { type SubmissionStep, submitAttempt } from './submission.ts'
import { untilAnswered, type Waiting } from './until-answered.ts'

export type FinishReason = 'chosen' | 'time-up'
export type Progress = { step: SubmissionStep; waiting?: Waiting | undefined }

/** Where a participant is. What a screen needs to begin travels with its name. */
export type Route =
  | { name: 'loading'; waiting?: Waiting | undefined }
  | { name: 'stuck'; problem: ClientProblem }
  | { name: 'cover'; notice?: ClientProblem | undefined }
  | { name: 'register'; admitted?: Admitted | undefined }
  | { name: 'code'; rejoinCode: string }
  | { name: 'rejoin'; notice?: ClientProblem | undefined; rejoinCode?: string }
  | { name: 'paper'; attempt: Attempt }
  | { name: 'review'; attempt: Attempt }
  | { name: 'finishing'; attempt: Attempt; reason: FinishReason; progress: Watched<Progress>; refused?: ClientProblem }
  | { name: 'receipt'; receipt: Receipt; roundId: number; questionCount: number; lateCount: number; afterSubmissionCount: number }
  | { name: 'result'; attemptId: string; roundId: number }
  | { name: 'answers'; attemptId: string; roundId: number }
  | { name: 'board'; roundId: number }
  | { name: 'my-data' }

/** Somebody whom the portal has vouched for and who is not registered yet. */
export type Admitted = Extract<TicketReply, { admission: string }>

type Deps = {
  /** What the portal says of the person in front of it; absent on pages that vouch for nobody. */
  askTicket?: () => Promise<string | undefined>
  api: Api
  session: SessionKeeper
  storage: DeviceStorage
  clockSync: ClockSync
  random: Random
  scheduler: Scheduler
}

/** The way through one contest, from the cover to the result; the screens only show it. */
export function createJourney(deps: Deps) {
  const { api, session, clockSync, random, scheduler } = deps
  const route = createCell<Route>({ name: 'loading' })
  const contest = createCell<ContestPage | undefined>(undefined)
  const me = createCell<Me | undefined>(undefined)
  /** Set while a start is under way: the person may be waiting in a queue. */
  const starting = createCell<{ roundId: number; waiting?: Waiting } | undefined>(undefined)
  const patience = (onWaiting?: (waiting: Waiting) => void) => ({ random, scheduler, ...(onWaiting ? { onWaiting } : {}) })
  const showWaiting = (waiting: Waiting) => route.set({ name: 'loading', waiting })

  const attemptOf = (current: Route) => ('attempt' in current ? current.attempt : undefined)

  /** Contest and person are asked together: on a slow line each round trip is felt. */
  async function refresh(onWaiting?: (waiting: Waiting) => void): Promise<ClientProblem | undefined> {
    const token = session.current.get()?.token
    const [page, person] = await Promise.all([
      untilAnswered(() => api.contest(), patience(onWaiting)),
      token ? untilAnswered(() => api.me(token), patience(onWaiting)) : undefined,
    ])
    if (!page.ok) return page.problem
    clockSync.learn(page.value.serverNow, page.timing)
    contest.set(page.value)
    if (person && !person.ok) return person.problem
    me.set(person?.value)
    return undefined
  }

  function refuse(problem: ClientProblem): void {
    if (!isTokenProblem(problem)) {
      route.set({ name: 'stuck', problem })
      return
    }
    session.leave()
    me.set(undefined)
    route.set({ name: 'rejoin', notice: problem })
  }

  async function open(): Promise<void> {
    route.set({ name: 'loading' })
    const problem = await refresh(showWaiting)
    if (problem) return refuse(problem)
    const rejoinCode = session.current.get()?.rejoinCode
    if (rejoinCode) return route.set({ name: 'code', rejoinCode })
    const running = me.get()?.attempts.find((attempt) => attempt.state === 'open')
    if (running) return resume(running.attemptId)
    route.set({ name: 'cover' })
  }

  function enter(attempt: Attempt): void {
    // a submission that a reload interrupted is finished, not asked for again
    if (attempt.hasSubmitIntent()) return void finish(attempt, 'chosen')
    route.set({ name: 'paper', attempt })
    watchTime(attempt)
  }

  async function resume(attemptId: string): Promise<void> {
    const token = session.current.get()?.token
    if (!token) return route.set({ name: 'rejoin' })
    route.set({ name: 'loading' })
    const reply = await untilAnswered(() => api.attempt(attemptId, token), patience(showWaiting))
    if (!reply.ok) return refuse(reply.problem)
    if (reply.value.state !== 'open') return route.set({ name: 'result', attemptId, roundId: reply.value.roundId })
    enter(createAttempt(reply.value, reply.timing, attemptDeps))
  }

  /** Into the contest: at once with the word of a portal that knows the person, else by the form. */
  async function join(): Promise<void> {
    if (deps.askTicket) route.set({ name: 'loading' })
    const ticket = await deps.askTicket?.()
    if (ticket === undefined) return route.set({ name: 'register' })
    const body = { actionId: random.uuid(), ticket }
    const reply = await untilAnswered(() => api.exchangeTicket(body), patience(showWaiting))
    // a word that is not taken keeps nobody out who can fill in the form
    if (!reply.ok) return route.set({ name: 'cover', notice: reply.problem })
    if ('admission' in reply.value) return route.set({ name: 'register', admitted: reply.value })
    session.rejoined(reply.value.session)
    await open()
  }

  async function start(roundId: number, accessCode?: string): Promise<void> {
    const token = session.current.get()?.token
    if (!token || starting.get()) return
    const body = { actionId: random.uuid(), device: session.device, ...(accessCode ? { accessCode } : {}) }
    starting.set({ roundId })
    const reply = await untilAnswered(
      () => api.start(roundId, token, body),
      patience((waiting) => starting.set({ roundId, waiting })),
    )
    starting.set(undefined)
    if (reply.ok) return enter(createAttempt(reply.value, reply.timing, attemptDeps))
    if (isTokenProblem(reply.problem)) return refuse(reply.problem)
    await refresh()
    route.set({ name: 'cover', notice: reply.problem })
  }

  /** Once a second while a paper is on the screen; only the server's word ends it, this only asks in time. */
  function watchTime(attempt: Attempt, tick = 0): void {
    scheduler.after(1_000, () => {
      const current = route.get()
      if (attemptOf(current) !== attempt || current.name === 'finishing') return
      if (attempt.clock.seemsOver()) return void finish(attempt, 'time-up')
      if (attempt.clock.mustAsk() && tick % 3 === 0) void attempt.clock.checkNow()
      watchTime(attempt, tick + 1)
    })
  }

  async function finish(attempt: Attempt, reason: FinishReason): Promise<void> {
    const progress = createCell<Progress>({ step: 'sending-answers' })
    route.set({ name: 'finishing', attempt, reason, progress })
    const end = await submitAttempt({ attempt, reason, random, scheduler, onStep: (step, waiting) => progress.set({ step, waiting }) })
    if (end.kind === 'go-on') return enter(attempt)
    if (end.kind === 'refused') return route.set({ name: 'finishing', attempt, reason, progress, refused: end.problem })
    const { roundId, questionCount } = attempt
    const closed = attempt.queue.state.get().refused.filter(({ code }) => isClosedCode(code))
    // an attempt that time has ended is closed too: only its receipt tells which of the two came first
    const isSubmitted = end.receipt.state === 'submitted'
    const afterSubmissionCount = isSubmitted ? closed.filter(({ code }) => code === ('ATTEMPT_CLOSED' satisfies ProblemCode)).length : 0
    const lateCount = closed.length - afterSubmissionCount
    attempt.dispose()
    attempt.forget()
    route.set({ name: 'receipt', receipt: end.receipt, roundId, questionCount, lateCount, afterSubmissionCount })
    void refresh()
  }

  const attemptDeps = { ...deps, device: session.device, contestantToken: () => session.current.get()?.token }

  return {
    route: route as Watched<Route>,
    contest: contest as Watched<ContestPage | undefined>,
    me: me as Watched<Me | undefined>,
    starting: starting as Watched<{ roundId: number; waiting?: Waiting } | undefined>,
    open,
    refresh,
    resume,
    join,
    start,
    finish,
    go: (next: Route) => route.set(next),
    currentAttempt: () => attemptOf(route.get()),
    leave(): void {
      session.leave()
      me.set(undefined)
      route.set({ name: 'cover' })
    },
  }
}
export type Journey = ReturnType<typeof createJourney>

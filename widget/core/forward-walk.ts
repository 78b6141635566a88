import type { AttemptView } from '../../server/contract/attempts.ts'
import type { Api } from './api.ts'
import type { Attempt } from './attempt.ts'
import { createCell, type Watched } from './cell.ts'
import { type ClientProblem, isClosedCode } from './client-problem.ts'
import type { Random, Scheduler } from './ports.ts'
import { retryDelayMs } from './retry-delay.ts'
import { untilAnswered } from './until-answered.ts'

export type WalkState = {
  /** The only question that is shown: the furthest that the server knows of. */
  position: number
  /** `sending`: answers go first; `moving`: the server is asked for the next question. */
  step: 'none' | 'sending' | 'moving'
  /** What keeps the step waiting, or ended it. */
  problem?: ClientProblem | undefined
  wasMovedElsewhere: boolean
}

type Deps = { attempt: Attempt; api: Pick<Api, 'next' | 'attempt'>; random: Random; scheduler: Scheduler }

/** Through a paper on which nobody goes back. The server says how far one is; this only asks, and asks again until it has an answer. */
export function createForwardWalk({ attempt, api, random, scheduler }: Deps) {
  const { attemptId, queue, paper } = attempt
  const state = createCell<WalkState>({ position: reachedOn(paper.get()), step: 'none', wasMovedElsewhere: false })
  let isDisposed = false
  let lostBehind = 0
  let tryAgain = () => {}
  const change = (changes: Partial<WalkState>) => state.set({ ...state.get(), problem: undefined, ...changes })

  function arrive(now: AttemptView, wasMovedElsewhere: boolean): void {
    // an answer that was long on its way may know less than this page
    if (reachedOn(now) > state.get().position) change({ position: reachedOn(now), step: 'none', wasMovedElsewhere })
    else if (state.get().step === 'moving') change({ step: 'none' })
  }

  /** An answer came back as left behind: another tab or device went on with this attempt. */
  async function catchUp(): Promise<void> {
    const reply = await untilAnswered(() => attempt.withToken((token) => api.attempt(attemptId, token)), {
      random,
      scheduler,
      isStillWanted: () => !isDisposed,
    })
    if (isDisposed || !reply.ok || reachedOn(reply.value) < state.get().position) return
    attempt.catchUp(reply.value)
    arrive(reply.value, true)
  }

  const stopWatching = queue.state.watch(() => {
    const lost = queue.state.get().refused.filter(({ code }) => code === 'QUESTION_LEFT_BEHIND').length
    if (lost > lostBehind) void catchUp()
    lostBehind = lost
  })

  /** Waits as long as is right after a failure, or until a person asks to try now; never earlier than the server allows. */
  function pause({ retryAfterMs }: ClientProblem, failures: number): Promise<void> {
    return new Promise((resume) => {
      const cancel = scheduler.after(retryDelayMs(failures, retryAfterMs, random), resume)
      tryAgain = () => {
        if (retryAfterMs !== undefined) return
        cancel()
        resume()
      }
    })
  }

  async function move(from: number): Promise<void> {
    for (let failures = 1; ; failures += 1) {
      // asked twice, the question is left once: an answer that was lost does no harm
      const reply = await attempt.withToken((token) => api.next(attemptId, token, from))
      if (isDisposed) return
      if (reply.ok) {
        const { reached, questions } = reply.value
        attempt.clock.learn(reply.value, reply.timing)
        paper.set(grown(paper.get(), { from, reached, questions }))
        return arrive(paper.get(), reached > from + 1)
      }
      if (isClosedCode(reply.problem.code)) void attempt.clock.checkNow()
      if (!reply.problem.retryable) return change({ step: 'none', problem: reply.problem })
      change({ problem: reply.problem })
      await pause(reply.problem, failures)
      if (isDisposed) return
    }
  }

  return {
    state: state as Watched<WalkState>,

    /** Leaves the question for good. While that is under way, asking again only hurries it. */
    async next(): Promise<void> {
      const { position: from, step } = state.get()
      if (step === 'sending') return queue.nudge()
      if (step === 'moving') return tryAgain()
      change({ step: 'sending', wasMovedElsewhere: false })
      queue.restart()
      await queue.settled()
      if (isDisposed) return
      // an answer that the server does not take must not be left behind unseen
      if (queue.state.get().waiting > 0) return change({ step: 'none' })
      change({ step: 'moving' })
      await move(from)
    },

    dispose(): void {
      isDisposed = true
      stopWatching()
      tryAgain()
    },
  }
}
export type ForwardWalk = ReturnType<typeof createForwardWalk>

const reachedOn = ({ forward }: AttemptView): number => forward?.reached ?? 0

/** One by one the reply brings what comes after the question that was left; forward only, the paper was whole from the start. */
function grown(view: AttemptView, { from, reached, questions }: { from: number; reached: number; questions: AttemptView['questions'] }): AttemptView {
  if (!view.forward) return view
  const isWhole = view.forward.navigation === 'forward-only'
  return {
    ...view,
    forward: { ...view.forward, reached },
    questions: isWhole ? view.questions : [...view.questions.slice(0, from + 1), ...questions],
  }
}

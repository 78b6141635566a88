import type { Receipt } from '../../server/contract/attempts.ts'
import type { Attempt } from './attempt.ts'
import { type ClientProblem, isClosedCode } from './client-problem.ts'
import type { Random, Scheduler } from './ports.ts'
import { untilAnswered, type Waiting } from './until-answered.ts'

export type SubmissionStep = 'asking-time' | 'sending-answers' | 'submitting'
export type SubmissionEnd =
  | { kind: 'receipt'; receipt: Receipt }
  /** It only seemed over: officials extended the time. */
  | { kind: 'go-on' }
  | { kind: 'refused'; problem: ClientProblem }

type Deps = {
  attempt: Attempt
  reason: 'chosen' | 'time-up'
  random: Random
  scheduler: Scheduler
  onStep: (step: SubmissionStep, waiting?: Waiting) => void
}

/** Answers first, then the submission, then again until the server has given a receipt. */
export async function submitAttempt({ attempt, reason, random, scheduler, onStep }: Deps): Promise<SubmissionEnd> {
  if (reason === 'time-up') {
    onStep('asking-time')
    // nobody's attempt is closed by the clock of a phone: an extension may have come while it was out of reach
    const asked = await untilAnswered(attempt.clock.checkNow, { random, scheduler, onWaiting: (waiting) => onStep('asking-time', waiting) })
    if (!asked.ok) return { kind: 'refused', problem: asked.problem }
    if (!attempt.clock.time.get().isOver && attempt.clock.remainingMs() > 0) return { kind: 'go-on' }
  }

  onStep('sending-answers')
  attempt.queue.restart()
  await attempt.queue.settled()
  const { waiting, problem } = attempt.queue.state.get()
  // answers that the server would still take must not be left behind by a submission
  if (waiting > 0 && problem && !isClosedCode(problem.code)) return { kind: 'refused', problem }

  onStep('submitting')
  const actionId = attempt.submitActionId()
  const reply = await untilAnswered(
    async () => {
      const answer = await attempt.submit(actionId)
      // past the deadline the sweeper closes a few seconds later; then the same call brings the receipt
      return !answer.ok && isClosedCode(answer.problem.code) ? { ok: false, problem: { ...answer.problem, retryable: true } } : answer
    },
    { random, scheduler, onWaiting: (waitingFor) => onStep('submitting', waitingFor) },
  )
  return reply.ok ? { kind: 'receipt', receipt: reply.value } : { kind: 'refused', problem: reply.problem }
}

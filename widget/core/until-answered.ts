import type { ClientProblem } from './client-problem.ts'
import type { Random, Scheduler } from './ports.ts'
import { retryDelayMs } from './retry-delay.ts'
import type { Reply } from './transport.ts'

export type Waiting = { problem: ClientProblem; retryInMs: number }
export type Patience = { random: Random; scheduler: Scheduler; onWaiting?: (waiting: Waiting) => void; isStillWanted?: () => boolean }

/**
 * Repeats a call until the server answers for good: only for reads and for actions that carry their own id,
 * because the lost answer of an earlier try may have been a yes.
 */
export async function untilAnswered<T>(call: () => Promise<Reply<T>>, { random, scheduler, onWaiting, isStillWanted }: Patience): Promise<Reply<T>> {
  for (let failures = 1; ; failures += 1) {
    const reply = await call()
    if (reply.ok || !reply.problem.retryable) return reply
    const retryInMs = retryDelayMs(failures, reply.problem.retryAfterMs, random)
    onWaiting?.({ problem: reply.problem, retryInMs })
    await new Promise<void>((resume) => scheduler.after(retryInMs, resume))
    if (isStillWanted && !isStillWanted()) return reply
  }
}

import type { SaveReply, Tap } from '../../../server/contract/attempts.ts'
import type { ClientProblem } from '../../../widget/core/client-problem.ts'
import type { Reply } from '../../../widget/core/transport.ts'

export type Fault = 'none' | 'lost-before' | 'lost-after' | 'busy' | 'other-page' | 'token' | 'half-receipts'

const at = { wallMs: 0, monotonicMs: 0 }
export const refusal = (problem: Partial<ClientProblem> & { code: string }): Reply<SaveReply> => ({
  ok: false,
  problem: { status: 409, retryable: false, ...problem },
})

/** The rules of the real one that matter to the queue: a tap id is counted once, and its repeat gets its receipt. */
export function createAnswerServer() {
  const log: Tap[] = []
  const requests: Tap[][] = []
  const faults: Fault[] = []
  let answer: (taps: Tap[]) => Reply<SaveReply> | undefined = () => undefined

  async function send(taps: Tap[]): Promise<Reply<SaveReply>> {
    requests.push(taps)
    const fault = faults.shift() ?? 'none'
    await Promise.resolve()
    if (fault === 'lost-before') return refusal({ code: 'NETWORK', status: 0, retryable: true })
    if (fault === 'busy') return refusal({ code: 'TOO_BUSY', status: 503, retryable: true, retryAfterMs: 3_000 })
    if (fault === 'other-page') return refusal({ code: 'NOT_OUR_SERVER', status: 200, retryable: true })
    if (fault === 'token') return refusal({ code: 'TOKEN_EXPIRED', status: 401 })
    const special = answer(taps)
    if (special) return special
    for (const tap of taps) if (!log.some(({ id }) => id === tap.id)) log.push(tap)
    if (fault === 'lost-after') return refusal({ code: 'TIMEOUT', status: 0, retryable: true })
    const told = fault === 'half-receipts' ? taps.slice(0, Math.ceil(taps.length / 2)) : taps
    const receipts = told.map(({ id }) => ({ id, outcome: 'saved' as const, tap: log.findIndex((tap) => tap.id === id) + 1 }))
    const now = new Date(0).toISOString()
    return { ok: true, value: { receipts, deadlineAt: now, noticeNumber: 0, serverNow: now }, timing: { sent: at, received: at } }
  }

  return {
    log,
    requests,
    send,
    fail: (...next: Fault[]) => void faults.push(...next),
    heal: () => void faults.splice(0),
    answerWith(next: typeof answer) {
      answer = next
    },
    /** What counts: of one device the higher sequence wins for each question. */
    standing(): Record<number, string> {
      const bySeq = [...log].sort((a, b) => a.seq - b.seq)
      return Object.fromEntries(bySeq.map(({ question, answer: text }) => [question, text]))
    },
  }
}

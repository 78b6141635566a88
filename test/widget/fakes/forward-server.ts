import type { AttemptView, NextReply, NextRequest, SaveReply, SaveRequest } from '../../../server/contract/attempts.ts'
import type { Call, Reply, Transport } from '../../../widget/core/transport.ts'

type Line = 'good' | 'away' | 'loses-reply' | 'busy'

/** One attempt of a round in which nobody goes back, just real enough for the steps; a test says how the line is. */
export function createForwardServer({ nowMs, questionCount = 4 }: { nowMs: () => number; questionCount?: number }) {
  const iso = (ms: number) => new Date(ms).toISOString()
  const startedMs = nowMs()
  const deadlineMs = startedMs + 900_000
  const saved: string[] = []
  const calls: string[] = []
  let reached = 0
  let line: Line = 'good'
  const problem = (code: string, status: number, more: object = {}) => ({ ok: false as const, problem: { code, status, retryable: true, ...more } })
  const question = (number: number) => ({ type: 'single-choice' as const, stem: `Câu ${number}`, options: ['a', 'b'] })
  const questions = (from: number) => Array.from({ length: reached + 1 - from }, (_, index) => question(from + index))
  const clock = () => ({ deadlineAt: iso(deadlineMs), noticeNumber: 0, serverNow: iso(nowMs()) })

  const view = (): AttemptView => ({
    attemptId: 'a1',
    attemptToken: 'at',
    roundId: 1,
    attemptNo: 1,
    state: 'open',
    startedAt: iso(startedMs),
    questions: questions(0),
    answers: [...new Map(saved.map((one) => one.split(':') as [string, string]))].map(([asked, answer]) => ({ question: Number(asked), answer })),
    forward: { navigation: 'one-by-one', reached, questionCount },
    ...clock(),
  })
  function next({ from }: NextRequest): NextReply {
    reached = Math.max(reached, Math.min(from + 1, questionCount - 1))
    return { reached, questions: questions(from + 1), ...clock() }
  }
  function save({ taps }: SaveRequest): SaveReply {
    const receipts = taps.map(({ id, question: asked, answer }) => {
      if (asked < reached) return { id, outcome: 'QUESTION_LEFT_BEHIND' as const }
      saved.push(`${asked}:${answer}`)
      return { id, outcome: 'saved' as const }
    })
    return { receipts, ...clock() }
  }
  function answerTo({ path, body }: Call): unknown {
    if (path.endsWith('/next')) return next(body as NextRequest)
    if (path.endsWith('/answers')) return save(body as SaveRequest)
    return path.endsWith('/clock') ? { state: 'open', ...clock() } : view()
  }

  const transport: Transport = async <T>(call: Call): Promise<Reply<T>> => {
    const now = { wallMs: nowMs(), monotonicMs: nowMs() - startedMs }
    calls.push(call.path.split('/').at(-1) ?? '')
    if (line === 'away') return problem('NETWORK', 0)
    if (line === 'busy') return problem('TOO_BUSY', 503, { retryAfterMs: 5_000 })
    const value = structuredClone(answerTo(call)) as T
    if (line === 'loses-reply') return problem('NETWORK', 0)
    return { ok: true, value, timing: { sent: now, received: now } }
  }
  return {
    transport,
    view,
    saved,
    calls,
    reached: () => reached,
    goOnElsewhere: () => next({ from: reached }),
    setLine: (now: Line) => {
      line = now
    },
  }
}

import type { AttemptView, Receipt, SaveReply, SaveRequest } from '../../../server/contract/attempts.ts'
import type { ContestPage } from '../../../server/contract/contests.ts'
import { usualForm } from '../../../server/features/contestants/registration-form.ts'
import type { Call, Reply, Transport } from '../../../widget/core/transport.ts'

const graceMs = 3_000

/** One contest with one round, just real enough for the journey: an attempt that closes by submission or by time. */
export function createContestServer({ nowMs }: { nowMs: () => number }) {
  const iso = (ms: number) => new Date(ms).toISOString()
  const answers = new Map<number, string>()
  const seenTaps = new Set<string>()
  const submissions: string[] = []
  const calls: string[] = []
  let isAway = false
  let loseAnswers = 0
  let attempt: { startedMs: number; deadlineMs: number; state: AttemptView['state']; closedMs: number } | undefined

  const problem = (code: string, status: number, retryable = false) => ({ ok: false as const, problem: { code, status, retryable } })
  const clock = () => ({ deadlineAt: iso(attempt?.deadlineMs ?? 0), noticeNumber: 0, serverNow: iso(nowMs()), state: attempt?.state ?? 'open' })

  const page = (): ContestPage => ({
    slug: 'demo',
    title: 'Công dân số',
    organizer: 'Tỉnh Đoàn',
    summary: '',
    phase: 'running',
    registration: 'open',
    rules: [],
    consents: [],
    unitLevels: [],
    registrationForm: usualForm,
    serverNow: iso(nowMs()),
    rounds: [],
  })
  const view = (): AttemptView => ({
    attemptId: 'a1',
    attemptToken: 'at',
    roundId: 1,
    attemptNo: 1,
    startedAt: iso(attempt?.startedMs ?? 0),
    questions: Array.from({ length: 3 }, (_, index) => ({ type: 'single-choice' as const, stem: `Câu ${index + 1}`, options: ['a', 'b'] })),
    answers: Array.from(answers, ([question, answer]) => ({ question, answer })),
    ...clock(),
  })
  const receipt = (): Receipt => ({
    attemptId: 'a1',
    code: 'BN1',
    state: attempt?.state ?? 'open',
    closedAt: iso(attempt?.closedMs ?? 0),
    answeredCount: answers.size,
    digest: 'd',
  })

  function sweep() {
    if (attempt?.state !== 'open' || nowMs() < attempt.deadlineMs + graceMs) return
    attempt = { ...attempt, state: 'expired', closedMs: attempt.deadlineMs }
  }

  function save({ taps }: SaveRequest): Omit<SaveReply, 'state'> | undefined {
    const fresh = taps.filter(({ id }) => !seenTaps.has(id))
    if (fresh.length > 0 && (attempt?.state !== 'open' || nowMs() > attempt.deadlineMs)) return undefined
    for (const { id, question, answer } of fresh) {
      seenTaps.add(id)
      answers.set(question, answer)
    }
    return { receipts: taps.map(({ id }) => ({ id, outcome: 'saved' as const })), ...clock() }
  }

  function answerTo({ method, path, body, token }: Call): unknown {
    sweep()
    if (path === '/contests/demo?lang=vi') return page()
    if (path === '/contests/demo/me') {
      if (token !== 'ct') return problem('TOKEN_INVALID', 401)
      const line = attempt && { attemptId: 'a1', roundId: 1, attemptNo: 1, state: attempt.state, startedAt: iso(attempt.startedMs), closedAt: null }
      return { contestant: { displayName: 'Hoa', unitName: 'Phường 7' }, attempts: line ? [line] : [], serverNow: iso(nowMs()) }
    }
    if (path === '/rounds/1/attempts') {
      attempt ??= { startedMs: nowMs(), deadlineMs: nowMs() + 900_000, state: 'open', closedMs: 0 }
      return view()
    }
    if (path === '/attempts/a1' && method === 'GET') return view()
    if (path === '/attempts/a1/clock') return clock()
    if (path === '/attempts/a1/answers')
      return save(body as SaveRequest) ?? problem(attempt?.state === 'open' ? 'DEADLINE_PASSED' : 'ATTEMPT_CLOSED', 409)
    if (path !== '/attempts/a1/submission' || !attempt) return problem('NOT_FOUND', 404)
    if (attempt.state === 'open' && nowMs() > attempt.deadlineMs) return problem('DEADLINE_PASSED', 409)
    submissions.push((body as { actionId: string }).actionId)
    if (attempt.state === 'open') attempt = { ...attempt, state: 'submitted', closedMs: nowMs() }
    return receipt()
  }

  const transport: Transport = async <T>(call: Call): Promise<Reply<T>> => {
    calls.push(`${call.method} ${call.path}`)
    await Promise.resolve()
    if (isAway) return problem('NETWORK', 0, true)
    const answer = answerTo(call)
    if (loseAnswers > 0) {
      loseAnswers -= 1
      return problem('TIMEOUT', 0, true)
    }
    if (typeof answer === 'object' && answer !== null && 'ok' in answer) return answer as Reply<T>
    const reading = { wallMs: nowMs(), monotonicMs: nowMs() }
    return { ok: true, value: answer as T, timing: { sent: reading, received: reading } }
  }

  return {
    transport,
    calls,
    answers,
    submissions,
    goAway: () => {
      isAway = true
    },
    comeBack: () => {
      isAway = false
    },
    loseNextAnswers: (count: number) => {
      loseAnswers = count
    },
    extend: (ms: number) => {
      if (attempt) attempt = { ...attempt, deadlineMs: attempt.deadlineMs + ms }
    },
    state: () => attempt?.state,
  }
}

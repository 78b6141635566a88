import type { ProblemCode } from '../../../server/contract/errors.ts'

/** What the rules say of one person's attempts in one round, in plain words of TypeScript: nothing here asks the service. */
export type RoundRulesOfModel = {
  durationMs: number
  graceMs: number
  pauseMs: number
  attemptsAllowed: number
  questionCount: number
  closesAtMs: number
}
export type ModelTap = { id: string; device: string; seq: number; question: number; answer: string }
type LoggedTap = ModelTap & { atMs: number; isOvertaken: boolean; isLate: boolean }
export type ModelAttempt = {
  no: number
  startActionId: string
  device: string
  state: 'open' | 'submitted' | 'expired' | 'voided'
  endedAs: 'submitted' | 'expired' | undefined
  startedMs: number
  deadlineMs: number
  acceptsUntilMs: number
  closedMs: number | undefined
  submitActionId: string | undefined
  extendedSeconds: number
  reopenings: number
  log: LoggedTap[]
  evidence: Set<string>
  /** Submissions of endings that were taken back. */
  formerSubmissions: string[]
}
export type ModelPerson = { attempts: ModelAttempt[]; moreSeconds: number; moreAttempts: number }
type Refused = { refused: ProblemCode }
export type StartSaid = Refused | { no: number; state: ModelAttempt['state'] }

export const newPerson = (): ModelPerson => ({ attempts: [], moreSeconds: 0, moreAttempts: 0 })
export const openAttemptOf = (person: ModelPerson) => person.attempts.find(({ state }) => state === 'open')

export function createRulesModel(rules: RoundRulesOfModel) {
  const lastCounting = ({ log }: ModelAttempt) => Math.max(Number.NEGATIVE_INFINITY, ...log.filter((tap) => !tap.isOvertaken).map(({ atMs }) => atMs))

  /** It ends no earlier than the last tap that counts in it. */
  function close(attempt: ModelAttempt, state: 'submitted' | 'expired', atMs: number): void {
    attempt.state = state
    attempt.closedMs = Math.max(atMs, lastCounting(attempt))
  }
  const setDeadline = (attempt: ModelAttempt, deadlineMs: number) => {
    attempt.deadlineMs = deadlineMs
    attempt.acceptsUntilMs = deadlineMs + rules.graceMs
  }

  const model = {
    start(person: ModelPerson, actionId: string, device: string, atMs: number): StartSaid {
      const replayed = person.attempts.find((attempt) => attempt.startActionId === actionId)
      if (replayed) return replayed.device === device ? { no: replayed.no, state: replayed.state } : { refused: 'ACTION_ID_REUSED' }
      const open = openAttemptOf(person)
      if (open && atMs <= open.acceptsUntilMs) return { no: open.no, state: 'open' }
      // its time was over, only nobody had come by yet
      if (open) close(open, 'expired', open.deadlineMs)
      if (open) open.submitActionId = actionId
      if (atMs >= rules.closesAtMs) return { refused: 'ROUND_CLOSED' }
      if (person.attempts.length >= rules.attemptsAllowed + person.moreAttempts) return { refused: 'NO_ATTEMPTS_LEFT' }
      const lastClosed = Math.max(Number.NEGATIVE_INFINITY, ...person.attempts.map(({ closedMs }) => closedMs ?? Number.NEGATIVE_INFINITY))
      if (atMs < lastClosed + rules.pauseMs) return { refused: 'PAUSE_NOT_OVER' }
      const deadlineMs = Math.min(atMs + rules.durationMs + person.moreSeconds * 1_000, rules.closesAtMs)
      person.attempts.push({
        no: person.attempts.length + 1,
        startActionId: actionId,
        device,
        state: 'open',
        endedAs: undefined,
        startedMs: atMs,
        deadlineMs,
        acceptsUntilMs: deadlineMs + rules.graceMs,
        closedMs: undefined,
        submitActionId: undefined,
        extendedSeconds: 0,
        reopenings: 0,
        log: [],
        evidence: new Set(),
        formerSubmissions: [],
      })
      return { no: person.attempts.length, state: 'open' }
    },

    save(attempt: ModelAttempt, tap: ModelTap, atMs: number): 'saved' | ProblemCode {
      const known = attempt.log.find(({ id }) => id === tap.id)
      if (known) return known.answer === tap.answer && known.seq === tap.seq ? 'saved' : 'ACTION_ID_REUSED'
      const refused = attempt.state !== 'open' ? 'ATTEMPT_CLOSED' : atMs > attempt.acceptsUntilMs ? 'DEADLINE_PASSED' : undefined
      if (refused) {
        attempt.evidence.add(tap.id)
        return refused
      }
      const isOvertaken = attempt.log.some((one) => one.question === tap.question && one.device === tap.device && one.seq > tap.seq)
      attempt.log.push({ ...tap, atMs, isOvertaken, isLate: atMs > attempt.deadlineMs })
      return 'saved'
    },

    /** Which ending the receipt is of: `former` is the number of one that was taken back. */
    submit(attempt: ModelAttempt, actionId: string, atMs: number): { ending: number } {
      const former = attempt.formerSubmissions.indexOf(actionId)
      if (former >= 0) return { ending: former }
      if (attempt.state === 'open') {
        const isInTime = atMs <= attempt.acceptsUntilMs
        close(attempt, isInTime ? 'submitted' : 'expired', isInTime ? atMs : attempt.deadlineMs)
        attempt.submitActionId = actionId
      }
      return { ending: attempt.reopenings }
    },

    sweep(person: ModelPerson, beforeMs: number): void {
      for (const attempt of person.attempts)
        if (attempt.state === 'open' && attempt.acceptsUntilMs < beforeMs) close(attempt, 'expired', attempt.deadlineMs)
    },

    void(attempt: ModelAttempt, atMs: number): ProblemCode | undefined {
      if (attempt.state === 'voided') return 'ATTEMPT_VOIDED'
      attempt.endedAs = attempt.state === 'open' ? 'expired' : attempt.state
      attempt.closedMs ??= Math.min(atMs, attempt.deadlineMs)
      attempt.state = 'voided'
      return undefined
    },

    reinstate(attempt: ModelAttempt): ProblemCode | undefined {
      if (attempt.state !== 'voided') return 'ATTEMPT_NOT_VOIDED'
      close(attempt, attempt.endedAs ?? 'expired', attempt.closedMs ?? attempt.deadlineMs)
      attempt.endedAs = undefined
      return undefined
    },

    reopen(person: ModelPerson, attempt: ModelAttempt, seconds: number, atMs: number): ProblemCode | undefined {
      if (attempt.state === 'open') return 'ATTEMPT_OPEN'
      if (attempt.state === 'voided') return 'ATTEMPT_VOIDED'
      if (person.attempts.some(({ no, state }) => no > attempt.no && state !== 'voided')) return 'OTHER_ATTEMPT_FOLLOWED'
      attempt.formerSubmissions.push(attempt.submitActionId ?? '')
      attempt.submitActionId = undefined
      attempt.reopenings += 1
      attempt.state = 'open'
      attempt.closedMs = undefined
      later(attempt, Math.max(attempt.deadlineMs, atMs + seconds * 1_000))
      return undefined
    },

    extend(attempt: ModelAttempt, seconds: number, atMs: number): ProblemCode | undefined {
      if (attempt.state === 'voided') return 'ATTEMPT_VOIDED'
      if (attempt.state !== 'open') return 'ATTEMPT_NOT_OPEN'
      later(attempt, Math.max(attempt.deadlineMs, atMs) + seconds * 1_000)
      return undefined
    },

    override(person: ModelPerson, { seconds, attempts }: { seconds: number; attempts: number }): void {
      person.moreSeconds += seconds
      person.moreAttempts += attempts
      const open = openAttemptOf(person)
      if (!open) return
      const byRules = Math.min(open.startedMs + rules.durationMs + person.moreSeconds * 1_000, rules.closesAtMs) + open.extendedSeconds * 1_000
      if (byRules > open.deadlineMs) setDeadline(open, byRules)
    },

    /** Of the questions that were answered by taps that count, the last answer. */
    answersOf({ log }: ModelAttempt): Map<number, string> {
      return new Map(log.filter((tap) => !tap.isOvertaken).map(({ question, answer }) => [question, answer]))
    },
  }

  function later(attempt: ModelAttempt, deadlineMs: number): void {
    attempt.extendedSeconds += Math.ceil((deadlineMs - attempt.deadlineMs) / 1_000)
    setDeadline(attempt, deadlineMs)
  }
  return model
}
export type RulesModel = ReturnType<typeof createRulesModel>

import { questionCountOf } from '../../../question-bank/paper.ts'
import type { Clock } from '../../clock.ts'
import type { AttemptClock, Receipt, SaveReply, SaveRequest, StartRequest } from '../../contract/attempts.ts'
import { Problem } from '../../contract/errors.ts'
import type { Navigation } from '../../contract/round-rules.ts'
import type { GroupCommits } from '../../database/group-commits.ts'
import type { Ids } from '../../ids.ts'
import type { Tokens } from '../../tokens.ts'
import type { ContestsService, PaperMaterial } from '../contests/contests-service.ts'
import type { EligibilityService } from '../eligibility/eligibility-service.ts'
import { finalAnswers, paperOf, readLog } from './attempt-scoring.ts'
import { presentAnswers, presentReceipt } from './attempt-view.ts'
import type { AttemptRow, AttemptsStore, CloseWrite, SaveWrite, Started, StartVerdict, StartWrite, TapResult } from './attempts-store.ts'
import { type DisplayedAttempt, type DisplayedNext, displayPaper } from './displayed-paper.ts'
import { forwardOf, reachedPaper, refusalToLeave } from './forward-navigation.ts'
import { receiptCodeFor } from './receipt-code.ts'
import type { ReceiptsService } from './receipts-service.ts'

type Dependencies = {
  store: AttemptsStore
  starts: GroupCommits<StartWrite, Started>
  saves: GroupCommits<SaveWrite, TapResult[]>
  closes: GroupCommits<CloseWrite, AttemptRow | undefined>
  scores: GroupCommits<AttemptRow, AttemptRow>
  receipts: Pick<ReceiptsService, 'sign' | 'formerOf'>
  accessCodesOf(roundId: number, typed: string): Buffer[]
  eligibility: Pick<EligibilityService, 'check'>
  contests: ContestsService
  tokens: Tokens
  ids: Ids
  clock: Clock
  /** Whether live state can hold another entrant: a start that no board could ever show is refused early. */
  hasRoom(): boolean
}

/** Whoever holds the attempt's own token, or its owner's: then the contestant is named and must be the owner. */
export type AttemptBearer = { contestId: number; attemptId: string; contestantId?: string }
export type ContestantBearer = { contestId: number; contestantId: string }
type StartOrder = StartRequest & { skewMs?: number | undefined }

export function createAttemptsService({
  store,
  starts,
  saves,
  closes,
  scores,
  receipts,
  accessCodesOf,
  eligibility,
  contests,
  tokens,
  ids,
  clock,
  hasRoom,
}: Dependencies) {
  /** The first step of every end is closing; the second, scoring, reads a log that can no longer change. */
  async function closeAndScore(write: CloseWrite): Promise<AttemptRow> {
    const closed = await closes.submit(String(write.contestId), write)
    if (!closed) throw new Problem('ATTEMPT_NOT_FOUND')
    return scoreOnce(closed)
  }

  async function scoreOnce(attempt: AttemptRow): Promise<AttemptRow> {
    return attempt.keyNumber === null && isOver(attempt) ? scores.submit(`${attempt.contestId} ${attempt.roundId}`, attempt) : attempt
  }

  async function start(
    contestant: ContestantBearer,
    roundId: number,
    request: StartOrder,
    receivedAtMs: number,
  ): Promise<Started & { navigation: Navigation }> {
    const { contestId } = contestant
    const accessCodes = request.accessCode === undefined ? undefined : accessCodesOf(roundId, request.accessCode)
    for (let tries = 0; ; tries += 1) {
      const round = await contests.round(contestId, roundId)
      const { settings, version } = round
      if (questionCountOf(settings.blueprint) === 0) {
        // the questions may have been chosen a moment ago
        if (tries > 0) throw new Problem('ROUND_NOT_READY')
        contests.forget((await contests.byId(contestId)).slug)
        continue
      }
      const newId = ids.uuid(receivedAtMs)
      const started = await starts.submit(`${contestId} ${roundId} ${version}`, {
        round: {
          contestId,
          roundId,
          version,
          questionCount: questionCountOf(settings.blueprint),
          attemptsAllowed: settings.attemptsAllowed,
          durationSeconds: settings.durationSeconds,
          graceSeconds: settings.graceSeconds,
          pauseSeconds: settings.pauseSeconds,
        },
        contestantId: contestant.contestantId,
        actionId: request.actionId,
        newId,
        receiptCode: receiptCodeFor(newId, ids),
        device: request.device,
        receivedAtMs,
        accessCodes,
        skewMs: request.skewMs,
      })
      const hasRunOut = started.outcome === 'resumed' && receivedAtMs > started.acceptsUntil.getTime()
      if (tries === 0 && started.outcome === 'STALE_ROUND') contests.forget((await contests.byId(contestId)).slug)
      // its time was over, only the sweeper had not come by yet: close it and start anew
      else if (tries === 0 && hasRunOut) await closeAndScore({ contestId, attemptId: started.attemptId, actionId: request.actionId, receivedAtMs })
      else return { ...refuseUnless(started, receivedAtMs), navigation: settings.navigation }
    }
  }

  async function viewOf(attempt: ViewedAttempt, material: PaperMaterial): Promise<DisplayedAttempt> {
    const isFresh = attempt.isNew === true
    const taps = isFresh ? [] : readLog((await store.logs(attempt.contestId, [attempt.id])).get(attempt.id))
    return {
      attemptId: attempt.id,
      attemptToken: tokens.sign({ kind: 'attempt', contestId: attempt.contestId, id: attempt.id }),
      roundId: attempt.roundId,
      attemptNo: attempt.attemptNo,
      state: attempt.state,
      startedAt: attempt.startedAt.toISOString(),
      deadlineAt: attempt.deadlineAt.toISOString(),
      noticeNumber: attempt.noticeNumber,
      serverNow: new Date(clock.now()).toISOString(),
      // a closed paper is not shown again: what may be seen afterwards is the reveal's decision
      questions: attempt.state === 'open' ? displayPaper(reachedPaper(paperOf(attempt, material), attempt), material) : '[]',
      answers: attempt.state === 'open' ? presentAnswers(finalAnswers(taps, questionCountOf(material.settings.blueprint))) : [],
      ...forwardOf(attempt, questionCountOf(material.settings.blueprint)),
    }
  }

  return {
    async start(contestant: ContestantBearer, roundId: number, request: StartOrder, receivedAtMs: number): Promise<DisplayedAttempt> {
      if (!hasRoom()) throw new Problem('LIVE_STATE_FULL')
      await eligibility.check({ ...contestant, roundId, actionId: request.actionId })
      const started = await start(contestant, roundId, request, receivedAtMs)
      const material = await contests.material(contestant.contestId, roundId, started.roundVersion)
      const { contestId } = contestant
      if (started.outcome === 'started') return viewOf({ ...started, id: started.attemptId, contestId, roundId, reached: 0, isNew: true }, material)
      // how far it has come, and by which rules, is on its row
      const attempt = await findAttempt({ contestId, attemptId: started.attemptId })
      return viewOf({ ...attempt, noticeNumber: started.noticeNumber }, material)
    },

    async view(bearer: AttemptBearer): Promise<DisplayedAttempt> {
      const attempt = await findAttempt(bearer)
      const { noticeNumber } = await contests.round(attempt.contestId, attempt.roundId)
      return viewOf({ ...attempt, noticeNumber }, await contests.material(attempt.contestId, attempt.roundId, attempt.roundVersion))
    },

    async clockOf(bearer: AttemptBearer, skewMs?: number): Promise<AttemptClock> {
      const { state, deadlineAt, roundId } = await findAttempt(bearer)
      const { noticeNumber } = await contests.round(bearer.contestId, roundId)
      const serverNow = new Date(clock.now()).toISOString()
      return { state, deadlineAt: deadlineAt.toISOString(), noticeNumber, serverNow, ...(skewMs === undefined ? {} : { skewMs }) }
    },

    async save(bearer: AttemptBearer, { device, taps }: SaveRequest, receivedAtMs: number): Promise<SaveReply> {
      if (taps.length > 1) refuseTangled(taps)
      const results = await saves.submit(String(bearer.contestId), {
        contestId: bearer.contestId,
        attemptId: bearer.attemptId,
        device,
        receivedAtMs,
        taps,
      })
      const first = results[0] as TapResult
      if (first.outcome === 'ATTEMPT_NOT_FOUND') throw new Problem('ATTEMPT_NOT_FOUND')
      if (results.every((result) => result.outcome !== 'saved')) throw new Problem(first.outcome as Exclude<TapResult['outcome'], 'saved'>)
      return {
        receipts: results.map(({ outcome, tap }, index) => ({
          id: (taps[index] as (typeof taps)[number]).id,
          outcome: outcome as Exclude<TapResult['outcome'], 'ATTEMPT_NOT_FOUND'>,
          ...(tap === null ? {} : { tap }),
        })),
        deadlineAt: first.deadlineAt.toISOString(),
        noticeNumber: first.noticeNumber,
        serverNow: new Date(clock.now()).toISOString(),
      }
    },

    /** From one question to the next, for good. */
    async next(bearer: AttemptBearer, from: number, receivedAtMs: number): Promise<DisplayedNext> {
      const left = await store.leave({ contestId: bearer.contestId, attemptId: bearer.attemptId, from, receivedAtMs })
      const attempt = await findAttempt(bearer)
      if (!left) throw new Problem(refusalToLeave(attempt, from, receivedAtMs))
      const { noticeNumber } = await contests.round(attempt.contestId, attempt.roundId)
      const material = await contests.material(attempt.contestId, attempt.roundId, attempt.roundVersion)
      const sent = attempt.navigation === 'one-by-one' ? reachedPaper(paperOf(attempt, material), attempt).slice(from + 1) : []
      return {
        reached: attempt.reached,
        questions: displayPaper(sent, material),
        deadlineAt: attempt.deadlineAt.toISOString(),
        noticeNumber,
        serverNow: new Date(clock.now()).toISOString(),
      }
    },

    async submit({ contestId, attemptId }: AttemptBearer, actionId: string, receivedAtMs: number, skewMs?: number): Promise<Receipt> {
      const closed = await closeAndScore({ contestId, attemptId, actionId, receivedAtMs, skewMs })
      return closed.reopenings === 0 ? receiptOf(closed) : receiptFor(actionId, closed)
    },

    /** Of an attempt that has ended and is scored. */
    async receipt(bearer: AttemptBearer): Promise<Receipt> {
      const attempt = await findAttempt(bearer)
      if (attempt.state === 'open' || attempt.answerDigest === null) throw new Problem('RESULT_NOT_READY', { retryAfterSeconds: 2 })
      return receiptOf(attempt)
    },

    findAttempt,
    receiptOf,
    scoreOnce,
  }

  async function findAttempt({ contestId, attemptId, contestantId }: AttemptBearer): Promise<AttemptRow> {
    const attempt = await store.find(contestId, attemptId)
    // another person's attempt looks exactly like a missing one, so ids cannot be probed
    if (!attempt || (contestantId !== undefined && attempt.contestantId !== contestantId)) throw new Problem('ATTEMPT_NOT_FOUND')
    return attempt
  }

  async function receiptOf(attempt: AttemptRow): Promise<Receipt> {
    const revealed = await contests.revealed(attempt.contestId, attempt.roundId)
    return { ...presentReceipt(attempt, revealed), ...receipts.sign(attempt) }
  }

  /** A submission of before the attempt was opened again gets the receipt it had, however late it is repeated. */
  async function receiptFor(actionId: string, attempt: AttemptRow): Promise<Receipt> {
    const former = await receipts.formerOf(attempt, actionId)
    return former ?? receiptOf(attempt)
  }
}
const isOver = ({ state }: AttemptRow) => state === 'submitted' || state === 'expired'

export type AttemptsService = ReturnType<typeof createAttemptsService>

type ViewedAttempt = Pick<
  AttemptRow,
  'contestId' | 'id' | 'roundId' | 'attemptNo' | 'state' | 'startedAt' | 'deadlineAt' | 'seed' | 'navigation' | 'reached'
> & {
  noticeNumber: number
  isNew?: boolean
}

const granted: readonly StartVerdict[] = ['started', 'replayed', 'resumed']

function refuseUnless(started: Started, receivedAtMs: number): Started {
  if (granted.includes(started.outcome)) return started
  if (started.outcome === 'STALE_ROUND') throw new Problem('TOO_BUSY', { retryAfterSeconds: 1 })
  if (started.outcome === 'PAUSE_NOT_OVER') {
    const waitMs = (started.waitsUntil?.getTime() ?? receivedAtMs) - receivedAtMs
    throw new Problem('PAUSE_NOT_OVER', { retryAfterSeconds: Math.ceil(waitMs / 1_000) })
  }
  throw new Problem(started.outcome as Exclude<StartVerdict, 'started' | 'replayed' | 'resumed' | 'STALE_ROUND' | 'PAUSE_NOT_OVER'>)
}

/** Within one request ids are different and sequences rise: then no tap has to be judged by its neighbour. */
function refuseTangled(taps: SaveRequest['taps']): void {
  const ids = new Set<string>()
  let last = 0
  for (const tap of taps) {
    if (ids.has(tap.id) || tap.seq <= last)
      throw new Problem('BAD_REQUEST', { errors: [{ at: 'taps', reason: 'ids must differ and seq must rise' }] })
    ids.add(tap.id)
    last = tap.seq
  }
}

import { createHash } from 'node:crypto'
import type { TransactionSql } from 'postgres'
import type { AttemptActKind, AttemptActRequest, AttemptAfterAct, MoreTimeRequest } from '../../contract/attempt-acts.ts'
import type { ActName } from '../../contract/audit.ts'
import { Problem } from '../../contract/errors.ts'
import type { Ids } from '../../ids.ts'
import type { Actor, Subject } from '../access/can.ts'
import { isOnlyAs } from '../access/can.ts'
import type { Act, ActBy } from '../audit/act.ts'
import type { ContestsService, LoadedContest } from '../contests/contests-service.ts'
import type { StandingsService } from '../standings/standings-service.ts'
import type { ActedAttempt, ActOrder, AttemptActsStore } from './attempt-acts-store.ts'
import { refusalOf } from './attempt-transitions.ts'
import type { AttemptsService } from './attempts-service.ts'
import { extendAttempt, reinstateAttempt, reopenAttempt, voidAttempt } from './changed-attempts.ts'
import { receiptCodeFor } from './receipt-code.ts'

type Dependencies = {
  store: AttemptActsStore
  attempts: Pick<AttemptsService, 'findAttempt' | 'scoreOnce'>
  contests: Pick<ContestsService, 'bySlug'>
  standings: Pick<StandingsService, 'hold' | 'refold' | 'announce'>
  subjectOf(slug: string, attemptId: string): Promise<Subject>
  ids: Pick<Ids, 'code'>
}
type Place = { slug: string; attemptId: string }
type Transition = 'void' | 'reinstate' | 'reopen' | 'extend'
type Change = (transaction: TransactionSql, attempt: ActedAttempt, contestId: number) => Promise<boolean>

const actNames: Record<Transition, ActName> = {
  void: 'attempt.void',
  reinstate: 'attempt.reinstate',
  reopen: 'attempt.reopen',
  extend: 'attempt.extend',
}

/** What officials and support do to one attempt, each with a reason, once, and in the audit log. Standings and boards follow in the same transaction. */
export function createAttemptActsService({ store, attempts, contests, standings, subjectOf, ids }: Dependencies) {
  async function act(
    { slug, attemptId }: Place,
    transition: Transition,
    order: Pick<ActOrder, 'actionId' | 'isLimited' | 'seconds' | 'by'> & { reason: string },
    change: Change,
  ): Promise<AttemptAfterAct> {
    const contest = await contests.bySlug(slug)
    const owner = await store.ownerOf(contest.id, attemptId)
    if (!owner) throw new Problem('ATTEMPT_NOT_FOUND')
    const round = { contestId: contest.id, roundId: owner.roundId }
    let changed: Awaited<ReturnType<typeof standings.refold>> = []
    const reply = await store.once<AttemptAfterAct>(
      { ...round, ...order, attemptId, kind: transition, requestDigest: digestOf(transition, attemptId, order) },
      // the person before the attempt: so does whoever starts one or writes a score
      (transaction) => standings.hold(transaction, contest.id, [owner.contestantId]),
      async (transaction) => {
        const before = await store.lock(transaction, contest.id, attemptId)
        if (!before || before.isErased) throw new Problem('ATTEMPT_NOT_FOUND')
        const refusal = refusalOf(transition, before.state)
        if (refusal) throw new Problem(refusal)
        if (order.isLimited) await refuseBeyond(transaction, contest, before, order.seconds)
        if (!(await change(transaction, before, contest.id))) throw new Problem(whyNot(before))
        const after = (await store.find(transaction, contest.id, attemptId)) as ActedAttempt
        // an extension changes no score
        if (transition !== 'extend') changed = await standings.refold(transaction, round, [before.contestantId])
        return { reply: present(after), acts: [entryOf(transition, contest.id, before, after, order.reason)] }
      },
    )
    standings.announce(contest.id, changed)
    return reply
  }

  async function refuseBeyond(transaction: TransactionSql, { id, settings }: LoadedContest, attempt: ActedAttempt, seconds: number): Promise<void> {
    const { mostMinutes, mostTimes } = settings.supportLimits
    const helped = await store.helped(transaction, id, attempt.id)
    if (helped.times >= mostTimes || helped.seconds + seconds > mostMinutes * 60) throw new Problem('SUPPORT_LIMIT_REACHED')
  }

  async function moreTime(place: Place, transition: 'extend' | 'reopen', request: MoreTimeRequest, actor: Actor, by: ActBy, change: Change) {
    const isLimited = isOnlyAs(
      actor,
      'support',
      transition === 'extend' ? 'attempt.extend' : 'attempt.reopen',
      await subjectOf(place.slug, place.attemptId),
    )
    return act(place, transition, { actionId: request.actionId, reason: request.reason, seconds: request.minutes * 60, isLimited, by }, change)
  }

  return {
    void: (place: Place, request: AttemptActRequest, by: ActBy): Promise<AttemptAfterAct> =>
      act(place, 'void', { ...request, seconds: 0, isLimited: false, by }, (transaction, { id }, contestId) =>
        voidAttempt(transaction, { contestId, attemptId: id, at: new Date(by.atMs) }),
      ),

    async reinstate(place: Place, request: AttemptActRequest, by: ActBy): Promise<AttemptAfterAct> {
      const reply = await act(place, 'reinstate', { ...request, seconds: 0, isLimited: false, by }, (transaction, { id }, contestId) =>
        reinstateAttempt(transaction, { contestId, attemptId: id }),
      )
      // one that was voided while it was open has never been scored; whoever looks for such attempts would come by a little later
      const { id: contestId } = await contests.bySlug(place.slug)
      await attempts.scoreOnce(await attempts.findAttempt({ contestId, attemptId: place.attemptId }))
      return reply
    },

    extend: (place: Place, request: MoreTimeRequest, actor: Actor, by: ActBy): Promise<AttemptAfterAct> =>
      moreTime(place, 'extend', request, actor, by, (transaction, { id }, contestId) =>
        extendAttempt(transaction, { contestId, attemptId: id, at: new Date(by.atMs), seconds: request.minutes * 60 }),
      ),

    reopen: (place: Place, request: MoreTimeRequest, actor: Actor, by: ActBy): Promise<AttemptAfterAct> =>
      moreTime(place, 'reopen', request, actor, by, (transaction, { id }, contestId) =>
        reopenAttempt(transaction, {
          contestId,
          attemptId: id,
          at: new Date(by.atMs),
          seconds: request.minutes * 60,
          receiptCode: receiptCodeFor(id, ids),
        }),
      ),
  }
}
export type AttemptActsService = ReturnType<typeof createAttemptActsService>

/** The table allowed it, and yet nothing was changed: only opening again asks for more. */
function whyNot({ keyNumber }: ActedAttempt): 'RESULT_NOT_READY' | 'OTHER_ATTEMPT_FOLLOWED' {
  return keyNumber === null ? 'RESULT_NOT_READY' : 'OTHER_ATTEMPT_FOLLOWED'
}

/** Of everything that makes one act another one. */
export function digestOf(kind: AttemptActKind, what: unknown, { by, reason, seconds }: { by: ActBy; reason: string; seconds: number }): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([kind, what, by.kind, by.id, reason, seconds]))
    .digest()
}

function present({ id, roundId, attemptNo, state, startedAt, deadlineAt, closedAt }: ActedAttempt): AttemptAfterAct {
  return {
    attemptId: id,
    roundId,
    attemptNo,
    state,
    startedAt: startedAt.toISOString(),
    deadlineAt: deadlineAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
  }
}

function entryOf(transition: Transition, contestId: number, before: ActedAttempt, after: ActedAttempt, reason: string): Act {
  const { id: attemptId, roundId, contestantId, unitId } = before
  return {
    act: actNames[transition],
    contestId,
    unitId,
    subject: { roundId, attemptId, contestantId },
    before: factsOf(before),
    after: factsOf(after),
    reason,
  }
}

function factsOf({ state, deadlineAt, closedAt, scoreThousandths }: ActedAttempt) {
  return { state, deadlineAt: deadlineAt.toISOString(), closedAt: closedAt?.toISOString() ?? null, scoreThousandths }
}

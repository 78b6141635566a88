import type { TransactionSql } from 'postgres'
import type { ExtendRunningReply, ExtendRunningRequest, OverrideList, OverrideReply, OverrideRequest } from '../../contract/attempt-acts.ts'
import { Problem } from '../../contract/errors.ts'
import type { Ids } from '../../ids.ts'
import { type Actor, isOnlyAs, type Subject } from '../access/can.ts'
import type { ActBy } from '../audit/act.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { NoticesService } from '../notices/notices-service.ts'
import type { StandingsService } from '../standings/standings-service.ts'
import type { UnitsService } from '../units/units-service.ts'
import { digestOf } from './attempt-acts-service.ts'
import type { AttemptActsStore } from './attempt-acts-store.ts'
import { receiptCodeFor } from './receipt-code.ts'
import type { Incident, RoundTimeStore } from './round-time-store.ts'

type Dependencies = {
  store: RoundTimeStore
  acts: Pick<AttemptActsStore, 'once'>
  contests: Pick<ContestsService, 'bySlug' | 'round'>
  standings: Pick<StandingsService, 'hold' | 'refold' | 'announce'>
  notices: Pick<NoticesService, 'add'>
  units: Pick<UnitsService, 'pathOf'>
  /** Whether this person is registered in the contest. */
  isRegistered(slug: string, contestantId: string): Promise<boolean>
  announce(slug: string): void
  ids: Pick<Ids, 'code' | 'uuid'>
}
type Place = { slug: string; roundId: number }

const mostShown = 500
/** Standings are made anew so many people at a time. */
const peopleAtOnce = 1_000

/** Time beyond the rules of a round: for a person, for a subtree of units, or after an incident for everybody whose clock runs. */
export function createRoundTimeService({ store, acts, contests, standings, notices, units, isRegistered, announce, ids }: Dependencies) {
  async function roundAt({ slug, roundId }: Place) {
    const contest = await contests.bySlug(slug)
    const { opensAt } = await contests.round(contest.id, roundId)
    const subject: Subject = [contest.unitId === null ? null : await units.pathOf(contest.unitId)]
    return { contestId: contest.id, roundId, opensAt, subject }
  }

  /** What concerns many, or comes before an attempt, is not for support to give alone. */
  function refuseSupport(actor: Actor, subject: Subject): void {
    if (isOnlyAs(actor, 'support', 'attempt.extend', subject)) throw new Problem('SUPPORT_LIMIT_REACHED')
  }

  /** Also told by its id: who is not there, and who is elsewhere. */
  async function refuseUnknown(slug: string, { contestantId, unitId, closesAt, moreMinutes, moreAttempts }: OverrideRequest): Promise<void> {
    const givesSomething = closesAt !== undefined || moreMinutes !== undefined || moreAttempts !== undefined
    if (!givesSomething || (contestantId === undefined) === (unitId === undefined)) throw new Problem('OVERRIDE_REFUSED')
    if (contestantId !== undefined && !(await isRegistered(slug, contestantId))) throw new Problem('PERSON_NOT_FOUND')
    if (unitId !== undefined) await units.pathOf(unitId)
  }

  async function refoldAll(transaction: TransactionSql, round: Incident, people: readonly string[]) {
    const changed: Awaited<ReturnType<typeof standings.refold>> = []
    for (let from = 0; from < people.length; from += peopleAtOnce)
      changed.push(...(await standings.refold(transaction, round, people.slice(from, from + peopleAtOnce))))
    return changed
  }

  return {
    async override(place: Place, request: OverrideRequest, actor: Actor, by: ActBy): Promise<OverrideReply> {
      const { contestId, roundId, subject } = await roundAt(place)
      refuseSupport(actor, subject)
      await refuseUnknown(place.slug, request)
      const round = { contestId, roundId }
      const { actionId, reason, contestantId = null, unitId = null } = request
      const closesAt = request.closesAt === undefined ? null : new Date(request.closesAt)
      const given = { closesAt, moreSeconds: (request.moreMinutes ?? 0) * 60, moreAttempts: request.moreAttempts ?? 0 }
      const seconds = given.moreSeconds
      const digest = digestOf('override', [roundId, contestantId, unitId, given], { by, reason, seconds })
      return acts.once(
        { ...round, attemptId: null, actionId, kind: 'override', requestDigest: digest, isLimited: false, seconds, by },
        // one person's starts wait for the person alone; those of a subtree for the round
        (transaction) => (contestantId === null ? store.holdStarts(transaction, round) : standings.hold(transaction, contestId, [contestantId])),
        async (transaction) => {
          const id = ids.uuid(by.atMs)
          await store.addOverride(transaction, {
            ...round,
            ...given,
            id,
            contestantId,
            unitId,
            reason,
            madeBy: Number(by.id),
            madeAt: new Date(by.atMs),
          })
          const moved = await store.moveOverridden(transaction, round, { contestantId, unitId })
          const after = { ...given, moved }
          return {
            reply: { id, moved },
            acts: [
              {
                act: 'attempt.override',
                contestId,
                ...(unitId === null ? {} : { unitId }),
                subject: { roundId, overrideId: id, ...(contestantId === null ? { unitId } : { contestantId }) },
                after,
                reason,
              },
            ],
          }
        },
      )
    },

    async overrides(place: Place): Promise<OverrideList> {
      const rows = await store.overridesOf(await roundAt(place), mostShown)
      return {
        overrides: rows.map(({ moreSeconds, closesAt, madeAt, ...row }) => ({
          ...row,
          moreMinutes: Math.round(moreSeconds / 60),
          closesAt: closesAt?.toISOString() ?? null,
          madeAt: madeAt.toISOString(),
        })),
      }
    },

    async extendRunning(place: Place, request: ExtendRunningRequest, actor: Actor, by: ActBy): Promise<ExtendRunningReply> {
      const { contestId, roundId, opensAt, subject } = await roundAt(place)
      refuseSupport(actor, subject)
      const { actionId, reason, notice } = request
      const seconds = request.minutes * 60
      const incident: Incident = { contestId, roundId, beganAt: new Date(request.incidentBeganAt), at: new Date(by.atMs), seconds }
      if (incident.beganAt > incident.at || incident.beganAt < opensAt) throw new Problem('INCIDENT_REFUSED')
      const digest = digestOf('extend-running', [roundId, request.incidentBeganAt, notice], { by, reason, seconds })
      let changed: Awaited<ReturnType<typeof refoldAll>> = []
      const reply = await acts.once<ExtendRunningReply>(
        { contestId, roundId, attemptId: null, actionId, kind: 'extend-running', requestDigest: digest, isLimited: false, seconds, by },
        (transaction) => store.holdStarts(transaction, incident),
        async (transaction) => {
          const found = await store.endedByThemselves(transaction, incident)
          const people = [...new Set(found.map(({ contestantId }) => contestantId))]
          // people before attempts, as everywhere; then they are looked for again, for somebody may have been quicker
          if (people.length > 0) await store.byKey(transaction, () => standings.hold(transaction, contestId, people))
          const ended = people.length > 0 ? await store.endedByThemselves(transaction, incident) : []
          const held = new Set(people)
          const mine = ended.filter(({ contestantId }) => held.has(contestantId))
          const extended = await store.extendRunning(transaction, incident)
          const withCodes = mine.map((one) => ({ ...one, receiptCode: receiptCodeFor(one.id, ids) }))
          let reopened = 0
          for (let from = 0; from < withCodes.length; from += peopleAtOnce)
            reopened += await store.reopenEnded(transaction, incident, withCodes.slice(from, from + peopleAtOnce))
          changed = await refoldAll(transaction, incident, people)
          const noticeNumber = await notices.add(transaction, { contestId, roundId, at: incident.at, text: notice.vi, textEn: notice.en })
          const after = { minutes: request.minutes, incidentBeganAt: request.incidentBeganAt, extended, reopened, noticeNumber }
          return { reply: { extended, reopened, noticeNumber }, acts: [{ act: 'round.extend', contestId, subject: { roundId }, after, reason }] }
        },
      )
      announce(place.slug)
      standings.announce(contestId, changed)
      return reply
    },
  }
}
export type RoundTimeService = ReturnType<typeof createRoundTimeService>

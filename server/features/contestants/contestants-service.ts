import { createHash } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import type { ContestantSession, Me, RegistrationReply, RegistrationRequest, RejoinRequest } from '../../contract/contestants.ts'
import { Problem } from '../../contract/errors.ts'
import type { Ids } from '../../ids.ts'
import { areEqualSecrets, type Secrets } from '../../secrets.ts'
import type { Tokens } from '../../tokens.ts'
import type { ContestsService, LoadedContest } from '../contests/contests-service.ts'
import { roundPhase } from '../contests/round-phase.ts'
import type { UnitsService } from '../units/units-service.ts'
import type { ContestantRow, ContestantsStore } from './contestants-store.ts'
import { canonicalName, canonicalPhone, checkBirthDate } from './person-rules.ts'
import { rejoinCodeFrom, typedRejoinCode } from './rejoin-code.ts'

const seedBytes = 16

type Dependencies = {
  store: ContestantsStore
  contests: ContestsService
  units: UnitsService
  secrets: Secrets
  tokens: Tokens
  ids: Ids
  clock: Clock
}

export function createContestantsService({ store, contests, units, secrets, tokens, ids, clock }: Dependencies) {
  const rejoinCodeOf = (contestId: number, row: Pick<ContestantRow, 'id' | 'rejoinNumber'>) =>
    rejoinCodeFrom(secrets.rejoinHmac(contestId, row.id, row.rejoinNumber))

  async function sessionOf(contestId: number, row: ContestantRow): Promise<ContestantSession> {
    return {
      contestantToken: tokens.sign({ kind: 'contestant', contestId, id: row.id }),
      contestant: { displayName: row.fullName, unitName: await units.nameOf(row.unitId) },
    }
  }

  return {
    async register(slug: string, request: RegistrationRequest): Promise<RegistrationReply> {
      const contest = await contests.bySlug(slug)
      const requestDigest = digestOf(request)
      const reply = async (row: ContestantRow): Promise<RegistrationReply> => {
        if (!row.requestDigest.equals(requestDigest)) throw new Problem('ACTION_ID_REUSED')
        return { ...(await sessionOf(contest.id, row)), rejoinCode: rejoinCodeOf(contest.id, row) }
      }
      // the id comes before every other rule: a replay after the round has closed still gets its receipt
      const replayed = await store.findByAction(contest.id, request.actionId)
      if (replayed) return reply(replayed)

      refuseWhenOver(contest, clock.now())
      const phone = canonicalPhone(request.phone)
      const nowMs = clock.now()
      const added = await store.add({
        contestId: contest.id,
        id: ids.uuid(nowMs),
        actionId: request.actionId,
        requestDigest,
        identityHmac: secrets.identityHmac(contest.id, phone),
        seed: ids.secret(seedBytes),
        fullName: canonicalName(request.fullName),
        birthDate: checkBirthDate(request.birthDate, nowMs),
        phone,
        unitId: (await units.selectable(request.unitId)).id,
        device: request.device,
        consents: consentsGiven(contest, request, new Date(nowMs)),
        registeredAt: new Date(nowMs),
      })
      if (added) return reply(added)
      const winner = await store.findByAction(contest.id, request.actionId)
      if (winner) return reply(winner)
      // one neutral answer: it does not say who has that number
      throw new Problem('REGISTRATION_REFUSED')
    },

    async rejoin(slug: string, request: RejoinRequest): Promise<ContestantSession> {
      const contest = await contests.bySlug(slug)
      const row = await store.findByIdentity(contest.id, secrets.identityHmac(contest.id, canonicalPhone(request.phone)))
      // an unknown number is compared with a code too, so that both refusals take the same way
      const expected = rejoinCodeOf(contest.id, row ?? { id: '', rejoinNumber: 0 })
      const isRight = areEqualSecrets(typedRejoinCode(request.rejoinCode), expected.replaceAll('-', ''))
      if (!row || !isRight) throw new Problem('REJOIN_REFUSED')
      return sessionOf(contest.id, row)
    },

    async me(slug: string, contestant: { contestId: number; contestantId: string }): Promise<Me> {
      const contest = await contests.bySlug(slug)
      if (contest.id !== contestant.contestId) throw new Problem('TOKEN_INVALID')
      const row = await store.find(contest.id, contestant.contestantId)
      if (!row) throw new Problem('TOKEN_INVALID')
      const attempts = await store.attemptsOf(contest.id, row.id)
      const reveals = new Set(contest.rounds.filter((round) => round.settings.reveal === 'score-after-attempt').map((round) => round.id))
      return {
        contestant: { displayName: row.fullName, unitName: await units.nameOf(row.unitId) },
        attempts: attempts.map(({ id, roundId, attemptNo, state, startedAt, closedAt, scoreThousandths }) => ({
          attemptId: id,
          roundId,
          attemptNo,
          state,
          startedAt: startedAt.toISOString(),
          closedAt: closedAt?.toISOString() ?? null,
          ...(scoreThousandths !== null && reveals.has(roundId) ? { scoreThousandths } : {}),
        })),
        serverNow: new Date(clock.now()).toISOString(),
      }
    },

    namesOf: (contestId: number, contestantIds: readonly string[]) => store.namesOf(contestId, contestantIds),
    countByContest: () => store.countByContest(),
  }
}
export type ContestantsService = ReturnType<typeof createContestantsService>

function digestOf(request: RegistrationRequest): Buffer {
  const { actionId: _actionId, ...body } = request
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(body).sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest()
}

function refuseWhenOver(contest: LoadedContest, nowMs: number): void {
  if (contest.rounds.every((round) => roundPhase(round, nowMs) === 'closed')) throw new Problem('ROUND_CLOSED')
}

function consentsGiven(contest: LoadedContest, request: RegistrationRequest, at: Date): { id: string; version: number; at: string }[] {
  const given = contest.consents.filter((text) => request.consents.some((consent) => consent.id === text.id && consent.version === text.version))
  if (contest.consents.some((text) => text.required && !given.includes(text))) throw new Problem('CONSENT_REQUIRED')
  return given.map((text) => ({ id: text.id, version: text.version, at: at.toISOString() }))
}

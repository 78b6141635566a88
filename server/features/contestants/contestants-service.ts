import type { Clock } from '../../clock.ts'
import type { ConsentRecord } from '../../contract/consents.ts'
import type { ContestantSession, Me, RegistrationReply, RegistrationRequest, RejoinRequest } from '../../contract/contestants.ts'
import { Problem } from '../../contract/errors.ts'
import type { GroupCommits } from '../../database/group-commits.ts'
import type { Ids } from '../../ids.ts'
import { areEqualSecrets } from '../../secrets.ts'
import type { Tokens } from '../../tokens.ts'
import type { ContestsService, LoadedContest } from '../contests/contests-service.ts'
import { roundPhase } from '../contests/round-phase.ts'
import type { UnitsService } from '../units/units-service.ts'
import type { ContestantRow, ContestantsStore, NewContestant, PublicName } from './contestants-store.ts'
import { canonicalName, canonicalPhone, checkBirthDate } from './person-rules.ts'
import { typedRejoinCode } from './rejoin-code.ts'
import type { SealedPeople } from './sealed-people.ts'

const seedBytes = 16

type Dependencies = {
  store: ContestantsStore
  contests: ContestsService
  units: UnitsService
  people: SealedPeople
  registrations: GroupCommits<NewContestant, boolean>
  tokens: Tokens
  ids: Ids
  clock: Clock
}

/** How a person is told to others. */
export type NamedPerson = { id: string; fullName: string; publicName: PublicName; isErased: boolean; unitId: number }

export function createContestantsService({ store, contests, units, people, registrations, tokens, ids, clock }: Dependencies) {
  // unknown people are compared with this one's code, so that every refusal takes the same way
  const nobody = people.sealNew({ contestId: 0, contestantId: '' }, { fullName: '-', birthDate: '', phone: '' }, 'phone')
  const { stored: nobodysKey } = nobody
  const asRow = { id: '', personal: null, ...nobodysKey, rejoinNumber: 0 }

  const rejoinCodeOf = (contestId: number, row: Pick<ContestantRow, 'id' | 'personal' | 'keyId' | 'wrapped' | 'rejoinNumber'>) => {
    const key = people.keyOf(contestId, row)
    return key && people.rejoinCodeOf(key, row.rejoinNumber)
  }

  async function sessionOf(contestId: number, row: ContestantRow): Promise<ContestantSession> {
    return {
      contestantToken: tokens.sign({ kind: 'contestant', contestId, id: row.id }),
      contestant: { displayName: people.open(contestId, row)?.fullName ?? '', unitName: await units.nameOf(row.unitId) },
    }
  }

  return {
    async register(slug: string, request: RegistrationRequest): Promise<RegistrationReply> {
      const contest = await contests.bySlug(slug)
      const body = bodyOf(request)
      const reply = async (row: ContestantRow): Promise<RegistrationReply> => {
        const rejoinCode = rejoinCodeOf(contest.id, row)
        if (rejoinCode === undefined || !people.isSameRequest(contest.id, row, body)) throw new Problem('ACTION_ID_REUSED')
        return { ...(await sessionOf(contest.id, row)), rejoinCode }
      }
      // the id comes before every other rule: a replay after the round has closed still gets its receipt
      const replayed = await store.findByAction(contest.id, request.actionId)
      if (replayed) return reply(replayed)

      const nowMs = clock.now()
      refuseWhenOver(contest, nowMs)
      const data = {
        fullName: canonicalName(request.fullName),
        birthDate: checkBirthDate(request.birthDate, nowMs),
        phone: canonicalPhone(request.phone),
      }
      const unit = await units.selectable(request.unitId)
      const id = ids.uuid(nowMs)
      const { key, stored, ...sealed } = people.sealNew({ contestId: contest.id, contestantId: id }, data, 'phone')
      const row = {
        ...sealed,
        contestId: contest.id,
        id,
        actionId: request.actionId,
        requestDigest: people.digestOfRequest(key, body),
        seed: ids.secret(seedBytes),
        key: stored,
        publicName: 'masked' as const,
        unitId: unit.id,
        device: request.device,
        consents: consentsGiven(contest, request, new Date(nowMs)),
        registeredAt: new Date(nowMs),
      }
      if (await registrations.submit(String(contest.id), row)) {
        return reply({ ...row, ...stored, rejoinNumber: 1 })
      }
      const winner = await store.findByAction(contest.id, request.actionId)
      if (winner) return reply(winner)
      // one neutral answer: it does not say who has that number
      throw new Problem('REGISTRATION_REFUSED')
    },

    async rejoin(slug: string, request: RejoinRequest): Promise<ContestantSession> {
      const contest = await contests.bySlug(slug)
      const identity = { kind: 'phone', value: canonicalPhone(request.phone) } as const
      const row = await store.findByIdentity(contest.id, people.hmacsToFind(contest.id, identity))
      const expected = row ? rejoinCodeOf(contest.id, row) : undefined
      const compared = expected ?? rejoinCodeOf(0, asRow) ?? ''
      const isRight = areEqualSecrets(typedRejoinCode(request.rejoinCode), compared.replaceAll('-', ''))
      if (!row || expected === undefined || !isRight) throw new Problem('REJOIN_REFUSED')
      return sessionOf(contest.id, row)
    },

    async me(slug: string, contestant: { contestId: number; contestantId: string }): Promise<Me> {
      const contest = await contests.bySlug(slug)
      if (contest.id !== contestant.contestId) throw new Problem('TOKEN_INVALID')
      const row = await store.find(contest.id, contestant.contestantId)
      const person = row && people.open(contest.id, row)
      if (!row || !person) throw new Problem('TOKEN_INVALID')
      const attempts = await store.attemptsOf(contest.id, row.id)
      const reveals = new Set(contest.rounds.filter((round) => round.settings.reveal === 'score-after-attempt').map((round) => round.id))
      return {
        contestant: { displayName: person.fullName, unitName: await units.nameOf(row.unitId) },
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

    /** Decrypted for this one answer. Whoever was erased has no name any more. */
    async namesOf(contestId: number, contestantIds: readonly string[]): Promise<NamedPerson[]> {
      return (await store.findAll(contestId, contestantIds)).map((row) => {
        const person = people.open(contestId, row)
        return { id: row.id, fullName: person?.fullName ?? '', publicName: row.publicName, isErased: person === undefined, unitId: row.unitId }
      })
    },
    countByContest: () => store.countByContest(),
  }
}
export type ContestantsService = ReturnType<typeof createContestantsService>

function bodyOf(request: RegistrationRequest): string {
  const { actionId: _actionId, ...body } = request
  return JSON.stringify(Object.entries(body).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function refuseWhenOver(contest: LoadedContest, nowMs: number): void {
  if (contest.rounds.every((round) => roundPhase(round, nowMs) === 'closed')) throw new Problem('ROUND_CLOSED')
}

function consentsGiven(contest: LoadedContest, request: RegistrationRequest, at: Date): ConsentRecord[] {
  const given = contest.consents.filter((text) => request.consents.some((consent) => consent.id === text.id && consent.version === text.version))
  if (contest.consents.some((text) => text.required && !given.includes(text))) throw new Problem('CONSENT_REQUIRED')
  return given.map((text) => ({ id: text.id, version: text.version, at: at.toISOString() }))
}

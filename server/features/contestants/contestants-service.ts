import type { Clock } from '../../clock.ts'
import type { ContestantSession, Me, RegistrationReply, RegistrationRequest, RejoinRequest, TicketReply } from '../../contract/contestants.ts'
import { Problem, problems } from '../../contract/errors.ts'
import type { PublicName } from '../../contract/privacy.ts'
import type { RegistrationForm } from '../../contract/registration-form.ts'
import type { GroupCommits } from '../../database/group-commits.ts'
import type { Ids } from '../../ids.ts'
import { typedCode } from '../../readable-code.ts'
import { areEqualSecrets } from '../../secrets.ts'
import type { Tokens } from '../../tokens.ts'
import { keptFacts } from '../contest-desk/contest-faults.ts'
import { registrationPhase } from '../contests/contest-phase.ts'
import type { ContestsService, LoadedContest } from '../contests/contests-service.ts'
import { revealedNow } from '../contests/revealed-now.ts'
import { roundPhase } from '../contests/round-phase.ts'
import type { MembersService } from '../members/members-service.ts'
import type { UnitsService } from '../units/units-service.ts'
import type { Channel, VerificationService } from '../verification/verification-service.ts'
import type { Admissions } from './admissions.ts'
import { readPerson } from './claimed-person.ts'
import { consentsGiven, publicNameBy } from './consent-rules.ts'
import type { ContestantRow, ContestantsStore, NewContestant } from './contestants-store.ts'
import type { Identity } from './identity-hmacs.ts'
import { canonicalEmail, canonicalGuardian, canonicalIdNumber, canonicalPhone, needsGuardian } from './person-rules.ts'
import { keepsIdNumber, type PersonalData } from './personal-data.ts'
import { formOf, offeredUnder } from './registration-form.ts'
import type { SealedPeople } from './sealed-people.ts'

const seedBytes = 16

type Dependencies = {
  store: ContestantsStore
  contests: ContestsService
  units: UnitsService
  people: SealedPeople
  registrations: GroupCommits<NewContestant, boolean>
  admissions: Admissions
  members: Pick<MembersService, 'isOn' | 'registered'>
  verification: Pick<VerificationService, 'prove' | 'giveBack'>
  tokens: Tokens
  ids: Ids
  clock: Clock
}

/** Somebody whom a portal has logged in, as its ticket says. */
export type Vouched = { portalId: number; subject: string; name: string | undefined; unitCode: string | undefined; birthDate?: string | undefined }

/** How a person is told to others. */
export type NamedPerson = { id: string; fullName: string; publicName: PublicName; isErased: boolean; unitId: number }

export function createContestantsService({
  store,
  contests,
  units,
  people,
  registrations,
  admissions,
  members,
  verification,
  tokens,
  ids,
  clock,
}: Dependencies) {
  // unknown people are compared with this one's code, so that every refusal takes the same way
  const nobody = people.sealNew({ contestId: 0, contestantId: '' }, {}, [{ kind: 'phone', value: '' }], { keepsIdNumber: false })
  const { stored: nobodysKey } = nobody
  const asRow = { id: '', personal: null, ...nobodysKey, rejoinNumber: 0 }

  const rejoinCodeOf = (contestId: number, row: Pick<ContestantRow, 'id' | 'personal' | 'keyId' | 'wrapped' | 'rejoinNumber'>) => {
    const key = people.keyOf(contestId, row)
    return key && people.rejoinCodeOf(key, row.rejoinNumber)
  }

  async function proveAddress(contestId: number, channel: Channel, data: PersonalData, { code, actionId }: RegistrationRequest): Promise<void> {
    if (!code) throw new Problem('CODE_REQUIRED')
    await verification.prove(contestId, channel, addressIn(channel, data) ?? '', code, actionId)
  }

  async function sessionOf(contestId: number, row: ContestantRow): Promise<ContestantSession> {
    return {
      contestantToken: tokens.sign({ kind: 'contestant', contestId, id: row.id }),
      contestant: { displayName: people.open(contestId, row)?.fullName ?? '', unitName: await units.nameOf(row.unitId) },
    }
  }

  /** By all rules of the contest, the cheapest first. */
  async function registerNew(
    contest: LoadedContest,
    request: RegistrationRequest,
    body: string,
    reply: (row: ContestantRow) => Promise<RegistrationReply>,
  ): Promise<RegistrationReply> {
    const nowMs = clock.now()
    refuseOutsideRegistration(contest, nowMs)
    const form = formOf(contest)
    const admitted = request.admission === undefined ? undefined : admissions.read(contest.id, request.admission)
    const { data: said, identities, unitId, birthDate } = readPerson(form, request, admitted, nowMs)
    const isChild = birthDate !== undefined && needsGuardian(birthDate, nowMs)
    if (isChild && !request.guardian) throw new Problem('GUARDIAN_REQUIRED', { errors: [{ at: '/guardian', reason: 'is missing' }] })
    const data = isChild && request.guardian ? { ...said, guardian: canonicalGuardian(request.guardian) } : said
    const unit = unitId === undefined ? await units.holding(contest.unitId) : await units.selectable(unitId, offeredUnder(contest))
    const consents = consentsGiven(contest.consents, request.consents, { isChild, at: new Date(nowMs) })
    const known = people.knownBy(data, identities).flatMap((one) => people.hmacsToFind(contest.id, one))
    // whom a portal of the contest lets in need not stand on its list
    if (form.isForMembers && !admitted && !(await members.isOn(contest.id, 'entitled', known))) throw new Problem('NOT_A_MEMBER')
    // last of all: a code is not used up by a registration that is refused for something else
    const proves = form.verification !== 'none' && (!admitted || addressIn(form.verification, data) !== undefined)
    if (proves && form.verification !== 'none') await proveAddress(contest.id, form.verification, data, request)
    const id = ids.uuid(nowMs)
    const { key, stored, ...sealed } = people.sealNew({ contestId: contest.id, contestantId: id }, data, identities, {
      keepsIdNumber: keepsIdNumber(contest, nowMs),
    })
    const row = {
      ...sealed,
      contestId: contest.id,
      id,
      actionId: request.actionId,
      requestDigest: people.digestOfRequest(key, body),
      seed: ids.secret(seedBytes),
      key: stored,
      publicName: publicNameBy(contest.consents, consents, { isChild, wants: request.hidesName ? 'hidden' : undefined }),
      unitId: unit.id,
      device: request.device,
      consents,
      registeredAt: new Date(nowMs),
      ...keptFacts(contest, data),
    }
    if (await registrations.submit(String(contest.id), row)) {
      await members.registered(contest.id, id, known)
      return reply({ ...row, ...stored, rejoinNumber: 1 })
    }
    const winner = await store.findByAction(contest.id, request.actionId)
    if (winner) return reply(winner)
    // one neutral answer: it does not say who has that number
    if (proves && request.code) await verification.giveBack(contest.id, request.code.codeId, request.actionId)
    throw new Problem('REGISTRATION_REFUSED')
  }

  return {
    async register(slug: string, request: RegistrationRequest): Promise<RegistrationReply> {
      const contest = await contests.shown(slug)
      const body = bodyOf(request)
      const reply = async (row: ContestantRow): Promise<RegistrationReply> => {
        const rejoinCode = rejoinCodeOf(contest.id, row)
        if (rejoinCode === undefined || !people.isSameRequest(contest.id, row, body)) throw new Problem('ACTION_ID_REUSED')
        return { ...(await sessionOf(contest.id, row)), rejoinCode }
      }
      try {
        return await registerNew(contest, request, body, reply)
      } catch (error) {
        // the id comes before every other rule: a replay after the round has closed still gets its receipt. Only who is refused is looked for, because in
        // the opening minute hardly anybody is a replay
        const replayed =
          error instanceof Problem && !problems[error.code].retryable ? await store.findByAction(contest.id, request.actionId) : undefined
        if (!replayed) throw error
        return reply(replayed)
      }
    },

    /** For somebody whom a portal vouches for: back in if registered, else what the registration begins with. */
    async admit(slug: string, vouched: Vouched): Promise<TicketReply> {
      const contest = await contests.shown(slug)
      const identity = { kind: 'portal-subject', value: `${vouched.portalId} ${vouched.subject}` } as const
      const row = await store.findByIdentity(contest.id, people.hmacsToFind(contest.id, identity))
      // whoever was erased stays known as somebody who has taken part, and is nobody who could go on
      if (row && row.personal === null) throw new Problem('REGISTRATION_REFUSED')
      if (row) return { session: await sessionOf(contest.id, row) }
      const unit = vouched.unitCode === undefined ? undefined : await units.byCode(vouched.unitCode, offeredUnder(contest))
      const { birthDate } = vouched
      const person = { fullName: vouched.name ?? null, unitId: unit?.id ?? null, ...(birthDate === undefined ? {} : { birthDate }) }
      const admission = admissions.grant(contest.id, { portalId: vouched.portalId, subject: vouched.subject, ...person })
      return { admission, person: { ...person, unitName: unit?.name ?? '' } }
    },

    async rejoin(slug: string, request: RejoinRequest): Promise<ContestantSession> {
      const contest = await contests.shown(slug)
      const identity = identityToFind(formOf(contest), request)
      const row = await store.findByIdentity(contest.id, people.hmacsToFind(contest.id, identity))
      const expected = row ? rejoinCodeOf(contest.id, row) : undefined
      const compared = expected ?? rejoinCodeOf(0, asRow) ?? ''
      const isRight = areEqualSecrets(typedCode(request.rejoinCode), compared.replaceAll('-', ''))
      if (!row || expected === undefined || !isRight) throw new Problem('REJOIN_REFUSED')
      return sessionOf(contest.id, row)
    },

    async me(slug: string, contestant: { contestId: number; contestantId: string }): Promise<Me> {
      const contest = await contests.shown(slug)
      if (contest.id !== contestant.contestId) throw new Problem('TOKEN_INVALID')
      const row = await store.find(contest.id, contestant.contestantId)
      const person = row && people.open(contest.id, row)
      if (!row || !person) throw new Problem('TOKEN_INVALID')
      const attempts = await store.attemptsOf(contest.id, row.id)
      const nowMs = clock.now()
      const reveals = new Set(contest.rounds.filter((round) => revealedNow(round, contest, nowMs) !== 'nothing').map(({ id }) => id))
      return {
        contestant: { displayName: person.fullName ?? '', unitName: await units.nameOf(row.unitId) },
        attempts: attempts.map(({ id, roundId, attemptNo, state, startedAt, closedAt, scoreThousandths, essaysWaiting }) => ({
          attemptId: id,
          roundId,
          attemptNo,
          state,
          startedAt: startedAt.toISOString(),
          closedAt: closedAt?.toISOString() ?? null,
          ...(scoreThousandths !== null && reveals.has(roundId) ? { scoreThousandths, ...(essaysWaiting > 0 ? { essaysWaiting } : {}) } : {}),
        })),
        serverNow: new Date(clock.now()).toISOString(),
      }
    },

    /** Decrypted for this one answer. Whoever was erased has no name any more. */
    async namesOf(contestId: number, contestantIds: readonly string[]): Promise<NamedPerson[]> {
      return (await store.findAll(contestId, contestantIds)).map((row) => {
        const person = people.openIfReadable(contestId, row)
        return { id: row.id, fullName: person?.fullName ?? '', publicName: row.publicName, isErased: person === undefined, unitId: row.unitId }
      })
    },
    countByContest: () => store.countByContest(),
  }
}
export type ContestantsService = ReturnType<typeof createContestantsService>

/** Where the one-time code of a form goes. */
const addressIn = (channel: Channel, { email, phone }: PersonalData) => (channel === 'email' ? email : phone)

function bodyOf(request: RegistrationRequest): string {
  const { actionId: _actionId, ...body } = request
  return JSON.stringify(Object.entries(body).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function refuseOutsideRegistration(contest: LoadedContest, nowMs: number): void {
  if (contest.rounds.every((round) => roundPhase(round, nowMs) === 'closed')) throw new Problem('ROUND_CLOSED')
  if (registrationPhase(contest, nowMs) !== 'open') throw new Problem('REGISTRATION_NOT_OPEN')
}

/** Whom a rejoin code belongs to, as the form of the contest tells people apart. */
function identityToFind(form: RegistrationForm, { identity = '', phone = identity }: RejoinRequest): Identity {
  if (form.identity === 'email') return { kind: 'email', value: canonicalEmail(identity) }
  if (form.identity === 'idNumber') return { kind: 'id-number', value: canonicalIdNumber(identity) }
  // who came through a portal comes back through it
  if (form.identity === 'portal') throw new Problem('REJOIN_REFUSED')
  return { kind: 'phone', value: canonicalPhone(phone) }
}

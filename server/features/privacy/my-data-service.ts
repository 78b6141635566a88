import type { Clock } from '../../clock.ts'
import { Problem } from '../../contract/errors.ts'
import type { Agreement, Correction, MyData, MyExport } from '../../contract/privacy.ts'
import type { RegistrationForm } from '../../contract/registration-form.ts'
import type { Ids } from '../../ids.ts'
import type { PersonVault } from '../../person-vault.ts'
import type { ActBy } from '../audit/act.ts'
import { keptFacts } from '../contest-desk/contest-faults.ts'
import { guardianConsents, mayShowInFull, openConsents, saidSince } from '../contestants/consent-rules.ts'
import type { ContestantsService } from '../contestants/contestants-service.ts'
import { keepsIdNumber, type PersonalData, withoutIdNumber } from '../contestants/personal-data.ts'
import { formOf, offeredUnder } from '../contestants/registration-form.ts'
import type { SealedPeople } from '../contestants/sealed-people.ts'
import type { ContestsService, LoadedContest } from '../contests/contests-service.ts'
import { roundPhase } from '../contests/round-phase.ts'
import type { UnitsService } from '../units/units-service.ts'
import type { VerificationService } from '../verification/verification-service.ts'
import type { ConsentsStore } from './consents-store.ts'
import { changedFields, correctedData, isChild } from './corrected-person.ts'
import { erasePeople } from './erase-people.ts'
import type { PeopleStore, PersonRow } from './people-store.ts'
import type { PersonChanges } from './person-changes.ts'
import { givenConsents, personCard, sealedForAudit } from './person-view.ts'
import { erasesAt } from './retention-clock.ts'

type Dependencies = {
  store: PeopleStore
  consents: ConsentsStore
  change: PersonChanges
  verification: Pick<VerificationService, 'prove' | 'giveBack'>
  people: SealedPeople
  vault: PersonVault
  contests: ContestsService
  contestants: ContestantsService
  units: UnitsService
  ids: Ids
  clock: Clock
}
/** Who asks: the bearer of a contestant token. */
export type Asking = { contestId: number; contestantId: string; requestId: string }

/** What a person may do with the own data: see, correct, take along, take back a consent, erase. */
export function createMyDataService({
  store,
  consents,
  change,
  verification,
  people,
  vault,
  contests,
  contestants,
  units,
  ids,
  clock,
}: Dependencies) {
  const isOpen = (contest: LoadedContest) => contest.rounds.some((round) => roundPhase(round, clock.now()) !== 'closed')
  /** Where from is left out: an address would be personal data that no erasure reaches. */
  const selfOf = ({ contestantId, requestId }: Asking): ActBy => ({
    kind: 'contestant',
    id: contestantId,
    name: '',
    from: null,
    requestId,
    atMs: clock.now(),
  })

  async function contestOf(slug: string, { contestId }: Asking): Promise<LoadedContest> {
    const contest = await contests.bySlug(slug)
    if (contest.id !== contestId) throw new Problem('TOKEN_INVALID')
    return contest
  }

  function opened(contestId: number, row: PersonRow | undefined): { row: PersonRow; key: Buffer; data: PersonalData } {
    const [key, data] = row ? [people.keyOf(contestId, row), people.open(contestId, row)] : []
    // whoever was erased is nobody: the token opens nothing any more
    if (!row || !key || !data) throw new Problem('TOKEN_INVALID')
    return { row, key, data }
  }

  /** The new address, once its code was given; undefined where none is needed. */
  async function proveNewAddress(
    contest: LoadedContest,
    { contestantId }: Asking,
    correction: Omit<Correction, 'publicName' | 'code'>,
    code: Correction['code'],
  ): Promise<string | undefined> {
    const form = formOf(contest)
    if (form.verification === 'none') return undefined
    const { data } = opened(contest.id, await store.find(contest.id, contestantId))
    const address = verifiedAddress(form, correctedData(form, data, correction, clock.now()))
    if (address === undefined || address === verifiedAddress(form, data)) return undefined
    if (!code) throw new Problem('CODE_REQUIRED')
    await verification.prove(contest.id, form.verification, address, code, contestantId)
    return address
  }

  async function see(contest: LoadedContest, found: PersonRow | undefined): Promise<MyData> {
    const { row, data, key } = opened(contest.id, found)
    const isRunning = isOpen(contest)
    const erases = erasesAt(contest)
    return {
      person: personCard(data, people.idNumberOf(contest.id, row, key), row, await units.nameOf(row.unitId)),
      consents: givenConsents(row, await consents.all(contest.id)),
      openConsents: openConsents(contest.consents, row.consents, { isChild: isChild(data, clock.now()) }),
      canCorrect: isRunning,
      isRunning,
      erasedBy: erases && new Date(contest.publishedAt ? erases.fromMs : erases.atLatestMs).toISOString(),
    }
  }

  return {
    async see(slug: string, asking: Asking): Promise<MyData> {
      const contest = await contestOf(slug, asking)
      return see(contest, await store.find(contest.id, asking.contestantId))
    },

    async export(slug: string, asking: Asking): Promise<MyExport> {
      const contest = await contestOf(slug, asking)
      const { row, key } = opened(contest.id, await store.find(contest.id, asking.contestantId))
      const past = await store.changes(contest.id, row.id)
      const { attempts } = await contestants.me(slug, asking)
      return {
        contest: { title: contest.title, organizer: contest.organizer },
        exportedAt: new Date(clock.now()).toISOString(),
        ...(await see(contest, row)),
        consentHistory: row.consents,
        corrections: past.map(({ at, by, sealed }) => ({
          at: at.toISOString(),
          by,
          before: JSON.parse(vault.open({ contestId: contest.id, contestantId: row.id }, key, 'change', sealed).toString('utf8')),
        })),
        attempts,
      }
    },

    async correct(slug: string, asking: Asking, { publicName, code, ...correction }: Correction): Promise<MyData> {
      const contest = await contestOf(slug, asking)
      if (!isOpen(contest)) throw new Problem('ROUND_CLOSED')
      const nowMs = clock.now()
      const form = formOf(contest)
      if (correction.unitId !== undefined && !form.fields.some(({ name }) => name === 'unit'))
        throw new Problem('BAD_REQUEST', { errors: [{ at: '/unitId', reason: 'is not asked for' }] })
      const unitId = correction.unitId === undefined ? undefined : (await units.selectable(correction.unitId, offeredUnder(contest))).id
      const proven = await proveNewAddress(contest, asking, correction, code)
      await store
        .hold(contest.id, asking.contestantId, selfOf(asking), async (transaction, found) => {
          const { row, key, data } = opened(contest.id, found)
          const corrected = correctedData(form, data, correction, nowMs)
          const address = verifiedAddress(form, corrected)
          if (address !== verifiedAddress(form, data) && address !== proven) throw new Problem('CODE_REQUIRED')
          const said = await change.saidAnew(transaction, { contestId: contest.id, row, key, data: corrected })
          const newConsents = isChild(said, nowMs)
            ? guardianConsents(contest.consents, row.consents, correction.guardianConsents ?? [], new Date(nowMs))
            : []
          const mayBeFull = mayShowInFull(contest.consents, [...row.consents, ...newConsents], { isChild: isChild(said, nowMs) })
          if (publicName === 'full' && !mayBeFull) throw new Problem('CONSENT_REQUIRED')
          // whoever turns out to be a child is masked at once, until both have agreed
          const wanted = publicName ?? (row.publicName === 'full' && !mayBeFull ? 'masked' : row.publicName)
          const after = { data: said, unitId: unitId ?? row.unitId, publicName: wanted, consents: newConsents }
          const changed = changedFields(
            { ...data, unitId: row.unitId, publicName: row.publicName },
            { ...said, unitId: after.unitId, publicName: wanted, ...(newConsents.length > 0 ? { guardianConsents: newConsents } : {}) },
          )
          if (changed.length === 0) return { result: undefined, acts: [] }
          await change.change(transaction, {
            contestId: contest.id,
            row,
            reserved: form.identity,
            keepsIdNumber: keepsIdNumber(contest, nowMs),
            facts: keptFacts(contest, said),
            key,
            before: data,
            after,
            by: 'self',
            at: new Date(nowMs),
          })
          const personal = sealedForAudit({ vault, ids }, contest.id, row.id, key, { before: data, after: withoutIdNumber(said) })
          return {
            result: undefined,
            acts: [{ act: 'person.correct', subject: { contestantId: row.id, fields: changed }, contestId: contest.id, personal }],
          }
        })
        .catch(async (error: unknown) => {
          // refused for something else: the code is good for another try
          if (code && proven !== undefined) await verification.giveBack(contest.id, code.codeId, asking.contestantId)
          throw error
        })
      return see(contest, await store.find(contest.id, asking.contestantId))
    },

    /** Takes back what was agreed to freely; without what is required nobody can take part, so that is an erasure. */
    async withdraw(slug: string, asking: Asking, consentId: string): Promise<MyData> {
      const contest = await contestOf(slug, asking)
      await store.hold(contest.id, asking.contestantId, selfOf(asking), async (transaction, found) => {
        const { row } = opened(contest.id, found)
        const text = (await consents.all(contest.id)).find(({ id, isRequired }) => id === consentId && !isRequired)
        if (!text) throw new Problem('CONSENT_NOT_FOUND')
        if (saidSince(row.consents, consentId).length === 0) return { result: undefined, acts: [] }
        const record = { id: consentId, version: text.version, at: new Date(clock.now()).toISOString(), by: 'self', isWithdrawn: true }
        const publicName = text.purpose === 'public-name' && row.publicName === 'full' ? 'masked' : row.publicName
        await transaction`
          update contestants set consents = consents || ${transaction.json([record])}, public_name = ${publicName} where contest_id = ${contest.id} and id = ${row.id}`
        return {
          result: undefined,
          acts: [{ act: 'person.consent', subject: { contestantId: row.id, consentId, isWithdrawn: true }, contestId: contest.id }],
        }
      })
      return see(contest, await store.find(contest.id, asking.contestantId))
    },

    /** Agrees to what was left open at the registration, or to a text's new version. Below 16 it counts once both have agreed. */
    async agree(slug: string, asking: Asking, agreed: readonly Agreement[]): Promise<MyData> {
      const contest = await contestOf(slug, asking)
      await store.hold(contest.id, asking.contestantId, selfOf(asking), async (transaction, found) => {
        const { row, data } = opened(contest.id, found)
        const of = { isChild: isChild(data, clock.now()) }
        const isKnown = ({ id, version, by }: Agreement) =>
          contest.consents.some((text) => text.id === id && text.version === version) && (by === 'self' || of.isChild)
        if (!agreed.every(isKnown)) throw new Problem('CONSENT_NOT_FOUND')
        const at = new Date(clock.now()).toISOString()
        const records = openConsents(contest.consents, row.consents, of)
          .filter((open) => agreed.some(({ id, version, by }) => id === open.id && version === open.version && by === open.by))
          .map(({ id, version, by }) => ({ id, version, at, by }))
        const mayBeFull = mayShowInFull(contest.consents, [...row.consents, ...records], of)
        const isAboutName = records.some((record) => contest.consents.some(({ id, purpose }) => id === record.id && purpose === 'public-name'))
        const publicName = isAboutName && mayBeFull && row.publicName === 'masked' ? 'full' : row.publicName
        if (records.length > 0)
          await transaction`
            update contestants set consents = consents || ${transaction.json(records)}, public_name = ${publicName} where contest_id = ${contest.id} and id = ${row.id}`
        return {
          result: undefined,
          acts: records.map(({ id, version, by }) => ({
            act: 'person.consent',
            subject: { contestantId: row.id, consentId: id, version, by },
            contestId: contest.id,
          })),
        }
      })
      return see(contest, await store.find(contest.id, asking.contestantId))
    },

    /** Once or ten times: afterwards nobody is there. */
    async erase(slug: string, asking: Asking): Promise<void> {
      const contest = await contestOf(slug, asking)
      await store.hold(contest.id, asking.contestantId, selfOf(asking), async (transaction, row) => {
        const erased = await erasePeople(transaction, contest.id, [asking.contestantId], new Date(clock.now()))
        const subject = { contestantId: asking.contestantId, isWithdrawal: isOpen(contest) }
        return {
          result: undefined,
          acts: erased.map(() => ({ act: 'person.erase', subject, contestId: contest.id, ...(row ? { unitId: row.unitId } : {}) })),
        }
      })
    },
  }
}
export type MyDataService = ReturnType<typeof createMyDataService>

/** What the contest has proven by a one-time code. */
function verifiedAddress({ verification }: RegistrationForm, { email, phone }: PersonalData): string | undefined {
  return verification === 'none' ? undefined : verification === 'email' ? email : phone
}

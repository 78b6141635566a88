import type { TransactionSql } from 'postgres'
import type { Clock } from '../../clock.ts'
import { Problem } from '../../contract/errors.ts'
import type { FoundPeople, NewRejoinCode, PeopleQuery, PersonFile, RejoinCodeRequest, StaffCorrection } from '../../contract/privacy.ts'
import { textsIn } from '../../i18n/texts-in.ts'
import type { Ids } from '../../ids.ts'
import type { Outbox } from '../../mail/outbox.ts'
import type { PersonVault } from '../../person-vault.ts'
import type { Secrets } from '../../secrets.ts'
import { type Actor, pathsWhere, requireCan, type Subject } from '../access/can.ts'
import type { Act, ActBy } from '../audit/act.ts'
import { keptFacts } from '../contest-desk/contest-faults.ts'
import { guardianConsents, mayShowInFull } from '../contestants/consent-rules.ts'
import { marksOfQuery } from '../contestants/name-marks.ts'
import { canonicalEmail, canonicalIdNumber, canonicalPhone } from '../contestants/person-rules.ts'
import { keepsIdNumber, withoutIdNumber } from '../contestants/personal-data.ts'
import { formOf, offeredUnder } from '../contestants/registration-form.ts'
import type { SealedPeople } from '../contestants/sealed-people.ts'
import type { ContestsService, LoadedContest } from '../contests/contests-service.ts'
import type { UnitsService } from '../units/units-service.ts'
import type { Channel } from '../verification/verification-service.ts'
import type { ConsentsStore } from './consents-store.ts'
import { changedFields, correctedData, isChild } from './corrected-person.ts'
import { erasePeople } from './erase-people.ts'
import { type PeopleStore, type PersonRow, type Places, subtreesFor } from './people-store.ts'
import type { PersonChanges } from './person-changes.ts'
import { givenConsents, personCard, sealedForAudit } from './person-view.ts'

const mostFound = 50
/** A way back that comes a day late helps nobody. */
const letterHours = 24

type Dependencies = {
  store: PeopleStore
  consents: ConsentsStore
  change: PersonChanges
  people: SealedPeople
  vault: PersonVault
  secrets: Secrets
  contests: ContestsService
  units: UnitsService
  ids: Ids
  clock: Clock
  publicOrigin: string
  outboxes: Record<Channel, Outbox>
}
type At = { slug: string; contestantId: string }

/** What staff may see and do of one person. Every look is in the audit log before it is answered. */
export function createPeopleService({
  store,
  consents,
  change,
  people,
  vault,
  secrets,
  contests,
  units,
  ids,
  clock,
  publicOrigin,
  outboxes,
}: Dependencies) {
  const pathOfContest = async ({ unitId }: LoadedContest) => (unitId === null ? null : units.pathOf(unitId))

  async function found(contestId: number, query: PeopleQuery, places: Places): Promise<readonly PersonRow[]> {
    if (Object.keys(query).length !== 1)
      throw new Problem('BAD_REQUEST', { errors: [{ at: '/', reason: 'names one of name, phone, email, idNumber' }] })
    if (places?.paths.length === 0) return []
    const { name, phone, email, idNumber } = query
    if (name !== undefined) {
      const sets = secrets.dataKeys.map((keys) => marksOfQuery(keys, contestId, name)).filter((marks) => marks.length > 0)
      return sets.length === 0 ? [] : store.byName(contestId, sets, places, mostFound + 1)
    }
    const identity =
      phone !== undefined
        ? ({ kind: 'phone', value: canonicalPhone(phone) } as const)
        : email !== undefined
          ? ({ kind: 'email', value: canonicalEmail(email) } as const)
          : ({ kind: 'id-number', value: canonicalIdNumber(idNumber ?? '') } as const)
    return store.byIdentity(contestId, people.hmacsToFind(contestId, identity), places, mostFound + 1)
  }

  async function held<Result>(
    { slug, contestantId }: At,
    by: ActBy,
    work: (
      contest: LoadedContest,
      row: PersonRow,
      transaction: Parameters<Parameters<PeopleStore['hold']>[3]>[0],
    ) => Promise<{ result: Result; acts: Act[] }>,
  ): Promise<Result> {
    const contest = await contests.bySlug(slug)
    return store.hold(contest.id, contestantId, by, async (transaction, row) => {
      if (!row) throw new Problem('PERSON_NOT_FOUND')
      return work(contest, row, transaction)
    })
  }

  const keyAndData = (contestId: number, row: PersonRow) => {
    const [key, data] = [people.keyOf(contestId, row), people.open(contestId, row)]
    if (!key || !data) throw new Problem('PERSON_NOT_FOUND')
    return { key, data }
  }

  /** To the address that the person is registered with; what it says leaves the house after the commit. */
  async function post(
    transaction: TransactionSql,
    channel: Channel,
    address: string | undefined,
    letter: { contest: string; rejoinCode: string; link: string },
  ) {
    if (address === undefined) throw new Problem('NO_ADDRESS')
    if (!outboxes[channel].isConfigured) throw new Problem('CODES_NOT_AVAILABLE')
    const { subject, text } = textsIn('vi').rejoinLetter(letter)
    await outboxes[channel].post(transaction, {
      kind: 'rejoin-code',
      to: address,
      subject,
      text,
      expiresAt: new Date(clock.now() + letterHours * 3_600_000),
    })
  }

  async function fileOf(contest: LoadedContest, row: PersonRow): Promise<PersonFile> {
    const [data, key] = [people.open(contest.id, row), people.keyOf(contest.id, row)]
    const [changes, attempts, texts] = [
      await store.changes(contest.id, row.id),
      await store.attempts(contest.id, row.id),
      await consents.all(contest.id),
    ]
    const timeline = [
      { at: row.registeredAt, what: 'registered' },
      ...changes.map(({ at, by }) => ({ at, what: 'corrected', by })),
      ...attempts.flatMap(({ id: attemptId, startedAt, closedAt, state }) => [
        { at: startedAt, what: 'started', attemptId },
        ...(closedAt ? [{ at: closedAt, what: state, attemptId }] : []),
      ]),
      ...(row.erasedAt ? [{ at: row.erasedAt, what: 'erased' }] : []),
    ]
    return {
      contestantId: row.id,
      person: data && key ? personCard(data, people.idNumberOf(contest.id, row, key), row, await units.nameOf(row.unitId)) : null,
      erasedAt: row.erasedAt?.toISOString() ?? null,
      consents: givenConsents(row, texts),
      timeline: timeline.sort((a, b) => a.at.getTime() - b.at.getTime()).map(({ at, ...moment }) => ({ at: at.toISOString(), ...moment })),
    }
  }

  return {
    async search(slug: string, query: PeopleQuery, actor: Actor, by: ActBy): Promise<FoundPeople> {
      const contest = await contests.bySlug(slug)
      const paths = subtreesFor(pathsWhere(actor, 'people.read'), await pathOfContest(contest))
      const places = paths && { paths, goneUnitIds: await units.goneInto(paths) }
      const rows = await found(contest.id, query, places)
      const shown = rows.slice(0, mostFound)
      // who was found is in the log, what was looked for is not: it would be personal data that no erasure reaches
      await store.record(by, [
        { act: 'person.search', subject: { searchedBy: Object.keys(query)[0], contestantIds: shown.map(({ id }) => id) }, contestId: contest.id },
      ])
      const cards = shown.map(async (row) => ({
        contestantId: row.id,
        fullName: people.openIfReadable(contest.id, row)?.fullName ?? '',
        unitName: await units.nameOf(row.unitId),
        registeredAt: row.registeredAt.toISOString(),
      }))
      return { people: await Promise.all(cards), hasMore: rows.length > mostFound }
    },

    look: ({ slug, contestantId }: At, by: ActBy): Promise<PersonFile> =>
      held({ slug, contestantId }, by, async (contest, row) => ({
        result: await fileOf(contest, row),
        acts: [{ act: 'person.look', subject: { contestantId }, contestId: contest.id, unitId: row.unitId }],
      })),

    async correct({ slug, contestantId }: At, { reason, ...correction }: StaffCorrection, actor: Actor, by: ActBy): Promise<PersonFile> {
      const nowMs = clock.now()
      const contestThere = await contests.bySlug(slug)
      const unitId = correction.unitId === undefined ? undefined : (await units.selectable(correction.unitId, offeredUnder(contestThere))).id
      // nobody puts people where they could not reach them themselves
      if (unitId !== undefined) requireCan(actor, 'people.correct', [await units.pathOf(unitId), await pathOfContest(contestThere)], 'UNIT_NOT_FOUND')
      await held({ slug, contestantId }, by, async (contest, row, transaction) => {
        const { key, data } = keyAndData(contest.id, row)
        const said = await change.saidAnew(transaction, {
          contestId: contest.id,
          row,
          key,
          data: correctedData(formOf(contest), data, correction, nowMs),
        })
        const newConsents = isChild(said, nowMs)
          ? guardianConsents(contest.consents, row.consents, correction.guardianConsents ?? [], new Date(nowMs))
          : []
        const mayBeFull = mayShowInFull(contest.consents, [...row.consents, ...newConsents], { isChild: isChild(said, nowMs) })
        const publicName = row.publicName === 'full' && !mayBeFull ? 'masked' : row.publicName
        const after = { data: said, unitId: unitId ?? row.unitId, publicName, consents: newConsents }
        const fields = changedFields(
          { ...data, unitId: row.unitId, publicName: row.publicName },
          { ...said, unitId: after.unitId, publicName, ...(newConsents.length > 0 ? { guardianConsents: newConsents } : {}) },
        )
        await change.change(transaction, {
          contestId: contest.id,
          row,
          reserved: formOf(contest).identity,
          keepsIdNumber: keepsIdNumber(contest, nowMs),
          facts: keptFacts(contest, said),
          key,
          before: data,
          after,
          by: 'staff',
          at: new Date(nowMs),
        })
        const personal = sealedForAudit({ vault, ids }, contest.id, row.id, key, { before: data, after: withoutIdNumber(said) })
        const act: Act = { act: 'person.correct', subject: { contestantId, fields }, contestId: contest.id, unitId: row.unitId, reason, personal }
        return { result: undefined, acts: [act] }
      })
      const contest = await contests.bySlug(slug)
      const row = await store.find(contest.id, contestantId)
      if (!row) throw new Problem('PERSON_NOT_FOUND')
      return fileOf(contest, row)
    },

    /** Whoever took an identity that is not theirs keeps what they did and cannot take it again; its owner can register. */
    release: ({ slug, contestantId }: At, reason: string, by: ActBy): Promise<void> =>
      held({ slug, contestantId }, by, async (contest, row, transaction) => {
        // what a portal vouched for is theirs, so it goes only where there is nothing else
        const released = await transaction<{ kind: string }[]>`
          update contestant_identities i set is_reserved = false, released_at = ${new Date(clock.now())}, sealed = null
          where contest_id = ${contest.id} and contestant_id = ${row.id} and is_reserved
            and (kind <> 'portal-subject' or not exists (
              select from contestant_identities o where o.contest_id = i.contest_id and o.contestant_id = i.contestant_id and o.is_reserved and o.kind <> 'portal-subject'))
          returning kind`
        await transaction`update contestants set rejoin_number = rejoin_number + 1 where contest_id = ${contest.id} and id = ${row.id}`
        const before = { kinds: [...new Set(released.map(({ kind }) => kind))] }
        return {
          result: undefined,
          acts: [
            { act: 'person.release', subject: { contestantId }, contestId: contest.id, unitId: row.unitId, reason, before, after: { kinds: [] } },
          ],
        }
      }),

    /** The code before is void from here on. */
    renewRejoinCode: ({ slug, contestantId }: At, { reason, send: asked }: RejoinCodeRequest, by: ActBy): Promise<NewRejoinCode> =>
      held<NewRejoinCode>({ slug, contestantId }, by, async (contest, row, transaction) => {
        const { key, data } = keyAndData(contest.id, row)
        // where an address was proven the code goes there and nowhere else: whoever sees it could go on as that person
        const { verification } = formOf(contest)
        const proven = verification === 'none' || (verification === 'email' ? data.email : data.phone) === undefined ? undefined : verification
        const send = proven ?? asked
        const [renewed] = await transaction<{ number: number }[]>`
          update contestants set rejoin_number = rejoin_number + 1 where contest_id = ${contest.id} and id = ${row.id} returning rejoin_number as number`
        const act: Act = {
          act: 'person.rejoin-code',
          subject: { contestantId, ...(send ? { sentBy: send } : {}) },
          contestId: contest.id,
          unitId: row.unitId,
          reason,
        }
        const rejoinCode = people.rejoinCodeOf(key, renewed?.number ?? 0)
        const link = `${publicOrigin}/c/${slug}#ma=${rejoinCode}`
        if (!send) return { result: { isSent: false, rejoinCode, link }, acts: [act] }
        await post(transaction, send, send === 'email' ? data.email : data.phone, { contest: contest.title, rejoinCode, link })
        return { result: { isSent: true }, acts: [act] }
      }),

    erase: ({ slug, contestantId }: At, reason: string, by: ActBy): Promise<void> =>
      held({ slug, contestantId }, by, async (contest, row, transaction) => {
        const erased = await erasePeople(transaction, contest.id, [contestantId], new Date(clock.now()))
        return {
          result: undefined,
          acts: erased.map(() => ({ act: 'person.erase' as const, subject: { contestantId }, contestId: contest.id, unitId: row.unitId, reason })),
        }
      }),

    /** In the own unit, and where the contest stands. */
    async subjectOf(slug: string, contestantId: string): Promise<Subject> {
      // a contest that is not there has nobody in it: the answer is that of a person who is not there
      const contest = await contests.bySlug(slug).catch(() => undefined)
      if (!contest) throw new Problem('PERSON_NOT_FOUND')
      const unitId = await store.unitOf(contest.id, contestantId)
      if (unitId === undefined) throw new Problem('PERSON_NOT_FOUND')
      return [...(await units.pathsOf(unitId)), await pathOfContest(contest)]
    },
  }
}
export type PeopleService = ReturnType<typeof createPeopleService>

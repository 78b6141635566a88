import type { TransactionSql } from 'postgres'
import type { ConsentRecord } from '../../contract/consents.ts'
import { Problem } from '../../contract/errors.ts'
import type { PublicName } from '../../contract/privacy.ts'
import type { RegistrationForm } from '../../contract/registration-form.ts'
import { bytesArrayOf } from '../../database/array-literal.ts'
import { isUniqueViolation } from '../../database/database-errors.ts'
import type { PersonVault } from '../../person-vault.ts'
import type { Identity, IdentityKind } from '../contestants/identity-hmacs.ts'
import { type PersonalData, withoutIdNumber } from '../contestants/personal-data.ts'
import type { SealedPeople } from '../contestants/sealed-people.ts'
import type { PersonRow } from './people-store.ts'

export type Changed = { data: PersonalData; unitId: number; publicName: PublicName; consents: readonly ConsentRecord[] }
type Change = {
  contestId: number
  row: PersonRow
  reserved: RegistrationForm['identity']
  keepsIdNumber: boolean
  /** What rules ask for, of the corrected data. */
  facts: { bornOn: string | null; occupation: string | null }
  key: Buffer
  before: PersonalData
  after: Changed
  by: 'self' | 'staff'
  at: Date
}
type Dependencies = {
  people: SealedPeople
  vault: PersonVault
  /** Standings of somebody whose day of birth was another one. */
  refold(transaction: TransactionSql, contestId: number, contestantIds: readonly string[]): Promise<void>
}

/** Each identity that somebody passes through stays reserved: without a bound one person could keep a hundred others out. */
const mostIdentities = { inOneDay: 3, inAll: 5 }

/** Puts corrected data in the place of what was there, and keeps what was there. A new identity is claimed, the old one stays reserved. */
export function createPersonChanges({ people, vault, refold }: Dependencies) {
  /** Few times by oneself; whatever support corrects begins the count anew. */
  async function countIdentity(transaction: TransactionSql, contestId: number, contestantId: string, at: Date): Promise<void> {
    const [past] = await transaction<{ inOneDay: number; inAll: number }[]>`
      select count(*)::integer as "inAll", count(*) filter (where at > ${at}::timestamptz - interval '1 day')::integer as "inOneDay"
      from person_changes where contest_id = ${contestId} and contestant_id = ${contestantId} and is_identity and by = 'self'
        and number > coalesce((select max(number) from person_changes where contest_id = ${contestId} and contestant_id = ${contestantId} and by = 'staff'), 0)`
    if (past && (past.inAll >= mostIdentities.inAll || past.inOneDay >= mostIdentities.inOneDay)) throw new Problem('TOO_MANY_CHANGES')
  }

  /** The neutral answer of a registration where the identity is somebody else's, or was found not to be this person's. */
  async function refuseTaken(
    transaction: TransactionSql,
    { contestId, row, by }: Pick<Change, 'contestId' | 'row' | 'by'>,
    hmacs: readonly Buffer[],
  ): Promise<void> {
    const [taken] = await transaction`
      select 1 from contestant_identities where contest_id = ${contestId} and hmac = any(${bytesArrayOf(hmacs, (hmac) => hmac)}::text::bytea[])
        and (contestant_id <> ${row.id} and is_reserved or contestant_id = ${row.id} and released_at is not null and ${by} = 'self')`
    if (taken) throw new Problem('REGISTRATION_REFUSED')
  }

  return {
    /** Without an ID number that is the one the person has: of a number that is not readable only its HMAC can tell. */
    async saidAnew(
      transaction: TransactionSql,
      { contestId, row, key, data }: { contestId: number; row: PersonRow; key: Buffer; data: PersonalData },
    ): Promise<PersonalData> {
      if (data.idNumber === undefined) return data
      const readable = people.idNumberOf(contestId, row, key)
      const hmacs = people.hmacsToFind(contestId, { kind: 'id-number', value: data.idNumber })
      const [known] = await transaction`
        select 1 from contestant_identities where contest_id = ${contestId} and contestant_id = ${row.id} and released_at is null
          and hmac = any(${bytesArrayOf(hmacs, (hmac) => hmac)}::text::bytea[])`
      return (readable === undefined ? known !== undefined : readable === data.idNumber) ? withoutIdNumber(data) : data
    },

    async change(transaction: TransactionSql, { contestId, row, reserved, keepsIdNumber, facts, key, before, after, by, at }: Change): Promise<void> {
      const person = { contestId, contestantId: row.id }
      const value = reserved === 'portal' ? undefined : after.data[reserved]
      const identity: Identity[] =
        reserved === 'portal' || value === undefined ? [] : [{ kind: reserved === 'idNumber' ? 'id-number' : reserved, value }]
      const sealed = people.sealWith(person, key, after.data, identity, { keepsIdNumber })
      const { keyId, wrapped } = vault.rewrap(person, { keyId: row.keyId ?? 0, wrapped: row.wrapped ?? Buffer.alloc(0) })
      const past = vault.seal(person, key, 'change', Buffer.from(JSON.stringify({ ...before, unitId: row.unitId, publicName: row.publicName })))
      const renewed: IdentityKind[] = [
        ...(after.data.phone !== before.phone ? (['phone'] as const) : []),
        ...(after.data.email !== before.email ? (['email'] as const) : []),
        ...(after.data.idNumber !== undefined ? (['id-number'] as const) : []),
      ]
      const isIdentity = identity.some(({ kind }) => renewed.includes(kind))
      if (isIdentity) {
        if (by === 'self') await countIdentity(transaction, contestId, row.id, at)
        await refuseTaken(transaction, { contestId, row, by }, sealed.refusedBy)
      }
      await transaction`
        delete from contestant_identities where contest_id = ${contestId} and contestant_id = ${row.id} and not is_reserved and released_at is null
          and kind = any(${`{${renewed.join()}}`}::text::text[])`
      // the number before is known by its HMAC alone from here on
      if (renewed.includes('id-number'))
        await transaction`update contestant_identities set sealed = null where contest_id = ${contestId} and contestant_id = ${row.id} and kind = 'id-number'`
      for (const { hmac, kind, keyIds, isReserved, sealed: readable } of sealed.identities.filter((one) => renewed.includes(one.kind))) {
        await transaction`
          insert into contestant_identities (contest_id, hmac, contestant_id, kind, key_ids, is_reserved, sealed)
          values (${contestId}, ${hmac}, ${row.id}, ${kind}, ${`{${keyIds.join()}}`}::text::integer[], ${isReserved}, ${readable}) on conflict do nothing`
        // one that was there before is the present one again, also one that support has given back
        const held = await transaction`
          update contestant_identities set sealed = ${readable}, is_reserved = is_reserved or ${isReserved}, released_at = null
          where contest_id = ${contestId} and hmac = ${hmac} and contestant_id = ${row.id} returning 1`.catch((error: unknown) => {
          if (isUniqueViolation(error, 'one_registration_per_identity')) return []
          throw error
        })
        // somebody else was quicker: the same neutral answer as at a registration
        if (held.length === 0) throw new Problem('REGISTRATION_REFUSED')
      }
      await transaction`
        insert into person_changes (contest_id, contestant_id, number, at, by, is_identity, sealed)
        select ${contestId}, ${row.id}, coalesce(max(number), 0) + 1, ${at}, ${by}, ${isIdentity}, ${past}
        from person_changes where contest_id = ${contestId} and contestant_id = ${row.id}`
      await transaction`
        update contestants set personal = ${sealed.personal}, born_on = ${facts.bornOn}::text::date, occupation = ${facts.occupation}, unit_id = ${after.unitId}, public_name = ${after.publicName},
          consents = consents || ${transaction.json(after.consents as never)} where contest_id = ${contestId} and id = ${row.id}`
      await transaction`
        update person_keys set key_id = ${keyId}, wrapped = ${wrapped}, name_marks = ${`{${sealed.nameMarks.join()}}`}::text::bigint[]
        where contest_id = ${contestId} and contestant_id = ${row.id}`
      // age ranks, and says on whose board somebody stands
      if (facts.bornOn !== null && after.data.birthDate !== before.birthDate) await refold(transaction, contestId, [row.id])
    },
  }
}
export type PersonChanges = ReturnType<typeof createPersonChanges>

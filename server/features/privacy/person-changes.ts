import type { TransactionSql } from 'postgres'
import { Problem } from '../../contract/errors.ts'
import type { PublicName } from '../../contract/privacy.ts'
import type { RegistrationForm } from '../../contract/registration-form.ts'
import { bytesArrayOf } from '../../database/array-literal.ts'
import type { PersonVault } from '../../person-vault.ts'
import type { PersonalData } from '../contestants/personal-data.ts'
import type { SealedPeople } from '../contestants/sealed-people.ts'
import type { PersonRow } from './people-store.ts'

export type Changed = { data: PersonalData; unitId: number; publicName: PublicName }
type Change = {
  contestId: number
  row: PersonRow
  reserved: RegistrationForm['identity']
  key: Buffer
  before: PersonalData
  after: Changed
  by: 'self' | 'staff'
  at: Date
}

/** Puts corrected data in the place of what was there, and keeps what was there. A new identity is claimed, the old one stays reserved. */
export function createPersonChanges({ people, vault }: { people: SealedPeople; vault: PersonVault }) {
  return async function change(transaction: TransactionSql, { contestId, row, reserved, key, before, after, by, at }: Change): Promise<void> {
    const person = { contestId, contestantId: row.id }
    const kind = reserved === 'email' ? 'email' : reserved === 'phone' ? 'phone' : undefined
    const value = kind && after.data[kind]
    const sealed = people.sealWith(person, key, after.data, kind && value !== undefined ? { kind, value } : undefined, { keepsIdNumber: false })
    const { keyId, wrapped } = vault.rewrap(person, { keyId: row.keyId ?? 0, wrapped: row.wrapped ?? Buffer.alloc(0) })
    const past = vault.seal(person, key, 'change', Buffer.from(JSON.stringify({ ...before, unitId: row.unitId, publicName: row.publicName })))
    if (after.data.phone !== before.phone || after.data.email !== before.email) {
      await transaction`delete from contestant_identities where contest_id = ${contestId} and contestant_id = ${row.id} and not is_reserved and kind in ('phone', 'email')`
      const [taken] = await transaction`
        select 1 from contestant_identities where contest_id = ${contestId} and contestant_id <> ${row.id} and is_reserved
          and hmac = any(${bytesArrayOf(sealed.refusedBy, (hmac) => hmac)}::text::bytea[])`
      if (taken) throw new Problem('REGISTRATION_REFUSED')
      for (const { hmac, kind, keyIds, isReserved, sealed: readable } of sealed.identities) {
        await transaction`
          insert into contestant_identities (contest_id, hmac, contestant_id, kind, key_ids, is_reserved, sealed)
          values (${contestId}, ${hmac}, ${row.id}, ${kind}, ${`{${keyIds.join()}}`}::text::integer[], ${isReserved}, ${readable}) on conflict do nothing`
        const [own] =
          await transaction`select 1 from contestant_identities where contest_id = ${contestId} and hmac = ${hmac} and contestant_id = ${row.id}`
        // somebody else was quicker: the same neutral answer as at a registration
        if (!own) throw new Problem('REGISTRATION_REFUSED')
      }
    }
    await transaction`
      insert into person_changes (contest_id, contestant_id, number, at, by, sealed)
      select ${contestId}, ${row.id}, coalesce(max(number), 0) + 1, ${at}, ${by}, ${past} from person_changes where contest_id = ${contestId} and contestant_id = ${row.id}`
    await transaction`
      update contestants set personal = ${sealed.personal}, born_on = null, occupation = null, unit_id = ${after.unitId}, public_name = ${after.publicName} where contest_id = ${contestId} and id = ${row.id}`
    await transaction`
      update person_keys set key_id = ${keyId}, wrapped = ${wrapped}, name_marks = ${`{${sealed.nameMarks.join()}}`}::text::bigint[]
      where contest_id = ${contestId} and contestant_id = ${row.id}`
  }
}
export type PersonChanges = ReturnType<typeof createPersonChanges>

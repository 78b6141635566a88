import type { Database } from '../../database/client.ts'
import type { SealedPeople } from '../contestants/sealed-people.ts'

const atOnce = 500

type PlainRow = { contestId: number; contestantId: string; fullName: string; birthDate: string; phone: string }

/** Seals whoever registered before personal data were sealed. Several processes share the work; a repeat finds nothing. */
export function createUnsealedSealer({ database: { sql }, people }: { database: Database; people: SealedPeople }) {
  return async function sealUnsealed(): Promise<number> {
    let done = 0
    for (;;) {
      const piece = await sql.begin(async (transaction) => {
        const rows = await transaction<PlainRow[]>`
          select contest_id as "contestId", contestant_id as "contestantId", full_name as "fullName", birth_date::text as "birthDate", phone
          from contestants_unsealed limit ${atOnce} for update skip locked`
        for (const { contestId, contestantId, ...data } of rows) {
          const { stored, personal, nameMarks, identities } = people.sealNew(
            { contestId, contestantId },
            data,
            [{ kind: 'phone', value: data.phone }],
            { keepsIdNumber: false },
          )
          await transaction`update contestants set personal = ${personal} where contest_id = ${contestId} and id = ${contestantId} and erased_at is null`
          await transaction`
            insert into person_keys (contest_id, contestant_id, key_id, wrapped, name_marks)
            values (${contestId}, ${contestantId}, ${stored.keyId}, ${stored.wrapped}, ${`{${nameMarks.join()}}`}::text::bigint[]) on conflict do nothing`
          for (const { hmac, kind, keyIds, isReserved, sealed } of identities)
            await transaction`
              insert into contestant_identities (contest_id, hmac, contestant_id, kind, key_ids, is_reserved, sealed)
              values (${contestId}, ${hmac}, ${contestantId}, ${kind}, ${`{${keyIds.join()}}`}::text::integer[], ${isReserved}, ${sealed}) on conflict do nothing`
          await transaction`delete from contestants_unsealed where contest_id = ${contestId} and contestant_id = ${contestantId}`
        }
        return rows.length
      })
      done += piece
      if (piece === 0) return done
    }
  }
}

import type { TransactionSql } from 'postgres'
import { bytesArrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'
import type { PersonVault } from '../../person-vault.ts'
import type { Secrets } from '../../secrets.ts'
import { type ActBy, recordActs } from '../audit/act.ts'
import { hmacUnder, type IdentityKind, wrapHmac } from '../contestants/identity-hmacs.ts'
import { marksOfName } from '../contestants/name-marks.ts'
import type { SealedPeople, SealedRow } from '../contestants/sealed-people.ts'

const atOnce = 500

type KeyRow = SealedRow & { contestId: number }
type IdentityRow = {
  contestId: number
  contestantId: string
  hmac: Buffer
  kind: IdentityKind
  isReserved: boolean
  keyIds: string
  sealed: Buffer | null
} & Pick<SealedRow, 'keyId' | 'wrapped'>
export type Rotated = { keys: number; identities: number; unreadable: number }
type Dependencies = { database: Database; people: SealedPeople; vault: PersonVault; secrets: Secrets }

/**
 * Puts everything that was protected with a former secret under the present one, while the service runs. Pieces are transactions of their own and the
 * rows tell what is left, so it can be cut short and begun again. What nobody can compute anew (ID numbers, identities of whoever was erased) is wrapped:
 * for those the former secret stays in SECRET_KEY_OLD.
 */
export function createKeyRotation({ database: { sql }, people, vault, secrets }: Dependencies) {
  const [present] = secrets.dataKeys
  const known = secrets.dataKeys.map(({ id }) => id)
  const former = `{${known.slice(1).join()}}`

  async function rewrapSome(): Promise<number> {
    return sql.begin(async (transaction) => {
      const rows = await transaction<KeyRow[]>`
        select k.contest_id as "contestId", k.contestant_id as id, k.key_id as "keyId", k.wrapped, c.personal
        from person_keys k join contestants c on c.contest_id = k.contest_id and c.id = k.contestant_id
        where k.key_id = any(${former}::text::integer[]) limit ${atOnce} for update of k skip locked`
      const written = rows.map((row) => {
        const { keyId, wrapped } = vault.rewrap(
          { contestId: row.contestId, contestantId: row.id },
          { keyId: row.keyId ?? 0, wrapped: row.wrapped ?? Buffer.alloc(0) },
        )
        const name = people.open(row.contestId, row)?.fullName ?? ''
        return {
          contestId: row.contestId,
          id: row.id,
          keyId,
          wrapped: wrapped.toString('hex'),
          marks: `{${marksOfName(present, row.contestId, name).join()}}`,
        }
      })
      if (rows.length > 0)
        await transaction`
          update person_keys k set key_id = t."keyId", wrapped = decode(t.wrapped, 'hex'), name_marks = t.marks
          from jsonb_to_recordset(${transaction.json(written)}) as t("contestId" integer, id uuid, "keyId" integer, wrapped text, marks bigint[])
          where k.contest_id = t."contestId" and k.contestant_id = t.id`
      return rows.length
    }) as Promise<number>
  }

  function renewed({ contestId, contestantId, hmac, kind, keyIds, sealed, keyId, wrapped }: IdentityRow): { hmac: Buffer; keyIds: number[] } {
    const key = sealed && people.keyOf(contestId, { id: contestantId, personal: null, keyId, wrapped })
    if (!key) return { hmac: wrapHmac(present, hmac), keyIds: [...keyIds.split(',').map(Number), present.id] }
    const value = vault.open({ contestId, contestantId }, key, 'identity', sealed).toString('utf8')
    return { hmac: hmacUnder(present, contestId, { kind, value }), keyIds: [present.id] }
  }

  async function renewSomeIdentities(): Promise<number> {
    return sql.begin(async (transaction) => {
      const rows = await transaction<IdentityRow[]>`
        select i.contest_id as "contestId", i.contestant_id as "contestantId", i.hmac, i.kind, i.is_reserved as "isReserved", array_to_string(i.key_ids, ',') as "keyIds", i.sealed,
          k.key_id as "keyId", k.wrapped
        from contestant_identities i left join person_keys k on k.contest_id = i.contest_id and k.contestant_id = i.contestant_id
        where i.key_ids[cardinality(i.key_ids)] = any(${former}::text::integer[]) and (i.sealed is null or k.key_id is null or k.key_id = any(${`{${known.join()}}`}::text::integer[]))
        limit ${atOnce} for update of i skip locked`
      for (const row of rows) await replace(transaction, row, renewed(row))
      return rows.length
    }) as Promise<number>
  }

  /** Two rows that were the same identity under different secrets become one. */
  async function replace(transaction: TransactionSql, row: IdentityRow, { hmac, keyIds }: { hmac: Buffer; keyIds: number[] }): Promise<void> {
    await transaction`
      insert into contestant_identities (contest_id, hmac, contestant_id, kind, key_ids, is_reserved, sealed)
      values (${row.contestId}, ${hmac}, ${row.contestantId}, ${row.kind}, ${`{${keyIds.join()}}`}::text::integer[], ${row.isReserved}, ${row.sealed}) on conflict do nothing`
    await transaction`
      delete from contestant_identities where contest_id = ${row.contestId} and contestant_id = ${row.contestantId} and hmac = any(${bytesArrayOf([row.hmac], (one) => one)}::text::bytea[])`
  }

  async function all(some: () => Promise<number>): Promise<number> {
    let done = 0
    for (let piece = await some(); piece > 0; piece = await some()) done += piece
    return done
  }

  return async function rotateKeys(by: ActBy): Promise<Rotated> {
    const keys = await all(rewrapSome)
    const identities = await all(renewSomeIdentities)
    const [left] = await sql<{ unreadable: number }[]>`select count(*)::integer as unreadable from person_keys where key_id <> ${present.id}`
    const rotated = { keys, identities, unreadable: left?.unreadable ?? 0 }
    await sql.begin((transaction) => recordActs(transaction, by, [{ act: 'keys.rotate', subject: { keyId: present.id }, after: rotated }]))
    return rotated
  }
}

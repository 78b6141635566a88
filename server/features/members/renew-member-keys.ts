import { bytesArrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'
import type { Secrets } from '../../secrets.ts'
import { wrapHmac } from '../contestants/identity-hmacs.ts'

const atOnce = 5_000

/** Lists hold no identity to compute anew, so the present secret goes over the former one. Can be cut short and begun again. */
export async function renewMemberKeys({ sql }: Database, { dataKeys }: Pick<Secrets, 'dataKeys'>): Promise<number> {
  const [present, ...former] = dataKeys
  const left = `{${former.map(({ id }) => id).join()}}`
  for (let done = 0; ; ) {
    const renewed = await sql.begin(async (transaction) => {
      const rows = await transaction<{ hmac: Buffer; contestId: number; list: string }[]>`
        select contest_id as "contestId", list, hmac from contest_members
        where key_ids[cardinality(key_ids)] = any(${left}::text::integer[]) limit ${atOnce} for update skip locked`
      await transaction`
        update contest_members m set hmac = t.renewed, key_ids = m.key_ids || ${present.id}::integer
        from unnest(${bytesArrayOf(rows, ({ hmac }) => hmac)}::text::bytea[], ${bytesArrayOf(rows, ({ hmac }) => wrapHmac(present, hmac))}::text::bytea[]) as t(hmac, renewed)
        where m.hmac = t.hmac and m.key_ids[cardinality(m.key_ids)] = any(${left}::text::integer[])`
      return rows.length
    })
    done += renewed
    if (renewed === 0) return done
  }
}

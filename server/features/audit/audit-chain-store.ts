import type { Sql, TransactionSql } from 'postgres'
import type { SearchColumns } from '../../audit-verifier/search-columns.ts'
import type { SignedHead } from '../../audit-verifier/signed-head.ts'
import type { ChainEntry } from '../../audit-verifier/verify-chain.ts'
import type { Database } from '../../database/client.ts'
import { type Act, type ActBy, recordActs } from './act.ts'

export type ChainEnd = { seq: number; hash: string }
export type AuditChainStore = ReturnType<typeof createAuditChainStore>
/** The log as it stands at one moment. */
export type ChainReading = { head: ChainEnd; heads: SignedHead[]; entries: AsyncIterable<(ChainEntry & { columns: SearchColumns })[]> }

const pieceSize = 2_000

export function createAuditChainStore({ sql }: Pick<Database, 'sql'>) {
  const headColumns = sql`seq::float8 as seq, encode(hash, 'hex') as hash, key_id as "keyId", encode(signature, 'hex') as signature,
    to_char(signed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "signedAt"`
  const endOf = async (from: Sql | TransactionSql): Promise<ChainEnd> => {
    const [row] = await from<ChainEnd[]>`select seq::float8 as seq, encode(hash, 'hex') as hash from audit_head`
    return row ?? { seq: 0, hash: '' }
  }
  return {
    end: () => endOf(sql),
    headsAbove: (seq: number, limit: number): Promise<SignedHead[]> =>
      sql<SignedHead[]>`select ${headColumns} from audit_heads where seq > ${seq} order by seq limit ${limit}`,
    /** The newest first: whoever looks for one that is right finds it soon. */
    newestHeads: (limit: number): Promise<SignedHead[]> => sql<SignedHead[]>`select ${headColumns} from audit_heads order by seq desc limit ${limit}`,
    /** Several processes may sign at once: one of them writes this head, the others learn that it is there. */
    async addHead({ seq, hash, signedAt, keyId, signature }: SignedHead): Promise<boolean> {
      const added = await sql`
        insert into audit_heads (seq, hash, signed_at, key_id, signature)
        values (${seq}, decode(${hash}, 'hex'), ${signedAt}::text::timestamptz, ${keyId}, decode(${signature}, 'hex')) on conflict (seq) do nothing returning 1`
      return added.length > 0
    },
    async hasKeyNotice(keyId: string): Promise<boolean> {
      const [row] = await sql<{ found: boolean }[]>`
        select exists (select from audit_log where act = 'audit.key' and subject @> jsonb_build_object('keyId', ${keyId}::text)) as found`
      return row?.found ?? false
    },
    record: async (by: ActBy, acts: readonly Act[]): Promise<void> => {
      await sql.begin((transaction) => recordActs(transaction, by, acts))
    },
    /** One process at a time; the others pass. */
    async alone(work: () => Promise<void>): Promise<void> {
      await sql.begin(async (transaction) => {
        const [row] = await transaction<{ got: boolean }[]>`select pg_try_advisory_xact_lock(hashtextextended('sign audit head', 7407)) as got`
        if (row?.got) await work()
      })
    },
    /** The whole chain in one snapshot, in pieces: the log may be larger than the memory. */
    read: <Result>(work: (reading: ChainReading) => Promise<Result>): Promise<Result> =>
      sql.begin('isolation level repeatable read read only', async (transaction) => {
        const heads = await transaction<SignedHead[]>`select ${headColumns} from audit_heads order by seq`
        return work({ head: await endOf(transaction), heads, entries: entriesOf(transaction) })
      }) as Promise<Result>,
  }
}

type EntryRow = SearchColumns & { seq: number; hash: string; entry: string }

async function* entriesOf(transaction: TransactionSql): AsyncGenerator<(ChainEntry & { columns: SearchColumns })[]> {
  const rows = transaction<EntryRow[]>`
    select seq::float8 as seq, encode(hash, 'hex') as hash, entry, (extract(epoch from at) * 1000)::float8 as "atMs", act, actor_kind as "actorKind",
      actor_id as "actorId", contest_id as "contestId", unit_id as "unitId", subject, personal is not null as "hasPersonal"
    from audit_log order by seq`.cursor(pieceSize)
  for await (const piece of rows) yield piece.map(({ seq, hash, entry, ...columns }) => ({ seq, hash, entry, columns }))
}

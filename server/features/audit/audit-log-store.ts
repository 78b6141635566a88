import type { AuditEntry, AuditVerification } from '../../contract/audit.ts'
import type { Database } from '../../database/client.ts'
import { type Act, type ActBy, recordActs } from './act.ts'

export type AuditFilter = {
  /** Subtrees that the reader may see; undefined: everything. */
  within: readonly string[] | undefined
  act?: string | undefined
  actorKind?: string | undefined
  actorId?: string | undefined
  contestId?: number | undefined
  unitId?: number | undefined
  subject?: { name: string; value: string } | undefined
  from?: string | undefined
  to?: string | undefined
  before?: number | undefined
  limit: number
}
export type AuditLogStore = ReturnType<typeof createAuditLogStore>

type Row = { seq: number; hash: string; entry: string; hasPersonal: boolean }
type SealedEntry = {
  personal: Buffer
  digest: string
  contestId: number
  unitId: number | null
  contestantId: string
  unitPath: string | null
  contestPath: string | null
  keyId: number | null
  wrapped: Buffer | null
}
/** A verification that ran longer was ended with its process. */
const longestHours = 6

export function createAuditLogStore({ sql }: Database) {
  const columns = sql`l.seq::float8 as seq, encode(l.hash, 'hex') as hash, l.entry, l.personal is not null as "hasPersonal"`
  /** An entry stands where its unit stands and where its contest stands; one with neither belongs to the whole installation. */
  const inside = (within: readonly string[] | undefined) =>
    within === undefined
      ? sql`true`
      : sql`(l.unit_id in (select u.id from units u where u.path <@ ${`{${within.join(',')}}`}::text::ltree[])
          or l.contest_id in (select c.id from contests c join units u on u.id = c.unit_id where u.path <@ ${`{${within.join(',')}}`}::text::ltree[]))`
  /** Ids stand there as text, as numbers, or in lists. */
  const about = ({ name, value }: { name: string; value: string }) => {
    const spelled: unknown[] = [value, [value], ...(/^\d{1,15}$/.test(value) ? [Number(value), [Number(value)]] : [])]
    return sql`l.subject @> any(array(select jsonb_array_elements(${sql.json(spelled.map((one) => ({ [name]: one })) as never)}::jsonb)))`
  }
  return {
    page: async (filter: AuditFilter): Promise<AuditEntry[]> => {
      const { act, actorKind, actorId, contestId, unitId, subject, from, to, before, limit } = filter
      const rows = await sql<Row[]>`
        select ${columns} from audit_log l
        where ${inside(filter.within)}
          ${act === undefined ? sql`` : sql`and l.act = ${act}`}
          ${actorKind === undefined ? sql`` : sql`and l.actor_kind = ${actorKind}`}
          ${actorId === undefined ? sql`` : sql`and l.actor_id = ${actorId}`}
          ${contestId === undefined ? sql`` : sql`and l.contest_id = ${contestId}`}
          ${unitId === undefined ? sql`` : sql`and l.unit_id = ${unitId}`}
          ${subject === undefined ? sql`` : sql`and ${about(subject)}`}
          ${from === undefined ? sql`` : sql`and l.at >= ${from}::text::timestamptz`}
          ${to === undefined ? sql`` : sql`and l.at < ${to}::text::timestamptz`}
          ${before === undefined ? sql`` : sql`and l.seq < ${before}`}
        order by l.seq desc limit ${limit}`
      return rows.map(entryOf)
    },
    /** What an entry says of a person, as it is sealed, with the key it is sealed under; no key: the person was erased. */
    async sealed(seq: number, within: readonly string[] | undefined): Promise<SealedEntry | undefined> {
      const [row] = await sql<SealedEntry[]>`
        select l.personal, l.entry::jsonb ->> 'personalDigest' as digest, l.contest_id as "contestId", l.unit_id as "unitId",
          l.subject ->> 'contestantId' as "contestantId", u.path::text as "unitPath", cu.path::text as "contestPath",
          k.key_id as "keyId", k.wrapped
        from audit_log l left join units u on u.id = l.unit_id left join contests c on c.id = l.contest_id left join units cu on cu.id = c.unit_id
          left join person_keys k on k.contest_id = l.contest_id and k.contestant_id::text = l.subject ->> 'contestantId'
        where l.seq = ${seq} and l.personal is not null and l.contest_id is not null and l.subject ? 'contestantId' and ${inside(within)}`
      return row
    },
    async record(by: ActBy, acts: readonly Act[]): Promise<void> {
      await sql.begin((transaction) => recordActs(transaction, by, acts))
    },
    async verification(): Promise<AuditVerification> {
      const [row] = await sql<{ startedAt: Date | null; finishedAt: Date | null; verdict: AuditVerification['verdict'] }[]>`
        select started_at as "startedAt", finished_at as "finishedAt", verdict from audit_verification`
      return {
        startedAt: row?.startedAt?.toISOString() ?? null,
        finishedAt: row?.finishedAt?.toISOString() ?? null,
        verdict: row?.verdict ?? null,
      }
    },
    /** False while another one runs, on whatever process. */
    async beginVerification(now: Date): Promise<boolean> {
      const begun = await sql`
        insert into audit_verification as v (started_at) values (${now})
        on conflict (is_only) do update set started_at = ${now}, finished_at = null
          where v.finished_at is not null or v.started_at < ${now}::timestamptz - make_interval(hours => ${longestHours})
        returning 1`
      return begun.length > 0
    },
    async endVerification(now: Date, verdict: AuditVerification['verdict']): Promise<void> {
      await sql`update audit_verification set finished_at = ${now}, verdict = ${verdict === null ? null : sql.json(verdict as never)}`
    },
  }
}

function entryOf({ seq, hash, entry, hasPersonal }: Row): AuditEntry {
  const { personalDigest: _, ...told } = JSON.parse(entry) as Omit<AuditEntry, 'seq' | 'hash' | 'hasPersonal'> & { personalDigest?: string }
  return { ...told, seq, hash, hasPersonal }
}

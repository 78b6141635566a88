import type { TransactionSql } from 'postgres'
import { Problem } from '../../contract/errors.ts'
import type { ErasureCertificate, PrivacySettings } from '../../contract/privacy.ts'
import type { Database } from '../../database/client.ts'
import { type ActBy, recordActs } from '../audit/act.ts'
import { erasePeople } from './erase-people.ts'

type Content = ErasureCertificate['content']
export type RetentionStore = ReturnType<typeof createRetentionStore>

export function createRetentionStore({ sql }: Database) {
  /** One process at a time for a contest, to the end of the transaction. */
  const alone = async (transaction: TransactionSql, contestId: number): Promise<void> => {
    await transaction`select pg_advisory_xact_lock(hashtextextended(${`retention ${contestId}`}, 7407))`
  }

  return {
    /** One piece of the people who are left; 0: nobody is. Their identities go too: there are no attempts to buy any more. */
    async eraseSome(contestId: number, at: Date, limit: number, by: ActBy): Promise<number> {
      return sql.begin(async (transaction) => {
        await alone(transaction, contestId)
        const due = await transaction<{ id: string }[]>`
          select id from contestants where contest_id = ${contestId} and erased_at is null order by id limit ${limit}`
        const erased = await erasePeople(
          transaction,
          contestId,
          due.map(({ id }) => id),
          at,
        )
        if (erased.length > 0) await recordActs(transaction, by, [{ act: 'people.erase', subject: { count: erased.length }, contestId }])
        return erased.length
      })
    },
    /** Certified, and nobody came after that. */
    async isDone(contestId: number, dueAt: string): Promise<boolean> {
      const [row] = await sql`
        select 1 from erasure_certificates where contest_id = ${contestId} and content->>'dueAt' = ${dueAt}
          and not exists (select from contestants where contest_id = ${contestId} and erased_at is null)`
      return row !== undefined
    },
    /** Once for each due date and whoever was there then; another one only for people who came afterwards. */
    async certify(
      contestId: number,
      from: Date,
      by: ActBy,
      write: (counted: { people: number; erasedBefore: number }) => { content: Content; hash: Buffer },
    ): Promise<void> {
      await sql.begin(async (transaction) => {
        await alone(transaction, contestId)
        const [counted] = await transaction<{ people: number; erasedBefore: number; left: number; isFirst: boolean }[]>`
          with last as (select max(issued_at) as at from erasure_certificates where contest_id = ${contestId})
          select count(*) filter (where c.erased_at >= ${from} and (last.at is null or c.erased_at > last.at))::integer as people,
            count(*) filter (where c.erased_at < ${from})::integer as "erasedBefore",
            count(*) filter (where c.id is not null and c.erased_at is null)::integer as left, last.at is null or last.at < ${from} as "isFirst"
          from last left join contestants c on c.contest_id = ${contestId} group by last.at`
        if (!counted || counted.left > 0 || (counted.people === 0 && !counted.isFirst)) return
        await transaction`delete from contestant_identities where contest_id = ${contestId}`
        const { content, hash } = write({ people: counted.people, erasedBefore: counted.erasedBefore })
        const [issued] = await transaction<{ number: number }[]>`
          insert into erasure_certificates (contest_id, number, issued_at, content, hash)
          select ${contestId}, coalesce(max(number), 0) + 1, ${new Date(by.atMs)}, ${transaction.json(content)}, ${hash} from erasure_certificates where contest_id = ${contestId}
          returning number`
        const after = { certificate: issued?.number, people: content.people, sha256: hash.toString('hex') }
        await recordActs(transaction, by, [{ act: 'people.erase', subject: { certificate: issued?.number }, contestId, after }])
      })
    },
    certificates: (contestId: number) => sql<{ number: number; issuedAt: Date; content: Content; hash: Buffer }[]>`
      select number, issued_at as "issuedAt", content, hash from erasure_certificates where contest_id = ${contestId} order by number`,
    /** The HMAC stays, so that nobody takes part twice; nothing readable does. */
    async forgetIdNumbers(contestId: number, by: ActBy): Promise<void> {
      await sql.begin(async (transaction) => {
        const { count } = await transaction`
          update contestant_identities set sealed = null where contest_id = ${contestId} and kind = 'id-number' and sealed is not null`
        if (count > 0) await recordActs(transaction, by, [{ act: 'people.erase', subject: { field: 'idNumber', count }, contestId }])
      })
    },
    async declare(contestId: number, settings: PrivacySettings, before: PrivacySettings, reason: string | undefined, by: ActBy): Promise<void> {
      await sql.begin(async (transaction) => {
        // a round that is added meanwhile waits, or is seen here
        await transaction`select from contests where id = ${contestId} for update`
        const { count } = await transaction`
          update contests set privacy = ${transaction.json(settings)} where id = ${contestId}
            and not exists (select from rounds where contest_id = ${contestId} and closes_at > ${settings.retention?.eraseAt ?? 'infinity'}::text::timestamptz)`
        if (count === 0) throw new Problem('RETENTION_REFUSED')
        await recordActs(transaction, by, [
          { act: 'contest.privacy', subject: { contestId }, contestId, before, after: settings, ...(reason === undefined ? {} : { reason }) },
        ])
      })
    },
  }
}

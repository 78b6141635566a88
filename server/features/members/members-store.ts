import type { MemberListName } from '../../contract/members.ts'
import { bytesArrayOf, nullableArrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'
import { type ActBy, recordActs } from '../audit/act.ts'

export type MemberEntry = { hmac: Buffer; keyId: number; unitId: number | null }
export type Uploaded = { added: number; kept: number; removed: number }
export type UnitCount = { unitId: number | null; total: number; registered: number }

type Order = {
  contestId: number
  list: MemberListName
  entries: readonly MemberEntry[]
  /** Whoever is not named leaves the list, within these subtrees; undefined: nobody leaves. A null among them: everywhere. */
  replaceWithin: readonly (string | null)[] | undefined
  isPreview: boolean
  at: Date
}

export type MembersStore = ReturnType<typeof createMembersStore>

class Preview extends Error {}

export function createMembersStore({ sql }: Database) {
  return {
    /** A preview does the same and takes it back: what it says is what would happen. */
    async upload(by: ActBy, { contestId, list, entries, replaceWithin, isPreview, at }: Order): Promise<Uploaded> {
      let outcome: Uploaded = { added: 0, kept: 0, removed: 0 }
      const work = sql.begin(async (transaction) => {
        // two uploads of one list take turns
        await transaction`select pg_advisory_xact_lock(hashtextextended(${`members of ${contestId} ${list}`}, 7407))`
        const named = transaction`unnest(${bytesArrayOf(entries, ({ hmac }) => hmac)}::text::bytea[], ${nullableArrayOf(entries, ({ unitId }) => unitId)}::text::integer[],
          ${nullableArrayOf(entries, ({ keyId }) => keyId)}::text::integer[]) as t(hmac, unit_id, key_id)`
        let removed = 0
        if (replaceWithin) {
          const paths = replaceWithin.filter((path) => path !== null)
          const gone = await transaction`
            delete from contest_members m where m.contest_id = ${contestId} and m.list = ${list}
              and (${replaceWithin.includes(null)} or m.unit_id in (select u.id from units u where u.path <@ any(${`{${paths.join()}}`}::text::ltree[])))
              and not exists (select from ${named} where t.hmac = m.hmac)`
          removed = gone.count
        }
        const [counted] = await transaction<{ added: number; kept: number }[]>`
          with written as (
            insert into contest_members as m (contest_id, list, hmac, key_ids, unit_id, added_at)
            select ${contestId}, ${list}, t.hmac, array[t.key_id], t.unit_id, ${at} from ${named}
            on conflict (contest_id, list, hmac) do update set unit_id = coalesce(excluded.unit_id, m.unit_id)
            returning (xmax = 0) as is_new
          ) select count(*) filter (where is_new)::integer as added, count(*) filter (where not is_new)::integer as kept from written`
        // people who are registered already
        await transaction`
          update contest_members m set contestant_id = i.contestant_id from contestant_identities i
          where m.contest_id = ${contestId} and m.list = ${list} and m.contestant_id is null and i.contest_id = m.contest_id and i.hmac = m.hmac`
        outcome = { added: counted?.added ?? 0, kept: counted?.kept ?? 0, removed }
        if (isPreview) throw new Preview()
        await recordActs(transaction, by, [{ act: 'members.upload', contestId, subject: { contestId, list }, after: outcome }])
      })
      await work.catch((error: unknown) => {
        if (!(error instanceof Preview)) throw error
      })
      return outcome
    },
    async has(contestId: number, list: MemberListName, hmacs: readonly Buffer[]): Promise<boolean> {
      const [row] = await sql<{ found: boolean }[]>`
        select exists (select from contest_members where contest_id = ${contestId} and list = ${list} and hmac = any(${bytesArrayOf(hmacs, (hmac) => hmac)}::text::bytea[])) as found`
      return row?.found ?? false
    },
    /** Somebody of these identities is registered now. */
    async registered(contestId: number, contestantId: string, hmacs: readonly Buffer[]): Promise<void> {
      await sql`
        update contest_members set contestant_id = ${contestantId}
        where contest_id = ${contestId} and hmac = any(${bytesArrayOf(hmacs, (hmac) => hmac)}::text::bytea[]) and contestant_id is null`
    },
    /** Contestants of whom one identity is on the list. */
    async contestantsOn(contestId: number, list: MemberListName): Promise<string[]> {
      const rows = await sql<{ id: string }[]>`
        select distinct coalesce(m.contestant_id, i.contestant_id) as id
        from contest_members m left join contestant_identities i on i.contest_id = m.contest_id and i.hmac = m.hmac
        where m.contest_id = ${contestId} and m.list = ${list} and coalesce(m.contestant_id, i.contestant_id) is not null`
      return rows.map(({ id }) => id)
    },
    countByUnit: (contestId: number, list: MemberListName) => sql<UnitCount[]>`
      select m.unit_id as "unitId", count(*)::integer as total,
        count(m.contestant_id)::integer as registered
      from contest_members m where m.contest_id = ${contestId} and m.list = ${list} group by m.unit_id order by m.unit_id nulls first`,
  }
}

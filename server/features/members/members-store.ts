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
  /** The subtrees in which lines may be written; a null among them: everywhere. What stands outside is as if not there. */
  within: readonly (string | null)[]
  /** Whoever is not named leaves the list there. */
  isReplacing: boolean
  isPreview: boolean
  at: Date
}

export type MembersStore = ReturnType<typeof createMembersStore>

class Preview extends Error {}

export function createMembersStore({ sql }: Database) {
  const unitsIn = (paths: readonly (string | null)[]) =>
    sql`select u.id from units u where u.path <@ any(${`{${paths.filter((path) => path !== null).join()}}`}::text::ltree[])`
  const standsWithin = (paths: readonly (string | null)[]) => sql`(${paths.includes(null)} or m.unit_id in (${unitsIn(paths)}))`
  /** Whoever registered in another branch than these is not counted as registered: a list would tell where somebody else's people are. */
  const counted = (contestId: number, list: MemberListName, within: readonly (string | null)[]) => sql`
    from contest_members m
      left join contestants c on c.contest_id = m.contest_id and c.id = m.contestant_id and (${within.includes(null)} or c.unit_id in (${unitsIn(within)}))
    where m.contest_id = ${contestId} and m.list = ${list} and ${standsWithin(within)}`

  return {
    /** A preview does the same and takes it back: what it says is what would happen. */
    async upload(by: ActBy, { contestId, list, entries, within, isReplacing, isPreview, at }: Order): Promise<Uploaded> {
      let outcome: Uploaded = { added: 0, kept: 0, removed: 0 }
      const work = sql.begin(async (transaction) => {
        // two uploads of one list take turns
        await transaction`select pg_advisory_xact_lock(hashtextextended(${`members of ${contestId} ${list}`}, 7407))`
        const named = transaction`unnest(${bytesArrayOf(entries, ({ hmac }) => hmac)}::text::bytea[], ${nullableArrayOf(entries, ({ unitId }) => unitId)}::text::integer[],
          ${nullableArrayOf(entries, ({ keyId }) => keyId)}::text::integer[]) as t(hmac, unit_id, key_id)`
        let removed = 0
        const isOwn = standsWithin(within)
        if (isReplacing) {
          const gone = await transaction`
            delete from contest_members m where m.contest_id = ${contestId} and m.list = ${list}
              and ${isOwn} and not exists (select from ${named} where t.hmac = m.hmac)`
          removed = gone.count
        }
        const [counted] = await transaction<{ added: number; kept: number }[]>`
          with held as (
            select m.hmac, m.unit_id from contest_members m join ${named} on t.hmac = m.hmac where m.contest_id = ${contestId} and m.list = ${list} and ${isOwn}
          ), moved as (
            delete from contest_members m using ${named} where m.contest_id = ${contestId} and m.list = ${list} and ${isOwn}
              and m.hmac = t.hmac and t.unit_id is not null and m.unit_id is distinct from t.unit_id
            returning m.hmac, m.contestant_id
          ), written as (
            insert into contest_members (contest_id, list, hmac, key_ids, unit_id, contestant_id, added_at)
            select ${contestId}, ${list}, t.hmac, array[t.key_id], t.unit_id, (select m.contestant_id from moved m where m.hmac = t.hmac limit 1), ${at}
            from ${named} where not exists (select from held h where h.hmac = t.hmac and (t.unit_id is null or h.unit_id = t.unit_id))
          ) select count(*) filter (where is_new)::integer as added, count(*) filter (where not is_new)::integer as kept
            from (select not exists (select from held h where h.hmac = t.hmac) as is_new from ${named}) lines`
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
    countByUnit: (contestId: number, list: MemberListName, within: readonly (string | null)[]) => sql<UnitCount[]>`
      select m.unit_id as "unitId", count(*)::integer as total, count(c.id)::integer as registered ${counted(contestId, list, within)}
      group by m.unit_id order by m.unit_id nulls first`,
    /** Two branches may each have named one person. */
    async countPeople(contestId: number, list: MemberListName, within: readonly (string | null)[]): Promise<Omit<UnitCount, 'unitId'>> {
      const [row] = await sql<Omit<UnitCount, 'unitId'>[]>`
        select count(distinct m.hmac)::integer as total, count(distinct c.id)::integer as registered ${counted(contestId, list, within)}`
      return row ?? { total: 0, registered: 0 }
    },
  }
}

import type { TransactionSql } from 'postgres'
import type { Database } from '../../database/client.ts'
import type { SealedRow } from '../contestants/sealed-people.ts'

export type FactsRow = {
  id: string
  personal: Buffer | null
  keyId: number | null
  wrapped: Buffer | null
  unitId: number
  bornOn: string | null
  occupation: string | null
  isMember: boolean
}
/** `born`: a day as 2001-02-03. */
export type KeptFacts = { id: string; born: string | null; occupation: string | null }
export type EligibilityStore = ReturnType<typeof createEligibilityStore>

export function createEligibilityStore({ sql }: Pick<Database, 'sql'>) {
  return {
    async find(contestId: number, contestantId: string): Promise<FactsRow | undefined> {
      const [row] = await sql<FactsRow[]>`
        select c.id, c.personal, k.key_id as "keyId", k.wrapped, c.unit_id as "unitId", c.born_on::text as "bornOn", c.occupation,
          exists (select from contestant_identities i where i.contest_id = c.contest_id and i.contestant_id = c.id
            and (i.kind = 'portal-subject' or exists (select from contest_members m where m.contest_id = i.contest_id and m.list = 'entitled' and m.hmac = i.hmac)))
          or exists (select from contest_members m where m.contest_id = c.contest_id and m.list = 'entitled' and m.contestant_id = c.id) as "isMember"
        from contestants c left join person_keys k on k.contest_id = c.contest_id and k.contestant_id = c.id
        where c.contest_id = ${contestId} and c.id = ${contestantId}`
      return row
    },
    /** The next people, by their ids, of whom something that rules ask for is not kept. */
    lacking: (contestId: number, needs: { bornOn: boolean; occupation: boolean }, after: string, limit: number) => sql<SealedRow[]>`
      select c.id, c.personal, k.key_id as "keyId", k.wrapped from contestants c join person_keys k on k.contest_id = c.contest_id and k.contestant_id = c.id
      where c.contest_id = ${contestId} and c.id > ${after} and c.erased_at is null and c.personal is not null
        and (${needs.bornOn} and c.born_on is null or ${needs.occupation} and c.occupation is null)
      order by c.id limit ${limit}`,
    /**
     * Kept beside what is sealed, because rules ask for it, and what follows from it in the same transaction. What is there stays: a correction may have come
     * between; whoever was erased meanwhile keeps nothing.
     */
    async keep(
      contestId: number,
      facts: readonly KeptFacts[],
      hold: (transaction: TransactionSql, ids: readonly string[]) => Promise<unknown>,
      follow: (transaction: TransactionSql, ids: readonly string[]) => Promise<void>,
    ): Promise<void> {
      const ids = facts.map(({ id }) => id)
      await sql.begin(async (transaction) => {
        await hold(transaction, ids)
        await transaction`
          update contestants c set born_on = coalesce(c.born_on, i.born::date), occupation = coalesce(c.occupation, i.occupation)
          from jsonb_to_recordset(${JSON.stringify(facts)}::text::jsonb) i(id uuid, born text, occupation text)
          where c.contest_id = ${contestId} and c.id = i.id and c.erased_at is null`
        await follow(transaction, ids)
      })
    },
    /** Whoever has begun is not asked again: coming back to an open attempt, or repeating a start. */
    async hasBegun(contestId: number, roundId: number, contestantId: string, actionId: string): Promise<boolean> {
      const [row] = await sql<{ has: boolean }[]>`
        select exists (select from attempts where contest_id = ${contestId} and round_id = ${roundId} and contestant_id = ${contestantId}
          and (state = 'open' or start_action_id = ${actionId})) as has`
      return row?.has ?? false
    },
  }
}

import type { Database } from '../../database/client.ts'

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
    /** Kept beside what is sealed, because rules ask for it; whoever was erased meanwhile keeps nothing. */
    async keep(contestId: number, contestantId: string, facts: { bornOn: string | null; occupation: string | null }): Promise<void> {
      await sql`
        update contestants set born_on = coalesce(${facts.bornOn}::text::date, born_on), occupation = coalesce(${facts.occupation}, occupation)
        where contest_id = ${contestId} and id = ${contestantId} and erased_at is null`
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

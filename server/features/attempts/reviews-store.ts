import type { Database } from '../../database/client.ts'

export type ReviewsStore = ReturnType<typeof createReviewsStore>

export function createReviewsStore({ sql }: Pick<Database, 'sql'>) {
  return {
    /** Whether anybody sits in this round at this moment, also by a later deadline of their own. */
    async hasRunning(contestId: number, roundId: number): Promise<boolean> {
      const [row] = await sql<{ has: boolean }[]>`
        select exists (select from attempts where contest_id = ${contestId} and round_id = ${roundId} and state = 'open') as has`
      return row?.has ?? false
    },
    /** Not kept in memory: they are long, and read only afterwards. */
    async explanations(revisionIds: readonly string[]): Promise<Map<string, string>> {
      const rows = await sql<{ id: string; explanation: string }[]>`
        select id, explanation from question_revisions where id = any(${`{${revisionIds.join()}}`}::text::uuid[]) and explanation is not null`
      return new Map(rows.map(({ id, explanation }) => [id, explanation]))
    },
  }
}

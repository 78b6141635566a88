import type { Database } from '../../database/client.ts'

export type KnownQuestion = { revisionId: string; level: string; shown: number; shareThousandths: number | null }

/** What is known of questions before a round opens: how often they were met, and the share of their points that was earned. */
export function createTieForecastStore({ sql }: Database) {
  return {
    questions: (revisionIds: readonly string[]) => sql<KnownQuestion[]>`
      select r.id as "revisionId", q.level, coalesce(s.shown, 0)::integer as shown, s.share as "shareThousandths"
      from question_revisions r join questions q on q.id = r.question_id left join (
        select revision_id, sum((sums->>'shown')::numeric) as shown,
          (1000 * sum((sums->>'own')::numeric / points_thousandths) / nullif(sum((sums->>'shown')::numeric), 0))::float8 as share
        from question_statistics where points_thousandths > 0 group by revision_id
      ) s on s.revision_id = r.id
      where r.id = any(${`{${revisionIds.join()}}`}::text::uuid[])`,
  }
}
export type TieForecastStore = ReturnType<typeof createTieForecastStore>

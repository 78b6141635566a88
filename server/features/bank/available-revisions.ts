import type { AvailableRevision, AvailableRevisions } from '../../../question-bank/papers/available-revision.ts'
import type { Database } from '../../database/client.ts'

/** What blueprints may draw from: of each question the one revision that was approved. */
export function createAvailableRevisions({ sql }: Database): AvailableRevisions {
  return {
    async all() {
      return sql<AvailableRevision[]>`
        with recursive paths as (
          select id, array[name] as names from bank_topics where parent_id is null
          union all
          select t.id, p.names || t.name from bank_topics t join paths p on t.parent_id = p.id
        )
        select r.id as "revisionId", q.id as "questionId", to_jsonb(p.names) as topic, nullif(q.level, '') as level, to_jsonb(q.tags) as tags, r.content->>'type' as type
        from questions q join question_revisions r on r.question_id = q.id and r.number = q.approved_number join paths p on p.id = q.topic_id
        order by q.id`
    },
  }
}

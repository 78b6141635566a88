import type { EssayQuestion } from '../../contract/essays.ts'
import { arrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'
import type { MarkRow } from './essay-marks-store.ts'

export type Round = { contestId: number; roundId: number }
export type EssayRow = { code: string; revisionId: string; mostThousandths: number; answer: string; mark: MarkRow | null }
type PageOrder = { revisionId: string | null; after: { isMarked: boolean; code: string }; limit: number }

export type EssaysStore = ReturnType<typeof createEssaysStore>

export function createEssaysStore({ sql }: Database) {
  /** Only what has ended and what no official has struck is there to be marked; below zero: the attempt was opened again, and ended without this essay. */
  const toMark = ({ contestId, roundId }: Round) => sql`
    essay_answers e join attempts a on a.contest_id = e.contest_id and a.id = e.attempt_id and a.state in ('submitted', 'expired')
    where e.contest_id = ${contestId} and e.round_id = ${roundId} and e.mark_number >= 0 and not is_struck(e.revision_id, 2147483647)`

  return {
    /** The text is that of the last tap, as it is for every question. */
    page: (round: Round, { revisionId, after, limit }: PageOrder) => sql<EssayRow[]>`
      select p.code, p.revision_id as "revisionId", p.most_thousandths as "mostThousandths", coalesce((
          select l.answer from answer_log l
          where l.contest_id = p.contest_id and l.attempt_id = p.attempt_id and l.question = p.question and not l.is_overtaken
          order by l.tap desc limit 1), '') as answer,
        (select jsonb_build_object('number', m.number, 'pointsThousandths', m.points_thousandths, 'markedBy', c.display_name, 'markedAt', m.marked_at, 'note', m.note)
          from essay_marks m join accounts c on c.id = m.marker_id
          where m.contest_id = p.contest_id and m.attempt_id = p.attempt_id and m.question = p.question and m.number = p.mark_number) as mark
      from (
        select e.* from ${toMark(round)}
          and (e.mark_number > 0, e.code) > (${after.isMarked}::boolean, ${after.code}::text) and (${revisionId}::uuid is null or e.revision_id = ${revisionId}::uuid)
        order by (e.mark_number > 0), e.code limit ${limit}
      ) p order by (p.mark_number > 0), p.code`,

    progress: (round: Round) => sql<{ revisionId: string; marked: number; waiting: number }[]>`
      select e.revision_id as "revisionId", (count(*) filter (where e.mark_number > 0))::integer as marked, (count(*) filter (where e.mark_number = 0))::integer as waiting
      from ${toMark(round)} group by e.revision_id order by e.revision_id`,

    questions: (revisionIds: readonly string[]) => sql<EssayQuestion[]>`
      select id as "revisionId", content->>'stem' as stem, (content->>'mostWords')::integer as "mostWords", key->>'guide' as guide
      from question_revisions where id = any(${arrayOf(revisionIds, String)}::text::uuid[]) order by id`,
  }
}

import type { Database } from '../../database/client.ts'

export type AmendedScoreRow = {
  attemptId: string
  contestantId: string
  keyBefore: number
  keyAfter: number
  scoreBefore: number
  scoreAfter: number
  placeBefore: number | null
  placeAfter: number | null
}
type Round = { contestId: number; roundId: number }
export type AmendedScoresStore = ReturnType<typeof createAmendedScoresStore>
const noId = '00000000-0000-0000-0000-000000000000'

export function createAmendedScoresStore({ sql }: Database) {
  return {
    /**
     * The next attempts that an amendment gave another score, in one step or together with others. A person's standing before it is the one that the
     * first amendment from there on left behind, or the present one; after it likewise: so the order of everybody is known on both sides.
     */
    page: ({ contestId, roundId }: Round, keyNumber: number, after: string | undefined, limit: number) => sql<AmendedScoreRow[]>`
      with kept as (select * from amended_scores where contest_id = ${contestId} and round_id = ${roundId}),
      before as (select distinct on (contestant_id) contestant_id, place_by from kept where key_number >= ${keyNumber} order by contestant_id, key_number),
      later as (select distinct on (contestant_id) contestant_id, place_by from kept where key_before >= ${keyNumber} order by contestant_id, key_number),
      placed as (
        select s.contestant_id, rank() over (order by coalesce(b.place_by, s.place_by)) as place_before, rank() over (order by coalesce(l.place_by, s.place_by)) as place_after
        from standings s left join before b on b.contestant_id = s.contestant_id left join later l on l.contestant_id = s.contestant_id
        where s.contest_id = ${contestId} and s.round_id = ${roundId} and s.projection = 'official' and s.place_by is not null)
      select k.attempt_id as "attemptId", k.contestant_id as "contestantId", k.key_before as "keyBefore", k.key_number as "keyAfter", k.score_before as "scoreBefore",
        k.score_after as "scoreAfter", p.place_before::integer as "placeBefore", p.place_after::integer as "placeAfter"
      from kept k left join placed p on p.contestant_id = k.contestant_id
      where k.key_before < ${keyNumber} and k.key_number >= ${keyNumber} and k.attempt_id > ${after ?? noId}::text::uuid
      order by k.attempt_id limit ${limit}`,
  }
}

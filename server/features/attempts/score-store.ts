import { arrayOf, bytesArrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'
import type { RankingKey } from '../standings/ranking.ts'
import type { StandingsService } from '../standings/standings-service.ts'
import type { StandingRow } from '../standings/standings-store.ts'
import { type AskedEssays, askSql, columnsOfAsked } from './asked-essays.ts'

export type AttemptScore = AskedEssays & {
  contestantId: string
  keyNumber: number
  scoreThousandths: number
  correctCount: number
  answeredCount: number
  closedAt: Date
  durationMs: number
  answerDigest: Buffer
  essaysWaiting: number
}

export type ScoreStore = ReturnType<typeof createScoreStore>

export function createScoreStore({ database: { sql }, standings }: { database: Database; standings: StandingsService }) {
  return {
    /**
     * Scores and the standings that follow from them, in one statement. An attempt that already has its score is left alone,
     * and so is its standing: whoever repeats this changes nothing. At most one attempt per person.
     */
    record({ contestId, ranking }: { contestId: number; ranking: readonly RankingKey[] }, scores: readonly AttemptScore[]): Promise<StandingRow[]> {
      const isAsking = scores.some(({ essays }) => essays.length > 0)
      return sql.unsafe<StandingRow[]>(
        `with scored as (
           update attempts a set key_number = i.key_number, score_thousandths = i.score, correct_count = i.correct, answered_count = i.answered,
             closed_at = to_timestamp(i.closed / 1000.0), duration_ms = i.duration, answer_digest = i.digest,
             marked_thousandths = 0, essays_waiting = i.essays
           from unnest($2::text::uuid[], $3::text::smallint[], $4::text::integer[], $5::text::smallint[], $6::text::smallint[], $7::text::bigint[], $8::text::integer[], $9::text::bytea[], $10::text::smallint[])
             as i(id, key_number, score, correct, answered, closed, duration, digest, essays)
           where a.contest_id = $1 and a.id = i.id and a.key_number is null
           returning a.contest_id, a.round_id, a.contestant_id, a.unit_id, a.id, a.score_thousandths, a.duration_ms, a.closed_at
         )${isAsking ? `, asked as (${askSql(11)} on conflict (contest_id, attempt_id, question) do update set mark_number = 0)` : ''}
         ${standings.foldSql(ranking)}`,
        [
          contestId,
          arrayOf(scores, (score) => score.attemptId),
          arrayOf(scores, (score) => score.keyNumber),
          arrayOf(scores, (score) => score.scoreThousandths),
          arrayOf(scores, (score) => score.correctCount),
          arrayOf(scores, (score) => score.answeredCount),
          arrayOf(scores, (score) => score.closedAt.getTime()),
          arrayOf(scores, (score) => score.durationMs),
          bytesArrayOf(scores, (score) => score.answerDigest),
          arrayOf(scores, (score) => score.essaysWaiting),
          ...(isAsking ? columnsOfAsked(scores) : []),
        ],
        { prepare: true },
      )
    },
  }
}

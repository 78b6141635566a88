import { arrayOf, bytesArrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'
import type { RankingKey } from '../standings/ranking.ts'
import type { StandingsService } from '../standings/standings-service.ts'
import type { StandingRow } from '../standings/standings-store.ts'

export type AttemptScore = {
  attemptId: string
  contestantId: string
  keyNumber: number
  scoreThousandths: number
  correctCount: number
  answeredCount: number
  durationMs: number
  answerDigest: Buffer
}

export type ScoreStore = ReturnType<typeof createScoreStore>

export function createScoreStore({ database, standings }: { database: Database; standings: StandingsService }) {
  const { sql } = database
  return {
    /** Scores and the standings that follow from them, in one transaction and one round trip. */
    async record(
      round: { contestId: number; roundId: number; ranking: readonly RankingKey[] },
      scores: readonly AttemptScore[],
    ): Promise<StandingRow[]> {
      const { contestId, roundId, ranking } = round
      const contestants = arrayOf(scores, (score) => score.contestantId)
      const [, , changed] = (await sql.begin((transaction) => [
        // one person's scorings go one after the other, so that each fold sees all before it
        transaction`select from contestants where contest_id = ${contestId} and id = any(${contestants}::text::uuid[]) order by id for no key update`,
        transaction`
          update attempts a set key_number = i.key_number, score_thousandths = i.score, correct_count = i.correct, answered_count = i.answered,
            duration_ms = i.duration, answer_digest = i.digest
          from unnest(${arrayOf(scores, (score) => score.attemptId)}::text::uuid[], ${arrayOf(scores, (score) => score.keyNumber)}::text::smallint[],
            ${arrayOf(scores, (score) => score.scoreThousandths)}::text::integer[], ${arrayOf(scores, (score) => score.correctCount)}::text::smallint[],
            ${arrayOf(scores, (score) => score.answeredCount)}::text::smallint[], ${arrayOf(scores, (score) => score.durationMs)}::text::integer[],
            ${bytesArrayOf(scores, (score) => score.answerDigest)}::text::bytea[]) as i(id, key_number, score, correct, answered, duration, digest)
          where a.contest_id = ${contestId} and a.id = i.id and (a.key_number is null or a.key_number <= i.key_number)`,
        standings.fold(transaction, contestId, roundId, ranking, contestants),
      ])) as unknown as [unknown, unknown, StandingRow[]]
      return changed
    },
  }
}

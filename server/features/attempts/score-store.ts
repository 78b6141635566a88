import type { TransactionSql } from 'postgres'
import { arrayOf, bytesArrayOf, nullableArrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'
import type { StandingsService } from '../standings/standings-service.ts'
import { type AskedEssays, askSql, columnsOfAsked } from './asked-essays.ts'

/** What grading makes of an attempt; a new key changes it. */
export type Graded = AskedEssays & {
  contestantId: string
  keyNumber: number
  scoreThousandths: number
  correctCount: number
  answeredCount: number
  /** How often the attempt had been opened again when its log was read: what was read of an ending that was taken back is no score. */
  reopenings: number
  /** The most the paper could earn. */
  mostThousandths: number
}
export type AttemptScore = Graded & {
  closedAt: Date
  durationMs: number
  readingFloorMs: number
  /** The number that was guessed, in thousandths. */
  prediction: number | null
  answerDigest: Buffer
  essaysWaiting: number
}

/** Standings as they are now, for the boards. */
type Changed = Awaited<ReturnType<StandingsService['refold']>>

export type ScoreStore = ReturnType<typeof createScoreStore>

export function createScoreStore({ database: { sql }, standings }: { database: Database; standings: Pick<StandingsService, 'hold' | 'refold'> }) {
  return {
    /**
     * Scores of one round and the standings that follow from them, in one transaction. An attempt that already has its score is left alone:
     * whoever repeats this changes nothing. At most one attempt per person.
     */
    record(round: { contestId: number; roundId: number }, scores: readonly AttemptScore[]): Promise<Changed> {
      const people = scores.map(({ contestantId }) => contestantId)
      return sql.begin(async (transaction) => {
        // sent at once, done one after the other: only the last of them is waited for
        const [, , rows] = await Promise.all([
          standings.hold(transaction, round.contestId, people),
          write(transaction, round.contestId, scores),
          standings.refold(transaction, round, people),
        ])
        return rows
      }) as Promise<Changed>
    },
  }
}

async function write(transaction: TransactionSql, contestId: number, scores: readonly AttemptScore[]): Promise<void> {
  const isAsking = scores.some(({ essays }) => essays.length > 0)
  await transaction.unsafe(
    `with scored as (
       update attempts a set key_number = i.key_number, score_thousandths = i.score, correct_count = i.correct, answered_count = i.answered,
         closed_at = to_timestamp(i.closed / 1000.0), duration_ms = i.duration, answer_digest = i.digest, marked_thousandths = 0, essays_waiting = i.essays,
         most_thousandths = i.most, prediction = i.prediction, reading_floor_ms = i.reading_floor
       from unnest($2::text::uuid[], $3::text::smallint[], $4::text::integer[], $5::text::smallint[], $6::text::smallint[], $7::text::bigint[], $8::text::integer[],
         $9::text::bytea[], $10::text::smallint[], $11::text::integer[], $12::text::bigint[], $13::text::integer[], $14::text::smallint[])
         as i(id, key_number, score, correct, answered, closed, duration, digest, essays, most, prediction, reading_floor, reopenings)
       where a.contest_id = $1 and a.id = i.id and a.key_number is null and a.state in ('submitted', 'expired') and a.reopenings = i.reopenings
       returning a.contest_id, a.round_id, a.id
     )${isAsking ? `, asked as (${askSql(15)} on conflict (contest_id, attempt_id, question) do update set mark_number = 0)` : ''}
     select from scored`,
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
      arrayOf(scores, (score) => score.mostThousandths),
      nullableArrayOf(scores, (score) => score.prediction),
      arrayOf(scores, (score) => score.readingFloorMs),
      arrayOf(scores, (score) => score.reopenings),
      ...(isAsking ? columnsOfAsked(scores) : []),
    ],
    { prepare: true },
  )
}

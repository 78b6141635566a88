import type { TransactionSql } from 'postgres'
import type { KeyAmendment } from '../../../question-bank/amended-key.ts'
import type { QuestionContent, QuestionKey } from '../../../question-bank/question.ts'
import { addSums, type ItemSums, readSums, type WrittenSums, writeSums } from '../../../question-bank/statistics/item-sums.ts'
import type { TimedTap } from '../../../question-bank/statistics/sitting.ts'
import { arrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'

type Round = { contestId: number; roundId: number }
/** Where sums belong: a revision, and what it and the rest of its paper were worth. */
export type SumsPlace = { revisionId: string; points: number; restPoints: number }
export type PlacedSums = SumsPlace & { sums: ItemSums }
type AmendedRevision = { id: string; number: number; content: QuestionContent; key: QuestionKey; amendments: KeyAmendment[] }
type SumsRow = SumsPlace & { sums: WrittenSums }

// no edge lets these two into an answer
const [recordSeparator, fieldSeparator] = ['\x1e', '\x1f']

export type StatisticsStore = ReturnType<typeof createStatisticsStore>

export function createStatisticsStore({ sql }: Database) {
  return {
    async cursor(contestId: number): Promise<string> {
      const [row] = await sql<{ seenBelow: string }[]>`select seen_below::text as "seenBelow" from job_cursors where name = ${cursorOf(contestId)}`
      return row?.seenBelow ?? '0'
    },
    /** Marks, sums and cursor together or not at all. */
    begin: (work: (piece: CountedPiece) => Promise<void>): Promise<void> =>
      sql.begin(async (transaction) => void (await work(pieceIn(transaction)))) as Promise<void>,

    async taps(contestId: number, attemptIds: readonly string[]): Promise<Map<string, TimedTap[]>> {
      const rows = await sql<{ id: string; taps: string }[]>`
        select attempt_id as id,
          string_agg(question || e'\x1f' || (extract(epoch from received_at) * 1000)::bigint || e'\x1f' || answer, e'\x1e' order by tap) as taps
        from answer_log
        where contest_id = ${contestId} and attempt_id = any(${`{${attemptIds.join()}}`}::text::uuid[]) and not is_overtaken
        group by attempt_id`
      return new Map(rows.map((row) => [row.id, row.taps.split(recordSeparator).map(readTap)]))
    },

    async revisionsOf(questionId: string): Promise<AmendedRevision[]> {
      return sql<AmendedRevision[]>`
        select r.id, r.number, r.content, r.key, coalesce((
          select jsonb_agg(jsonb_build_object('number', m.number, 'change', m.change)) from key_amendments m where m.revision_id = r.id), '[]') as amendments
        from question_revisions r where r.question_id = ${questionId} order by r.number desc`
    },
    async sumsOf(revisionIds: readonly string[]): Promise<(PlacedSums & Round)[]> {
      const rows = await sql<(SumsRow & Round)[]>`
        select contest_id as "contestId", round_id as "roundId", revision_id as "revisionId", points_thousandths as points, rest_thousandths as "restPoints", sums
        from question_statistics where revision_id = any(${`{${revisionIds.join()}}`}::text::uuid[])
        order by contest_id, round_id, revision_id, points_thousandths, rest_thousandths`
      return rows.map((row) => ({ ...row, sums: readSums(row.sums) }))
    },
    /** Everything of a contest will be counted anew. */
    async forget(contestId: number): Promise<void> {
      await sql.begin(async (transaction) => {
        await transaction`delete from counted_attempts where contest_id = ${contestId}`
        await transaction`delete from question_statistics where contest_id = ${contestId}`
        await transaction`delete from job_cursors where name = ${cursorOf(contestId)}`
      })
    },
  }
}

export type CountedPiece = ReturnType<typeof pieceIn>

function pieceIn(transaction: TransactionSql) {
  return {
    /** Scored attempts of these people that are in no sum, marked as counted from now on. */
    async claim({ contestId, roundId }: Round, contestantIds: readonly string[]): Promise<string[]> {
      const rows = await transaction<{ id: string }[]>`
        insert into counted_attempts (contest_id, attempt_id)
        select a.contest_id, a.id from attempts a
        where a.contest_id = ${contestId} and a.round_id = ${roundId} and a.contestant_id = any(${arrayOf(contestantIds, (id) => id)}::text::uuid[])
          and a.state in ('submitted', 'expired') and a.key_number is not null
        on conflict do nothing returning attempt_id as id`
      return rows.map((row) => row.id)
    },
    async add({ contestId, roundId }: Round, more: readonly PlacedSums[]): Promise<void> {
      const known = await transaction<SumsRow[]>`
        select revision_id as "revisionId", points_thousandths as points, rest_thousandths as "restPoints", sums from question_statistics
        where contest_id = ${contestId} and round_id = ${roundId} and revision_id = any(${arrayOf(more, (one) => one.revisionId)}::text::uuid[]) for update`
      const sumsAt = new Map(known.map((row) => [nameOf(row), readSums(row.sums)]))
      const written = more.map((one) => {
        const before = sumsAt.get(nameOf(one))
        if (before) addSums(before, one.sums)
        return { revisionId: one.revisionId, points: one.points, restPoints: one.restPoints, sums: writeSums(before ?? one.sums) }
      })
      await transaction`
        insert into question_statistics (contest_id, round_id, revision_id, points_thousandths, rest_thousandths, sums)
        select ${contestId}, ${roundId}, "revisionId", points, "restPoints", sums
        from jsonb_to_recordset(${JSON.stringify(written)}::text::jsonb) as t("revisionId" uuid, points integer, "restPoints" integer, sums jsonb)
        on conflict (contest_id, round_id, revision_id, points_thousandths, rest_thousandths) do update set sums = excluded.sums`
    },
    async moveCursor(contestId: number, seenBelow: string): Promise<void> {
      await transaction`
        insert into job_cursors (name, seen_below) values (${cursorOf(contestId)}, ${seenBelow}::text::xid8)
        on conflict (name) do update set seen_below = excluded.seen_below`
    },
  }
}

export function nameOf({ revisionId, points, restPoints }: SumsPlace): string {
  return `${revisionId} ${points} ${restPoints}`
}

function cursorOf(contestId: number): string {
  return `statistics ${contestId}`
}

function readTap(record: string): TimedTap {
  const [question = '', receivedAtMs = '', answer = ''] = record.split(fieldSeparator)
  return { question: Number(question), receivedAtMs: Number(receivedAtMs), answer }
}

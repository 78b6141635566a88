import type { Sql } from 'postgres'
import type { TapOutcome } from '../../contract/attempts.ts'
import type { AttemptState } from '../../contract/contestants.ts'
import type { Navigation } from '../../contract/round-rules.ts'
import { arrayOf, nullableArrayOf, textArrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'
import { statesBefore } from './attempt-transitions.ts'

export type AttemptRow = {
  contestId: number
  id: string
  roundId: number
  contestantId: string
  unitId: number
  attemptNo: number
  roundVersion: number
  questionCount: number
  state: AttemptState
  startedAt: Date
  deadlineAt: Date
  closedAt: Date | null
  device: string
  receiptCode: string
  keyNumber: number | null
  scoreThousandths: number | null
  correctCount: number | null
  answeredCount: number | null
  durationMs: number | null
  answerDigest: Buffer | null
  essaysWaiting: number
  /** How often officials opened it again: whoever writes a score writes it onto the ending that was read. */
  reopenings: number
  navigation: Navigation
  reached: number
  seed: Buffer
}

export type StartRound = {
  contestId: number
  roundId: number
  version: number
  questionCount: number
  attemptsAllowed: number | null
  durationSeconds: number
  graceSeconds: number
  pauseSeconds: number
}
export type StartWrite = {
  round: StartRound
  contestantId: string
  actionId: string
  newId: string
  receiptCode: string
  device: string
  receivedAtMs: number
  /** What was typed, under the present key and under those before. */
  accessCodes?: readonly Buffer[] | undefined
  skewMs?: number | undefined
}
export type StartVerdict =
  | 'started'
  | 'replayed'
  | 'resumed'
  | 'STALE_ROUND'
  | 'TOKEN_INVALID'
  | 'ACTION_ID_REUSED'
  | 'ROUND_NOT_OPEN'
  | 'ROUND_CLOSED'
  | 'NO_ATTEMPTS_LEFT'
  | 'PAUSE_NOT_OVER'
  | 'ACCESS_CODE_WRONG'
export type Started = {
  outcome: StartVerdict
  attemptId: string
  attemptNo: number
  state: AttemptState
  startedAt: Date
  deadlineAt: Date
  acceptsUntil: Date
  roundVersion: number
  noticeNumber: number
  seed: Buffer
  /** When the next attempt may begin, where there was one before. */
  waitsUntil: Date | null
}

export type TapWrite = { id: string; question: number; seq: number; answer: string }
export type SaveWrite = { contestId: number; attemptId: string; device: string; receivedAtMs: number; taps: readonly TapWrite[] }
export type TapResult = { outcome: TapOutcome | 'ATTEMPT_NOT_FOUND'; tap: number | null; deadlineAt: Date; noticeNumber: number }

/** A question that its reader goes on from. */
export type LeaveWrite = { contestId: number; attemptId: string; from: number; receivedAtMs: number }
export type CloseWrite = { contestId: number; attemptId: string; actionId: string; receivedAtMs: number; skewMs?: number | undefined }

/** The taps of an attempt that count, in one text (see attempt-scoring.ts for its form), and when the last of them arrived. */
export type AttemptLog = { taps: string; lastReceivedAt: Date }

export type AttemptsStore = ReturnType<typeof createAttemptsStore>

export function createAttemptsStore({ sql }: Database) {
  return {
    /** One batch of one round. */
    async start(batch: readonly StartWrite[]): Promise<Started[]> {
      const { round } = batch[0] as StartWrite
      const rows = await sql<(Started & { position: number })[]>`
        select "position", outcome, attempt_id as "attemptId", attempt_no as "attemptNo", state, started_at as "startedAt", deadline_at as "deadlineAt",
          accepts_until as "acceptsUntil", round_version as "roundVersion", notice_number as "noticeNumber", seed, waits_until as "waitsUntil"
        from start_attempts(${round.contestId}, ${round.roundId}, ${round.version}, ${round.questionCount}, ${round.attemptsAllowed}, ${round.durationSeconds}, ${round.graceSeconds},
          ${round.pauseSeconds},
          ${arrayOf(batch, (start) => start.contestantId)}::text::uuid[], ${arrayOf(batch, (start) => start.actionId)}::text::uuid[],
          ${arrayOf(batch, (start) => start.newId)}::text::uuid[], ${arrayOf(batch, (start) => start.receiptCode)}::text::text[],
          ${arrayOf(batch, (start) => start.device)}::text::text[], ${arrayOf(batch, (start) => start.receivedAtMs)}::text::bigint[],
          ${nullableArrayOf(batch, accessCodesOf)}::text::text[], ${nullableArrayOf(batch, skewOf)}::text::integer[])`
      return inOrder(rows, batch.length)
    },

    /** One batch of one contest, at most one request per attempt. */
    async save(batch: readonly SaveWrite[]): Promise<TapResult[][]> {
      const taps = batch.flatMap((save) => save.taps.map((tap) => ({ save, tap })))
      const rows = await sql<(TapResult & { position: number })[]>`
        select "position", outcome, tap, deadline_at as "deadlineAt", notice_number as "noticeNumber"
        from save_taps(${(batch[0] as SaveWrite).contestId},
          ${arrayOf(taps, ({ save }) => save.attemptId)}::text::uuid[], ${arrayOf(taps, ({ tap }) => tap.id)}::text::uuid[],
          ${arrayOf(taps, ({ tap }) => tap.question)}::text::smallint[], ${arrayOf(taps, ({ tap }) => tap.seq)}::text::integer[],
          ${arrayOf(taps, ({ save }) => save.device)}::text::text[], ${arrayOf(taps, ({ save }) => save.receivedAtMs)}::text::bigint[],
          ${textArrayOf(taps, ({ tap }) => tap.answer)}::text::text[])`
      const results = inOrder(rows, taps.length)
      let next = 0
      return batch.map((save) => {
        next += save.taps.length
        return results.slice(next - save.taps.length, next)
      })
    },

    /** Where it stands afterwards; undefined: it may not go there. What was left before is left once, also after the time. */
    async leave({ contestId, attemptId, from, receivedAtMs }: LeaveWrite): Promise<{ reached: number } | undefined> {
      const [row] = await sql<{ reached: number }[]>`
        update attempts a set reached = greatest(a.reached, ${from + 1}::smallint)
        where a.contest_id = ${contestId} and a.id = ${attemptId} and a.state = any(${statesBefore('save')}::text::text[]) and ${from + 1} < a.question_count
          and (${from} < a.reached or a.deadline_at >= ${new Date(receivedAtMs)}) and (a.navigation <> 'one-by-one' or ${from} <= a.reached)
        returning a.reached`
      return row
    },

    /** Closes what is open; what was closed before is read as it stands. */
    async close(batch: readonly CloseWrite[]): Promise<(AttemptRow | undefined)[]> {
      const { contestId } = batch[0] as CloseWrite
      // in the order in which saves lock attempts: whoever takes locks in one order cannot deadlock
      const inOrder = [...batch].sort((a, b) => (a.attemptId < b.attemptId ? -1 : 1))
      const closed = await sql.unsafe<AttemptRow[]>(
        `select ${attemptColumns('(f.attempt)')}, f.seed from close_attempts($1, $2::text::uuid[], $3::text::uuid[], $4::text::bigint[], $5::text::integer[]) f`,
        [
          contestId,
          arrayOf(inOrder, (close) => close.attemptId),
          arrayOf(inOrder, (close) => close.actionId),
          arrayOf(inOrder, (close) => close.receivedAtMs),
          nullableArrayOf(inOrder, skewOf),
        ],
        { prepare: true },
      )
      const byId = new Map(closed.map((row) => [row.id, row]))
      const others = batch.filter((close) => !byId.has(close.attemptId)).map((close) => close.attemptId)
      if (others.length > 0) for (const row of await findAll(sql, contestId, others)) byId.set(row.id, row)
      return batch.map((close) => byId.get(close.attemptId))
    },

    async find(contestId: number, attemptId: string): Promise<AttemptRow | undefined> {
      return (await findAll(sql, contestId, [attemptId]))[0]
    },
    findAll: (contestId: number, attemptIds: readonly string[]) => findAll(sql, contestId, attemptIds),

    /**
     * The logs in the order that counts, one text each: a row per tap would cost more to carry than to read. A tap overtaken by a later one of its own device is not part of it.
     */
    async logs(contestId: number, attemptIds: readonly string[]): Promise<Map<string, AttemptLog>> {
      const rows = await sql<(AttemptLog & { id: string })[]>`
        select attempt_id as id, string_agg(tap || e'\x1f' || question || e'\x1f' || answer, e'\x1e' order by tap) as taps, max(received_at) as "lastReceivedAt"
        from answer_log
        where contest_id = ${contestId} and attempt_id = any(${`{${attemptIds.join()}}`}::text::uuid[]) and not is_overtaken
        group by attempt_id`
      return new Map(rows.map((row) => [row.id, row]))
    },

    async contestsWithOverdue(beforeMs: number): Promise<number[]> {
      const rows = await sql<{ id: number }[]>`
        select c.id from contests c where exists (
          select from attempts a where a.contest_id = c.id and a.state = 'open' and a.accepts_until < ${new Date(beforeMs)})`
      return rows.map((row) => row.id)
    },
    async expire(contestId: number, beforeMs: number, limit: number): Promise<string[]> {
      const rows = await sql<{ id: string }[]>`select expire_attempts as id from expire_attempts(${contestId}, ${new Date(beforeMs)}, ${limit})`
      return rows.map((row) => row.id)
    },
    /** Closed and not scored: the process that closed them died in between. */
    unscored: (sinceMs: number, untilMs: number, limit: number) => sql<{ contestId: number; id: string }[]>`
      select contest_id as "contestId", id from attempts
      where settled_at >= ${new Date(sinceMs)} and settled_at < ${new Date(untilMs)} and state in ('submitted', 'expired') and key_number is null limit ${limit}`,
    async countByRound(): Promise<{ contestId: number; roundId: number; started: number; running: number }[]> {
      return sql<{ contestId: number; roundId: number; started: number; running: number }[]>`
        select contest_id as "contestId", round_id as "roundId", count(*)::integer as started, (count(*) filter (where state = 'open'))::integer as running
        from attempts group by contest_id, round_id`
    },
  }
}

function attemptColumns(of: string): string {
  return `${of}.contest_id as "contestId", ${of}.id, ${of}.round_id as "roundId", ${of}.contestant_id as "contestantId", ${of}.unit_id as "unitId",
    ${of}.attempt_no as "attemptNo", ${of}.round_version as "roundVersion", ${of}.question_count as "questionCount", ${of}.state, ${of}.started_at as "startedAt",
    ${of}.deadline_at as "deadlineAt", ${of}.closed_at as "closedAt", ${of}.device, ${of}.receipt_code as "receiptCode", ${of}.key_number as "keyNumber",
    ${of}.score_thousandths as "scoreThousandths", ${of}.correct_count as "correctCount", ${of}.answered_count as "answeredCount", ${of}.duration_ms as "durationMs",
    ${of}.answer_digest as "answerDigest", ${of}.essays_waiting as "essaysWaiting", ${of}.reopenings, ${of}.navigation, ${of}.reached`
}

const skewOf = ({ skewMs }: { skewMs?: number | undefined }) => skewMs ?? null
const accessCodesOf = ({ accessCodes }: StartWrite) =>
  accessCodes === undefined ? null : `"${accessCodes.map((code) => code.toString('hex')).join(' ')}"`

async function findAll(sql: Sql, contestId: number, attemptIds: readonly string[]): Promise<AttemptRow[]> {
  return sql.unsafe<AttemptRow[]>(
    `select ${attemptColumns('a')}, c.seed from attempts a
     join contestants c on c.contest_id = a.contest_id and c.id = a.contestant_id
     where a.contest_id = $1 and a.id = any($2::text::uuid[])`,
    [contestId, `{${attemptIds.join()}}`],
    { prepare: true },
  )
}

/** The functions name each result by the position of its input, counted from 1. */
function inOrder<Row extends { position: number }>(rows: readonly Row[], count: number): Row[] {
  const ordered = new Array<Row>(count)
  for (const row of rows) ordered[row.position - 1] = row
  return ordered
}

import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  customType,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Navigation } from '../../contract/round-rules.ts'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** One sitting is one row, written at the start. Its paper is a function of the seed and is not stored. */
export const attempts = pgTable(
  'attempts',
  {
    contestId: integer('contest_id').notNull(),
    id: uuid().notNull(),
    roundId: integer('round_id').notNull(),
    contestantId: uuid('contestant_id').notNull(),
    /** The unit the person belonged to then: trees change, results keep theirs. */
    unitId: integer('unit_id').notNull(),
    attemptNo: smallint('attempt_no').notNull(),
    attemptsAllowed: smallint('attempts_allowed'),
    /** Version of the round whose blueprint this paper is drawn from. */
    roundVersion: integer('round_version').notNull(),
    questionCount: smallint('question_count').notNull(),
    state: text().$type<'open' | 'submitted' | 'expired' | 'voided'>().notNull().default('open'),
    startActionId: uuid('start_action_id').notNull(),
    device: text().notNull(),
    startedAt: timestamp('started_at', { withTimezone: true }).notNull(),
    deadlineAt: timestamp('deadline_at', { withTimezone: true }).notNull(),
    /** Deadline plus the grace of the round: what the statements compare with. */
    acceptsUntil: timestamp('accepts_until', { withTimezone: true }).notNull(),
    closedAt: timestamp('closed_at', { withTimezone: true }),
    /** When the close was written, however long ago the attempt had ended: what looks for closed attempts without a score goes by this. */
    settledAt: timestamp('settled_at', { withTimezone: true }),
    submitActionId: uuid('submit_action_id'),
    receiptCode: text('receipt_code').notNull(),
    // what scoring adds, as a repeatable second step
    keyNumber: smallint('key_number'),
    scoreThousandths: integer('score_thousandths'),
    correctCount: smallint('correct_count'),
    answeredCount: smallint('answered_count'),
    durationMs: integer('duration_ms'),
    answerDigest: bytea('answer_digest'),
    /** How much of the score people gave for essays, and how many essays nobody has marked: until there is none, the score is not the last word. */
    /** The most this paper could earn by the same key. */
    mostThousandths: integer('most_thousandths'),
    /** The number that was guessed, in thousandths, for those rules that rank by it. */
    prediction: bigint({ mode: 'number' }),
    /** The least time in which the paper can have been read. */
    readingFloorMs: integer('reading_floor_ms'),
    markedThousandths: integer('marked_thousandths').notNull().default(0),
    essaysWaiting: smallint('essays_waiting').notNull().default(0),
    /** How a voided attempt had ended: what it is again when it is reinstated. */
    endedAs: text('ended_as').$type<'submitted' | 'expired'>(),
    /** Whoever scores writes only onto the ending whose log was read. */
    reopenings: smallint().notNull().default(0),
    /** How much later officials let it end than the rules would. */
    extendedSeconds: integer('extended_seconds').notNull().default(0),
    /** How one moves through it, as it was ruled when it began. */
    navigation: text().$type<Navigation>().notNull().default('free'),
    /** The furthest question it has come to: what lies before is left behind, and one by one what lies after is not sent. */
    reached: smallint().notNull().default(0),
    /** How far the clock of the person's device was ahead, as last heard. */
    skewMs: integer('skew_ms'),
  },
  (table) => [
    primaryKey({ columns: [table.contestId, table.id] }),
    // no foreign key to contestants: start_attempts inserts from the locked contestant row, a check per row would only cost
    uniqueIndex('attempts_in_order').on(table.contestId, table.roundId, table.contestantId, table.attemptNo),
    uniqueIndex('one_open_attempt').on(table.contestId, table.roundId, table.contestantId).where(sql`state = 'open'`),
    index('open_attempts_by_end').on(table.contestId, table.acceptsUntil).where(sql`state = 'open'`),
    // a summary, not an entry per row: scoring then changes no index at all and the row is rewritten in its place
    index('attempts_by_settling').using('brin', table.settledAt),
    // empty where no paper has an essay; of its columns scoring without essays changes none
    index('attempts_with_essays_waiting').on(table.contestId, table.roundId).where(sql`essays_waiting > 0`),
    check('not_more_than_allowed', sql`attempt_no >= 1 and (attempts_allowed is null or attempt_no <= attempts_allowed)`),
    check('closed_has_a_time', sql`(state = 'open') = (closed_at is null)`),
  ],
)

/** Every accepted tap, for ever: append-only, partitioned by contest (see the migration). */
export const answerLog = pgTable(
  'answer_log',
  {
    contestId: integer('contest_id').notNull(),
    attemptId: uuid('attempt_id').notNull(),
    /** Given under the row lock of the attempt: the order that scoring reads. */
    tap: smallint().notNull(),
    question: smallint().notNull(),
    /** A tap that a later one of the same device had already overtaken is kept, but does not count. */
    isOvertaken: boolean('is_overtaken').notNull(),
    seq: integer().notNull(),
    receivedAt: timestamp('received_at', { withTimezone: true }).notNull(),
    actionId: uuid('action_id').notNull(),
    device: text().notNull(),
    answer: text().notNull(),
    /** Received after the deadline, within the grace: it counts. */
    isLate: boolean('is_late').notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.contestId, table.attemptId, table.tap] })],
)

import { sql } from 'drizzle-orm'
import { boolean, check, customType, index, integer, jsonb, pgTable, primaryKey, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { AttemptActKind } from '../../contract/attempt-acts.ts'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** What officials and support did to attempts, one row for each act: a repeat is answered from here. Append-only. */
export const attemptActs = pgTable(
  'attempt_acts',
  {
    contestId: integer('contest_id').notNull(),
    actionId: uuid('action_id').notNull(),
    roundId: integer('round_id').notNull(),
    /** null: of many attempts, or of those to come. */
    attemptId: uuid('attempt_id'),
    kind: text().$type<AttemptActKind>().notNull(),
    /** Of who asked and what for: the same id with another request is refused. */
    requestDigest: bytea('request_digest').notNull(),
    /** Within the limits declared for support. */
    isLimited: boolean('is_limited').notNull(),
    seconds: integer().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    reply: jsonb().notNull(),
  },
  (table) => [primaryKey({ columns: [table.contestId, table.actionId] }), index('acts_of_attempt').on(table.contestId, table.attemptId)],
)

/** An ending that was taken back when its attempt was opened again: its receipt can still be proved. Append-only. */
export const formerReceipts = pgTable(
  'former_receipts',
  {
    contestId: integer('contest_id').notNull(),
    attemptId: uuid('attempt_id').notNull(),
    /** How often the attempt had been opened again before. */
    number: smallint().notNull(),
    code: text().notNull(),
    state: text().$type<'submitted' | 'expired'>().notNull(),
    closedAt: timestamp('closed_at', { withTimezone: true }).notNull(),
    answeredCount: smallint('answered_count').notNull(),
    digest: bytea().notNull(),
    submitActionId: uuid('submit_action_id'),
    /** The taps up to this one are what the digest is of. */
    lastTap: smallint('last_tap').notNull(),
    reopenedAt: timestamp('reopened_at', { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.contestId, table.attemptId, table.number] }), index('former_receipts_by_code').on(table.code)],
)

/** Answers that came too late to count, kept as evidence, so many of each attempt. Append-only. */
export const lateAnswers = pgTable(
  'late_answers',
  {
    contestId: integer('contest_id').notNull(),
    attemptId: uuid('attempt_id').notNull(),
    number: smallint().notNull(),
    refusal: text().$type<'DEADLINE_PASSED' | 'ATTEMPT_CLOSED'>().notNull(),
    question: smallint().notNull(),
    seq: integer().notNull(),
    receivedAt: timestamp('received_at', { withTimezone: true }).notNull(),
    actionId: uuid('action_id').notNull(),
    device: text().notNull(),
    answer: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.contestId, table.attemptId, table.number] })],
)

/** What one person, or everybody in a subtree of units, is allowed beyond the rules of a round. Append-only: a further one adds to it. */
export const attemptOverrides = pgTable(
  'attempt_overrides',
  {
    contestId: integer('contest_id').notNull(),
    id: uuid().notNull(),
    roundId: integer('round_id').notNull(),
    contestantId: uuid('contestant_id'),
    unitId: integer('unit_id'),
    /** The round closes for them no earlier than this. */
    closesAt: timestamp('closes_at', { withTimezone: true }),
    moreSeconds: integer('more_seconds').notNull().default(0),
    moreAttempts: smallint('more_attempts').notNull().default(0),
    reason: text().notNull(),
    madeBy: integer('made_by').notNull(),
    madeAt: timestamp('made_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.contestId, table.id] }),
    index('overrides_of_person').on(table.contestId, table.roundId, table.contestantId),
    index('overrides_of_unit').on(table.contestId, table.roundId, table.unitId),
    check('a_person_or_a_unit', sql`(contestant_id is null) <> (unit_id is null)`),
    check('gives_something', sql`closes_at is not null or more_seconds > 0 or more_attempts > 0`),
  ],
)

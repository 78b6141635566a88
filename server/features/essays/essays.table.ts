import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, pgTable, primaryKey, smallint, text, timestamp, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { accounts } from '../accounts/accounts.table.ts'

/** Answers that only people can mark: one row for each, written with the score of its attempt. The texts are in the answer log. */
export const essayAnswers = pgTable(
  'essay_answers',
  {
    contestId: integer('contest_id').notNull(),
    attemptId: uuid('attempt_id').notNull(),
    /** Displayed question, 0 is the first. */
    question: smallint().notNull(),
    roundId: integer('round_id').notNull(),
    revisionId: uuid('revision_id').notNull(),
    /** What markers name an answer by: it tells neither whose it is nor which others are of the same paper. */
    code: text().notNull(),
    /** What the question is worth in this paper. */
    mostThousandths: integer('most_thousandths').notNull(),
    /** The mark in force; 0: nobody has marked it. */
    markNumber: smallint('mark_number').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.contestId, table.attemptId, table.question] }),
    uniqueIndex('essay_answers_by_code').on(table.contestId, table.code),
    // what a marker asks for: the unmarked ones first, in an order that tells nothing
    index('essay_answers_to_mark').on(table.contestId, table.roundId, sql`(mark_number > 0)`, table.code),
    // what marks refer to, so that none can be above what the question is worth in its paper
    unique('essay_answers_worth').on(table.contestId, table.attemptId, table.question, table.mostThousandths),
  ],
)

/** Every mark that was ever given, for ever: append-only (see the migration). The last one counts. */
export const essayMarks = pgTable(
  'essay_marks',
  {
    contestId: integer('contest_id').notNull(),
    attemptId: uuid('attempt_id').notNull(),
    question: smallint().notNull(),
    /** 1 is the first mark of this answer. */
    number: smallint().notNull(),
    pointsThousandths: integer('points_thousandths').notNull(),
    mostThousandths: integer('most_thousandths').notNull(),
    markerId: integer('marker_id')
      .notNull()
      .references(() => accounts.id),
    markedAt: timestamp('marked_at', { withTimezone: true }).notNull(),
    actionId: uuid('action_id').notNull(),
    /** What the marker wrote; the reason, where an earlier mark is changed. */
    note: text().notNull().default(''),
  },
  (table) => [
    primaryKey({ columns: [table.contestId, table.attemptId, table.question, table.number] }),
    uniqueIndex('one_mark_per_action').on(table.contestId, table.actionId),
    foreignKey({
      name: 'mark_of_an_answer',
      columns: [table.contestId, table.attemptId, table.question, table.mostThousandths],
      foreignColumns: [essayAnswers.contestId, essayAnswers.attemptId, essayAnswers.question, essayAnswers.mostThousandths],
    }),
    check('points_within_the_question', sql`points_thousandths between 0 and most_thousandths`),
    check('a_change_has_a_reason', sql`number = 1 or note <> ''`),
  ],
)

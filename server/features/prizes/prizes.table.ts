import { sql } from 'drizzle-orm'
import { check, integer, jsonb, pgTable, primaryKey, smallint, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { accounts } from '../accounts/accounts.table.ts'

/**
 * What was done about the prizes of a seal, step by step: who was called and what came of it, lots, the decision, its publication. Append-only:
 * how far a prize is follows from its steps.
 */
export const awardSteps = pgTable(
  'award_steps',
  {
    contestId: integer('contest_id').notNull(),
    number: integer().notNull(),
    sealNumber: smallint('seal_number').notNull(),
    kind: text().$type<'checked' | 'settled' | 'decided' | 'published'>().notNull(),
    prizeId: text('prize_id'),
    contestantId: uuid('contestant_id'),
    unitId: integer('unit_id'),
    /** What was checked and what came of it, who was drawn by which seed, or the winners that were decided on. */
    body: jsonb().notNull(),
    note: text().notNull().default(''),
    accountId: integer('account_id')
      .notNull()
      .references(() => accounts.id),
    at: timestamp({ withTimezone: true }).notNull(),
    actionId: uuid('action_id').notNull(),
    actionDigest: text('action_digest').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.contestId, table.number] }),
    uniqueIndex('one_award_step_per_action').on(table.contestId, table.actionId),
    check('a_check_is_of_somebody', sql`kind <> 'checked' or (contestant_id is null) <> (unit_id is null)`),
  ],
)

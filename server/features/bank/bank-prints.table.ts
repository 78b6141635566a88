import { boolean, customType, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { accounts } from '../accounts/accounts.table.ts'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** What printed papers were made from: the same row makes the same papers again. */
export const bankPrints = pgTable('bank_prints', {
  id: uuid().primaryKey(),
  /** A repeat of the same action is the same print. */
  actionId: uuid('action_id').notNull().unique(),
  accountId: integer('account_id')
    .notNull()
    .references(() => accounts.id),
  title: text().notNull(),
  organizer: text().notNull(),
  durationMinutes: integer('duration_minutes'),
  codes: text().array().notNull(),
  shuffleQuestions: boolean('shuffle_questions').notNull(),
  shuffleOptions: boolean('shuffle_options').notNull(),
  /** Whoever knows it knows every paper. */
  seed: bytea().notNull(),
  /** In the order in which they were chosen or drawn. */
  revisionIds: uuid('revision_ids').array().notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
})

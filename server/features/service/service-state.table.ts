import { sql } from 'drizzle-orm'
import { boolean, check, customType, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' })

/** One row: which database this is, when the service was last alive, and until when closing is held after an outage. */
export const serviceState = pgTable(
  'service_state',
  {
    isOnly: boolean('is_only').primaryKey().default(true),
    /** Live state built from another database is worthless, however similar its numbers. */
    databaseId: uuid('database_id').notNull().defaultRandom(),
    lastAliveAt: timestamp('last_alive_at', { withTimezone: true }).notNull(),
    holdUntil: timestamp('hold_until', { withTimezone: true }),
    /** Of the secret that this database is used with: tells it from every other and nothing about it. */
    secretMark: bytea('secret_mark'),
  },
  () => [check('one_row', sql`is_only`)],
)

/** How far a job that follows changes has come: it has seen every transaction below. */
export const jobCursors = pgTable('job_cursors', { name: text().primaryKey(), seenBelow: xid8('seen_below').notNull() })

import { boolean, check, pgTable, timestamp } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'

/** One row: when the service was last alive, and until when closing is held after an outage. */
export const serviceState = pgTable(
  'service_state',
  {
    isOnly: boolean('is_only').primaryKey().default(true),
    lastAliveAt: timestamp('last_alive_at', { withTimezone: true }).notNull(),
    holdUntil: timestamp('hold_until', { withTimezone: true }),
  },
  () => [check('one_row', sql`is_only`)],
)

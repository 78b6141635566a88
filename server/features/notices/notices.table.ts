import { integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'

/** What officials told the participants of a round, numbered in each round. Append-only. */
export const notices = pgTable(
  'notices',
  {
    contestId: integer('contest_id').notNull(),
    roundId: integer('round_id').notNull(),
    number: integer().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    text: text().notNull(),
    textEn: text('text_en'),
  },
  (table) => [primaryKey({ columns: [table.contestId, table.roundId, table.number] })],
)

import { bigint, customType, index, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'

const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' })

/** Where a contestant stands in a round: the attempt that counts and its ranking keys. Boards are built from here. */
export const standings = pgTable(
  'standings',
  {
    contestId: integer('contest_id').notNull(),
    roundId: integer('round_id').notNull(),
    /** 'official' is the truth; 'public' stops at the freeze. */
    projection: text().$type<'official' | 'public'>().notNull(),
    contestantId: uuid('contestant_id').notNull(),
    unitId: integer('unit_id').notNull(),
    attemptId: uuid('attempt_id').notNull(),
    /** Grows with every change: an older standing never overwrites a newer one on a board. */
    version: integer().notNull(),
    /** How many scored attempts this standing was folded from: every scoring changes the row, so whoever follows the changes misses none. */
    scoredAttempts: integer('scored_attempts').notNull(),
    scoreThousandths: integer('score_thousandths').notNull(),
    predictionGap: integer('prediction_gap'),
    durationMs: integer('duration_ms').notNull(),
    submittedAtMs: bigint('submitted_at_ms', { mode: 'number' }).notNull(),
    /** The transaction that wrote this row: what the reconciler reads by. */
    writtenBy: xid8('written_by').notNull(),
    changedAt: timestamp('changed_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.contestId, table.roundId, table.projection, table.contestantId] }),
    index('standings_by_writer').on(table.contestId, table.writtenBy),
  ],
)

import { bigint, customType, index, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'

const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' })
const count = (name: string) => bigint(name, { mode: 'number' })

/** Where a person stands in a round, or in the whole contest (round 0): what their attempts come to. Boards are built from here. */
export const standings = pgTable(
  'standings',
  {
    contestId: integer('contest_id').notNull(),
    roundId: integer('round_id').notNull(),
    /** 'official' is the truth; 'public' stops at the freeze. */
    projection: text().$type<'official' | 'public'>().notNull(),
    contestantId: uuid('contestant_id').notNull(),
    /** The unit in which the attempt that counts was made. */
    unitId: integer('unit_id').notNull(),
    attemptId: uuid('attempt_id').notNull(),
    /** Grows with every change: an older standing never overwrites a newer one on a board. */
    version: integer().notNull(),
    /** The version of the round's rules, or of the contest's, by which it was made. */
    rulesVersion: integer('rules_version').notNull(),
    /** How many scored attempts this standing was folded from: every scoring changes the row, so whoever follows the changes misses none. */
    scoredAttempts: integer('scored_attempts').notNull(),
    scoreThousandths: count('score_thousandths').notNull(),
    /** The guess that counts, in thousandths, and how far it is from the truth once that is known. */
    prediction: count('prediction'),
    predictionGap: count('prediction_gap'),
    durationMs: count('duration_ms').notNull(),
    durationAboveFloorMs: count('duration_above_floor_ms').notNull(),
    submittedAtMs: count('submitted_at_ms').notNull(),
    firstEnteredAtMs: count('first_entered_at_ms').notNull(),
    attemptsUsed: integer('attempts_used').notNull(),
    fullMarkAttempts: integer('full_mark_attempts').notNull(),
    /** The declared keys in order, smaller is better: PostgreSQL's order of these arrays is the order of places. Null: no place any more. */
    placeBy: bigint('place_by', { mode: 'number' }).array(),
    /** The transaction that wrote this row: what the reconciler reads by. */
    writtenBy: xid8('written_by').notNull(),
    changedAt: timestamp('changed_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.contestId, table.roundId, table.projection, table.contestantId] }),
    index('standings_by_writer').on(table.contestId, table.writtenBy),
  ],
)

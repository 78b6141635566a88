import { sql } from 'drizzle-orm'
import { bigint, customType, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'

import type { RaceRow } from './unit-races.ts'

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
    // people of each unit in the order of their places: boards of parts of the tree are read from here
    index('standings_of_unit')
      .on(table.contestId, table.roundId, table.projection, table.unitId, table.placeBy, table.contestantId)
      .where(sql`${table.placeBy} is not null`),
  ],
)

/** Units of one depth against each other, as they were last counted: what a restart finds, and every process reads. */
export const unitRaceResults = pgTable(
  'unit_race_results',
  {
    contestId: integer('contest_id').notNull(),
    raceId: text('race_id').notNull(),
    projection: text().$type<'official' | 'public'>().notNull(),
    takenAt: timestamp('taken_at', { withTimezone: true }).notNull(),
    /** What counting it cost: the next one waits accordingly. */
    tookMs: integer('took_ms').notNull(),
    /** Whatever transactions below this one wrote is counted. */
    seenBelow: xid8('seen_below').notNull(),
    /** The rules, the tree and the day it was counted by. */
    madeBy: text('made_by').notNull(),
    rows: jsonb().$type<RaceRow[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.contestId, table.raceId, table.projection] })],
)

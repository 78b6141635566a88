import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgTable, primaryKey, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { questionRevisions } from '../bank/bank.table.ts'

/** What would follow if a key were amended, worked out before anybody decides: attempts, points, places, prizes. */
export const keyImpacts = pgTable(
  'key_impacts',
  {
    id: uuid().primaryKey(),
    revisionId: uuid('revision_id')
      .notNull()
      .references(() => questionRevisions.id),
    change: jsonb().notNull(),
    /** The amendment in force when it was asked for: after another one it says nothing any more. */
    keyNumber: smallint('key_number').notNull(),
    state: text().$type<'waiting' | 'ready' | 'failed'>().notNull().default('waiting'),
    askedBy: jsonb('asked_by').notNull(),
    askedAt: timestamp('asked_at', { withTimezone: true }).notNull(),
    /** How far the work is, so that it goes on where a process ended. */
    step: jsonb().notNull().default({}),
    done: integer().notNull().default(0),
    total: integer().notNull().default(0),
    result: jsonb(),
    finishedAt: timestamp('finished_at', { withTimezone: true }),
  },
  (table) => [index('key_impacts_at_work').on(table.askedAt).where(sql`state = 'waiting'`)],
)

/** Where people would stand: only those whose standing would be another one. Gone when the impact is worked out. */
export const keyImpactStandings = pgTable(
  'key_impact_standings',
  {
    contestId: integer('contest_id').notNull(),
    impactId: uuid('impact_id')
      .notNull()
      .references(() => keyImpacts.id),
    roundId: integer('round_id').notNull(),
    contestantId: uuid('contestant_id').notNull(),
    placeBy: bigint('place_by', { mode: 'number' }).array(),
    standing: jsonb().notNull(),
  },
  (table) => [primaryKey({ name: 'key_impact_standings_pk', columns: [table.contestId, table.impactId, table.roundId, table.contestantId] })],
)

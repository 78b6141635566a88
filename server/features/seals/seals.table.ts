import { sql } from 'drizzle-orm'
import {
  bigint,
  check,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { contests } from '../contests/contests.table.ts'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** A free number that was to be guessed, as the organizer entered it: append-only, the last one is the truth of the next seal. */
export const enteredTruths = pgTable(
  'entered_truths',
  {
    contestId: integer('contest_id').notNull(),
    roundId: integer('round_id').notNull(),
    number: smallint().notNull(),
    thousandths: bigint({ mode: 'number' }).notNull(),
    enteredAt: timestamp('entered_at', { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.contestId, table.roundId, table.number] })],
)

/** Results as they were sealed, numbered from 1. A later one supersedes those before; none is ever changed. */
export const resultSeals = pgTable(
  'result_seals',
  {
    contestId: integer('contest_id')
      .notNull()
      .references(() => contests.id),
    number: smallint().notNull(),
    /** A row that failed is taken over by the next one who asks. */
    state: text().$type<'waiting' | 'sealed' | 'failed'>().notNull().default('waiting'),
    /** Why there is a seal after the first. */
    reason: text().notNull(),
    actionId: uuid('action_id').notNull(),
    askedBy: jsonb('asked_by').notNull(),
    askedAt: timestamp('asked_at', { withTimezone: true }).notNull(),
    /** How far the work is: standings are made anew with the truth round by round, person by person. */
    step: jsonb().notNull().default({}),
    /** The code of what stood against it. */
    problem: text(),
    sealedAt: timestamp('sealed_at', { withTimezone: true }),
    /** For each edition the names and digests of all of its parts, and the signature over them. */
    manifests: jsonb(),
    /** The rules it was made by: those of the contest, and of each round what a reader of its results must know. */
    rules: jsonb(),
    /** Who is who in the bundle is computed from this; sealed under a key that is not in the database. */
    pseudonyms: bytea(),
  },
  (table) => [
    primaryKey({ columns: [table.contestId, table.number] }),
    uniqueIndex('one_seal_at_work').on(table.contestId).where(sql`state = 'waiting'`),
    check('sealed_is_whole', sql`(state = 'sealed') = (sealed_at is not null and manifests is not null and pseudonyms is not null)`),
  ],
)

/** The files themselves, in pieces: every process has them, and so has every backup. */
export const resultSealPieces = pgTable(
  'result_seal_pieces',
  {
    contestId: integer('contest_id').notNull(),
    sealNumber: smallint('seal_number').notNull(),
    edition: text().$type<'full' | 'public'>().notNull(),
    piece: integer().notNull(),
    bytes: bytea().notNull(),
  },
  (table) => [primaryKey({ columns: [table.contestId, table.sealNumber, table.edition, table.piece] })],
)

/** Who stood where when it was sealed: what prizes, certificates and exports are made from. */
export const sealedPlaces = pgTable(
  'sealed_places',
  {
    contestId: integer('contest_id').notNull(),
    sealNumber: smallint('seal_number').notNull(),
    roundId: integer('round_id').notNull(),
    contestantId: uuid('contestant_id').notNull(),
    place: integer().notNull(),
    unitId: integer('unit_id').notNull(),
    attemptId: uuid('attempt_id').notNull(),
    scoreThousandths: bigint('score_thousandths', { mode: 'number' }).notNull(),
    durationMs: bigint('duration_ms', { mode: 'number' }).notNull(),
    submittedAtMs: bigint('submitted_at_ms', { mode: 'number' }).notNull(),
    prediction: bigint({ mode: 'number' }),
    predictionGap: bigint('prediction_gap', { mode: 'number' }),
    attemptsUsed: integer('attempts_used').notNull(),
  },
  (table) => [
    primaryKey({ name: 'sealed_places_pk', columns: [table.contestId, table.sealNumber, table.roundId, table.contestantId] }),
    index('sealed_places_in_order').on(table.contestId, table.sealNumber, table.roundId, table.place, table.contestantId),
  ],
)

/** Units against each other when it was sealed. */
export const sealedRaces = pgTable(
  'sealed_races',
  {
    contestId: integer('contest_id').notNull(),
    sealNumber: smallint('seal_number').notNull(),
    raceId: text('race_id').notNull(),
    unitId: integer('unit_id').notNull(),
    sizeClassId: text('size_class_id'),
    place: integer(),
    value: bigint({ mode: 'number' }),
    entrants: integer().notNull(),
    entries: integer().notNull(),
    headcount: integer(),
  },
  (table) => [primaryKey({ name: 'sealed_races_pk', columns: [table.contestId, table.sealNumber, table.raceId, table.unitId] })],
)

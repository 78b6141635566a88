import { bigint, customType, index, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import type { ContestRules } from '../../contract/contest-rules.ts'
import type { ConsentText } from '../../contract/contests.ts'
import type { PrivacySettings } from '../../contract/privacy.ts'
import type { RegistrationForm } from '../../contract/registration-form.ts'
import { units } from '../units/units.table.ts'
import type { RoundSettings } from './round-settings.ts'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

export const contests = pgTable('contests', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  slug: text().notNull().unique(),
  title: text().notNull(),
  organizer: text().notNull(),
  summary: text().notNull(),
  rules: jsonb().$type<string[]>().notNull(),
  consents: jsonb().$type<ConsentText[]>().notNull(),
  unitLevels: jsonb('unit_levels').$type<string[]>().notNull(),
  /** Everything that is ruled beyond the rounds, and the version of it in force. */
  settings: jsonb().$type<ContestRules>().notNull(),
  version: integer().notNull().default(1),
  /** The unit that holds the contest; null: the whole installation. Whoever has a grant over it may work on the contest. */
  unitId: integer('unit_id').references(() => units.id),
  /** What people are asked when they register; null: the usual form. */
  registrationForm: jsonb('registration_form').$type<RegistrationForm>(),
  /** What is declared about personal data: how long they are kept, what ID numbers are for. */
  privacy: jsonb().$type<PrivacySettings>().notNull().default({}),
  /** Origins whose pages may frame this contest. */
  allowedOrigins: jsonb('allowed_origins').$type<string[]>().notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
})

export const rounds = pgTable(
  'rounds',
  {
    contestId: integer('contest_id')
      .notNull()
      .references(() => contests.id),
    id: integer().generatedAlwaysAsIdentity(),
    title: text().notNull(),
    opensAt: timestamp('opens_at', { withTimezone: true }).notNull(),
    closesAt: timestamp('closes_at', { withTimezone: true }).notNull(),
    /** From here on the public board stands still; null: it never does. */
    freezesAt: timestamp('freezes_at', { withTimezone: true }),
    /** The version in force; processes compare it with what they hold in memory. */
    version: integer().notNull().default(1),
    /** What was to be predicted, in thousandths; null until it is counted or entered. */
    predictionTruth: bigint('prediction_truth', { mode: 'number' }),
    /** Grows with each official notice to participants. */
    noticeNumber: integer('notice_number').notNull().default(0),
    /** Keyed digest of what has to be typed before a start; null: nothing. */
    accessCode: bytea('access_code'),
  },
  (table) => [primaryKey({ columns: [table.contestId, table.id] }), index('rounds_by_id').on(table.id)],
)

/** Each published state of a round's settings, for ever: an attempt names the version its paper was drawn from. */
export const roundVersions = pgTable(
  'round_versions',
  {
    contestId: integer('contest_id').notNull(),
    roundId: integer('round_id').notNull(),
    version: integer().notNull(),
    settings: jsonb().$type<RoundSettings>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.contestId, table.roundId, table.version] })],
)

/** Each state of a contest's rules, for ever: standings and seals name the one they were made by. */
export const contestVersions = pgTable(
  'contest_versions',
  {
    contestId: integer('contest_id').notNull(),
    version: integer().notNull(),
    settings: jsonb().$type<ContestRules>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.contestId, table.version] })],
)

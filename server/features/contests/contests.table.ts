import { sql } from 'drizzle-orm'
import { bigint, customType, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { ContestRules } from '../../contract/contest-rules.ts'
import type { ConsentText } from '../../contract/contests.ts'
import type { PrivacySettings } from '../../contract/privacy.ts'
import type { RegistrationForm } from '../../contract/registration-form.ts'
import type { RulesBlock } from '../../contract/rules-text.ts'
import { units } from '../units/units.table.ts'
import type { RoundSettings } from './round-settings.ts'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

export const contests = pgTable('contests', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  slug: text().notNull().unique(),
  title: text().notNull(),
  organizer: text().notNull(),
  summary: text().notNull(),
  /** Paragraphs of a contest that was made before clauses were made of its settings. */
  rules: jsonb().$type<string[]>().notNull(),
  /** Own paragraphs and the places of clauses; null: the paragraphs above, then every clause. */
  rulesBlocks: jsonb('rules_blocks').$type<RulesBlock[]>(),
  consents: jsonb().$type<ConsentText[]>().notNull(),
  unitLevels: jsonb('unit_levels').$type<string[]>().notNull(),
  /** Everything that is ruled beyond the rounds, and the version of it in force. */
  settings: jsonb().$type<ContestRules>().notNull(),
  version: integer().notNull().default(1),
  /** The version that last changed what places are made of: standings made by an earlier one are made anew. */
  rulesVersion: integer('rules_version').notNull().default(1),
  /** The unit that holds the contest; null: the whole installation. Whoever has a grant over it may work on the contest. */
  unitId: integer('unit_id').references(() => units.id),
  /** What people are asked when they register; null: the usual form. */
  registrationForm: jsonb('registration_form').$type<RegistrationForm>(),
  /** What is declared about personal data: how long they are kept, what ID numbers are for. */
  privacy: jsonb().$type<PrivacySettings>().notNull().default({}),
  /** Origins whose pages may frame this contest. */
  allowedOrigins: jsonb('allowed_origins').$type<string[]>().notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  // what officials did; everything else about the phase follows from settings and the clock
  sealedAt: timestamp('sealed_at', { withTimezone: true }),
  publishedAt: timestamp('published_at', { withTimezone: true }),
  archivedAt: timestamp('archived_at', { withTimezone: true }),
})

export const rounds = pgTable(
  'rounds',
  {
    contestId: integer('contest_id')
      .notNull()
      .references(() => contests.id),
    id: integer().generatedAlwaysAsIdentity(),
    title: text().notNull(),
    /** The order in which rounds are listed; those of one position by their opening. */
    position: integer().notNull().default(0),
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
    /** Beside the settings, which are large: every start asks for it. */
    navigation: text().notNull().generatedAlwaysAs(sql`coalesce(settings->>'navigation', 'free')`),
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

/** What was asked of the desk, once each: a repeat of an action is not done again. */
export const contestDeskActions = pgTable(
  'contest_desk_actions',
  {
    contestId: integer('contest_id').notNull(),
    actionId: uuid('action_id').notNull(),
    digest: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.contestId, table.actionId] })],
)

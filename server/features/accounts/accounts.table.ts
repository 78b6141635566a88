import { sql } from 'drizzle-orm'
import { bigint, check, customType, index, integer, pgTable, primaryKey, text, timestamp, unique } from 'drizzle-orm/pg-core'
import { units } from '../units/units.table.ts'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
const moment = (name: string) => timestamp(name, { withTimezone: true })

export const accounts = pgTable('accounts', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  /** Folded; never with an @, so that it cannot be somebody's e-mail. */
  username: text().notNull().unique(),
  /** Folded too: whoever logs in may type either. */
  email: text().unique(),
  displayName: text('display_name').notNull(),
  /** None until the invitation was followed: then no password fits. */
  passwordHash: text('password_hash'),
  passwordSetAt: moment('password_set_at'),
  /** In which language the service writes to this person. */
  language: text().notNull().default('vi'),
  disabledAt: moment('disabled_at'),
  createdAt: moment('created_at').notNull().defaultNow(),
})

/** A session is found by the hash of its secret: a stolen table opens no door. */
export const accountSessions = pgTable(
  'account_sessions',
  {
    secretHash: bytea('secret_hash').primaryKey(),
    /** By which a person names a session to end it. */
    id: integer().notNull().unique().generatedAlwaysAsIdentity(),
    accountId: integer('account_id')
      .notNull()
      .references(() => accounts.id),
    createdAt: moment('created_at').notNull().defaultNow(),
    lastSeenAt: moment('last_seen_at').notNull().defaultNow(),
    expiresAt: moment('expires_at').notNull(),
    address: text(),
    userAgent: text('user_agent'),
  },
  (table) => [index('sessions_by_account').on(table.accountId)],
)

/** A role over a unit and all below it; without a unit: over the whole installation. */
export const accountGrants = pgTable(
  'account_grants',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    accountId: integer('account_id')
      .notNull()
      .references(() => accounts.id),
    role: text().notNull(),
    unitId: integer('unit_id').references(() => units.id),
    grantedBy: integer('granted_by').references(() => accounts.id),
    grantedAt: moment('granted_at').notNull().defaultNow(),
  },
  (table) => [
    unique('one_grant_of_a_kind').on(table.accountId, table.role, table.unitId).nullsNotDistinct(),
    index('grants_by_unit').on(table.unitId),
    check('owners_own_everything', sql`role <> 'owner' or unit_id is null`),
  ],
)

/** A second factor (RFC 6238). Until it is confirmed by a first code it asks for nothing. */
export const accountSecondFactors = pgTable('account_second_factors', {
  accountId: integer('account_id')
    .primaryKey()
    .references(() => accounts.id),
  /** Sealed under a key that is not in the database. */
  secret: bytea().notNull(),
  confirmedAt: moment('confirmed_at'),
  /** Codes up to this step are used up: the next one must be of a later step. */
  lastStep: bigint('last_step', { mode: 'number' }).notNull().default(0),
})

/** Ways in for whoever lost the telephone, each used once. */
export const accountRecoveryCodes = pgTable(
  'account_recovery_codes',
  {
    accountId: integer('account_id')
      .notNull()
      .references(() => accounts.id),
    codeHash: bytea('code_hash').notNull(),
    usedAt: moment('used_at'),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.codeHash] })],
)

/** Links by which a person sets a password, each used once, at most one of an account at a time. */
export const accountLinks = pgTable('account_links', {
  accountId: integer('account_id')
    .primaryKey()
    .references(() => accounts.id),
  tokenHash: bytea('token_hash').notNull().unique(),
  kind: text().notNull(),
  createdAt: moment('created_at').notNull(),
  createdBy: integer('created_by').references(() => accounts.id),
  expiresAt: moment('expires_at').notNull(),
})

/**
 * How often somebody failed to log in: by the name that was tried, by the device that knows the account, by the address.
 * Names are kept as keyed hashes, known ones and unknown ones alike.
 */
export const loginFailures = pgTable(
  'login_failures',
  {
    who: bytea().primaryKey(),
    failures: integer().notNull(),
    lastAt: moment('last_at').notNull(),
    /** No further try before. */
    nextAt: moment('next_at').notNull(),
    noticedAt: moment('noticed_at'),
  },
  (table) => [index('login_failures_by_time').on(table.lastAt)],
)

/** Roles whose holders must have a second factor. */
export const roleRules = pgTable('role_rules', {
  role: text().primaryKey(),
  changedBy: integer('changed_by').references(() => accounts.id),
  changedAt: moment('changed_at').notNull(),
})

/** A key of a portal or another system: what it may do, and where. Found by the hash of its secret. */
export const apiKeys = pgTable(
  'api_keys',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    name: text().notNull(),
    secretHash: bytea('secret_hash').notNull().unique(),
    actions: text().array().notNull(),
    /** No unit: over the whole installation. */
    unitId: integer('unit_id').references(() => units.id),
    createdBy: integer('created_by')
      .notNull()
      .references(() => accounts.id),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    lastUsedAt: moment('last_used_at'),
    revokedAt: moment('revoked_at'),
    revokedBy: integer('revoked_by').references(() => accounts.id),
  },
  (table) => [index('api_keys_by_unit').on(table.unitId), check('a_key_may_do_something', sql`cardinality(${table.actions}) > 0`)],
)

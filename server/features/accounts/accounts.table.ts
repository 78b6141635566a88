import { sql } from 'drizzle-orm'
import { check, customType, index, integer, pgTable, text, timestamp, unique } from 'drizzle-orm/pg-core'
import { units } from '../units/units.table.ts'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

export const accounts = pgTable('accounts', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  username: text().notNull().unique(),
  displayName: text('display_name').notNull(),
  passwordHash: text('password_hash').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
})

/** A session is found by the hash of its secret: a stolen table opens no door. */
export const accountSessions = pgTable('account_sessions', {
  secretHash: bytea('secret_hash').primaryKey(),
  accountId: integer('account_id')
    .notNull()
    .references(() => accounts.id),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
})

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
    grantedAt: timestamp('granted_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    unique('one_grant_of_a_kind').on(table.accountId, table.role, table.unitId).nullsNotDistinct(),
    index('grants_by_unit').on(table.unitId),
    check('owners_own_everything', sql`role <> 'owner' or unit_id is null`),
  ],
)

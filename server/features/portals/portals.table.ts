import { boolean, customType, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { contests } from '../contests/contests.table.ts'
import { units } from '../units/units.table.ts'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** A site that may show contests, and that may vouch for people it has logged in itself. */
export const portals = pgTable(
  'portals',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    /** What the portal calls itself in its tickets. */
    code: text().notNull().unique(),
    name: text().notNull(),
    /** The unit it belongs to; null: the whole installation. */
    unitId: integer('unit_id').references(() => units.id),
    origins: jsonb().$type<string[]>().notNull(),
    /** Digest of its logo among the attachments. */
    logo: text(),
    /** Where it publishes the keys that its tickets are signed with. */
    jwksUrl: text('jwks_url'),
    isEnabled: boolean('is_enabled').notNull().default(true),
    version: integer().notNull().default(1),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('portals_by_unit').on(table.unitId)],
)

/** Shared secrets that a portal signs with. Several at once, so that one can be replaced without a gap. */
export const portalSecrets = pgTable(
  'portal_secrets',
  {
    portalId: integer('portal_id')
      .notNull()
      .references(() => portals.id),
    /** Named in the ticket's header. */
    keyId: text('key_id').notNull(),
    /** Sealed: the table alone signs nothing. */
    sealed: bytea().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    revokedAt: timestamp('revoked_at', { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.portalId, table.keyId] })],
)

export const contestPortals = pgTable(
  'contest_portals',
  {
    contestId: integer('contest_id')
      .notNull()
      .references(() => contests.id),
    portalId: integer('portal_id')
      .notNull()
      .references(() => portals.id),
  },
  (table) => [primaryKey({ columns: [table.contestId, table.portalId] }), index('contests_of_portal').on(table.portalId)],
)

/** Tickets that were used, until they are too old to be used anyway. One-use marks live here and not in live state, which may be lost. */
export const usedTickets = pgTable(
  'used_tickets',
  {
    portalId: integer('portal_id').notNull(),
    ticketId: text('ticket_id').notNull(),
    /** The one action it was used for: its repeat gets the first answer, another one is refused. */
    actionId: uuid('action_id').notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.portalId, table.ticketId] }), index('used_tickets_by_end').on(table.expiresAt)],
)

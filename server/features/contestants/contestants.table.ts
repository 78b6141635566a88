import { customType, date, integer, jsonb, pgTable, primaryKey, smallint, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'
import { contests } from '../contests/contests.table.ts'
import { units } from '../units/units.table.ts'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

export const contestants = pgTable(
  'contestants',
  {
    contestId: integer('contest_id')
      .notNull()
      .references(() => contests.id),
    id: uuid().notNull(),
    actionId: uuid('action_id').notNull(),
    /** Digest of the registration as sent: the same action id with another body is refused. */
    requestDigest: bytea('request_digest').notNull(),
    /** Keyed HMAC of the phone number: ten digits can be enumerated, a plain hash would protect nothing. */
    identityHmac: bytea('identity_hmac').notNull(),
    /** The rejoin code is a keyed HMAC of the contestant and this number: nothing of it is stored, a new number makes the old code void. */
    rejoinNumber: smallint('rejoin_number').notNull().default(1),
    /** What papers are drawn from. Never leaves the server. */
    seed: bytea().notNull(),
    fullName: text('full_name').notNull(),
    birthDate: date('birth_date').notNull(),
    phone: text().notNull(),
    unitId: integer('unit_id')
      .notNull()
      .references(() => units.id),
    device: text().notNull(),
    consents: jsonb().$type<{ id: string; version: number; at: string }[]>().notNull(),
    registeredAt: timestamp('registered_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.contestId, table.id] }),
    unique('one_registration_per_identity').on(table.contestId, table.identityHmac),
    unique('one_registration_per_action').on(table.contestId, table.actionId),
  ],
)

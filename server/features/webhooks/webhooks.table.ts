import { sql } from 'drizzle-orm'
import { boolean, check, customType, index, integer, jsonb, pgTable, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'
import type { WebhookEvent } from '../../contract/webhooks.ts'
import { contests } from '../contests/contests.table.ts'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' })
const moment = (name: string) => timestamp(name, { withTimezone: true })

/** Addresses of other systems that want to be told what happens. */
export const webhookEndpoints = pgTable(
  'webhook_endpoints',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    /** Null: of all contests of the installation. */
    contestId: integer('contest_id').references(() => contests.id),
    name: text().notNull(),
    url: text().notNull(),
    events: jsonb().$type<WebhookEvent[]>().notNull(),
    isEnabled: boolean('is_enabled').notNull().default(true),
    /** Why it was switched off by itself. */
    offNote: text('off_note'),
    version: integer().notNull().default(1),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** What happened before it was switched on is not told. */
    enabledAt: moment('enabled_at').notNull().defaultNow(),
    /** The same moment by transactions, for whoever follows what was committed. */
    followsFrom: xid8('follows_from').notNull(),
  },
  (table) => [index('webhooks_of_contest').on(table.contestId)],
)

/** What deliveries are signed with. For a while there are two, so that a receiver can change over. */
export const webhookSecrets = pgTable(
  'webhook_secrets',
  {
    endpointId: integer('endpoint_id')
      .notNull()
      .references(() => webhookEndpoints.id, { onDelete: 'cascade' }),
    keyId: text('key_id').notNull(),
    /** Sealed: the table alone signs nothing. */
    sealed: bytea().notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** Null: in force until there is a newer one. */
    endsAt: moment('ends_at'),
  },
  (table) => [primaryKey({ columns: [table.endpointId, table.keyId] })],
)

/** What an endpoint is to be told, one row for each fact: written with the fact itself, or by whoever follows what was committed. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    endpointId: integer('endpoint_id')
      .notNull()
      .references(() => webhookEndpoints.id, { onDelete: 'cascade' }),
    /** The same in every try: the receiver tells by it what it has seen already. */
    id: uuid().notNull().defaultRandom(),
    event: text().$type<WebhookEvent | 'test'>().notNull(),
    /** What the event is about: told once, however often it is met. A test has none. */
    subject: text(),
    happenedAt: moment('happened_at').notNull(),
    data: jsonb().$type<Record<string, unknown>>().notNull(),
    state: text().$type<'waiting' | 'delivered' | 'given-up'>().notNull().default('waiting'),
    attempts: integer().notNull().default(0),
    nextTryAt: moment('next_try_at').notNull().defaultNow(),
    lastTriedAt: moment('last_tried_at'),
    lastStatus: integer('last_status'),
    lastError: text('last_error'),
  },
  (table) => [
    primaryKey({ columns: [table.endpointId, table.id] }),
    unique('told_once').on(table.endpointId, table.event, table.subject),
    index('webhooks_due').on(table.endpointId, table.nextTryAt).where(sql`state = 'waiting'`),
    index('webhooks_by_time').on(table.endpointId, table.happenedAt),
    check('a_delivery_ends_somehow', sql`state in ('waiting', 'delivered', 'given-up')`),
  ],
)

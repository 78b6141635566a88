import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import { accounts } from '../accounts/accounts.table.ts'
import { units } from './units.table.ts'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

// Each row says what is so of a unit from a day on. The latest day counts; on one day the act with the higher number.
// Rows are only added; those of an act that was planned and called off go before their day comes.
const unitId = () =>
  integer('unit_id')
    .notNull()
    .references(() => units.id)
const fact = () => ({
  unitId: unitId(),
  fromOn: date('from_on').notNull(),
  /** The act that said so; 0: it was there before the first act. */
  act: integer().notNull(),
})

/** Everything that was ever done to the tree, in the order in which it was done. */
export const unitActs = pgTable(
  'unit_acts',
  {
    number: integer().primaryKey().generatedAlwaysAsIdentity(),
    actionId: uuid('action_id').notNull().unique('one_unit_act_per_action'),
    /** The same action with another body is refused. */
    requestDigest: bytea('request_digest').notNull(),
    kind: text().notNull(),
    effectiveOn: date('effective_on').notNull(),
    /** Null: the service itself. */
    actorId: integer('actor_id').references(() => accounts.id),
    at: timestamp({ withTimezone: true }).notNull(),
    /** Whom it touches and what was before and after. */
    subject: jsonb().notNull(),
    /** The unit that is answered with, also to a repeat. */
    unitId: integer('unit_id').references(() => units.id),
    /** A planned act may be called off while its day has not come. */
    cancelledAt: timestamp('cancelled_at', { withTimezone: true }),
  },
  (table) => [index('unit_acts_by_unit').on(table.unitId, table.number), index('unit_acts_by_day').on(table.effectiveOn)],
)

export const unitLives = pgTable('unit_lives', { ...fact(), isOpen: boolean('is_open').notNull() }, (table) => [
  primaryKey({ columns: [table.unitId, table.fromOn, table.act] }),
  index('unit_lives_by_day').on(table.fromOn),
])

export const unitNames = pgTable('unit_names', { ...fact(), name: text().notNull() }, (table) => [
  primaryKey({ columns: [table.unitId, table.fromOn, table.act] }),
])

/** No cycle on any day: a trigger sees to it, see the migration. */
export const unitParents = pgTable('unit_parents', { ...fact(), parentId: integer('parent_id').references(() => units.id) }, (table) => [
  primaryKey({ columns: [table.unitId, table.fromOn, table.act] }),
  index('unit_parents_by_parent').on(table.parentId),
  index('unit_parents_by_day').on(table.fromOn),
])

/** Who goes on where a unit ended. Asked only while the unit is closed. */
export const unitSuccessors = pgTable(
  'unit_successors',
  {
    ...fact(),
    successorId: integer('successor_id')
      .notNull()
      .references(() => units.id),
    /** Of what was earned in the unit before; those of one end make 1,000 together. */
    shareThousandths: smallint('share_thousandths').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.unitId, table.fromOn, table.act, table.successorId] }),
    index('unit_successors_by_successor').on(table.successorId),
    check('unit_share_is_a_share', sql`${table.shareThousandths} between 0 and 1000`),
  ],
)

/** How many people belong to a unit, as it was told on a day. */
export const unitHeadcounts = pgTable('unit_headcounts', { ...fact(), headcount: integer().notNull() }, (table) => [
  primaryKey({ columns: [table.unitId, table.fromOn, table.act] }),
  check('unit_headcount_is_a_count', sql`${table.headcount} >= 0`),
])

/** Other names under which people look for a unit; its former names need none of these. */
export const unitAliases = pgTable('unit_aliases', { unitId: unitId(), alias: text().notNull() }, (table) => [
  primaryKey({ columns: [table.unitId, table.alias] }),
])

export const unitLogos = pgTable('unit_logos', {
  digest: text().primaryKey(),
  mediaType: text('media_type').notNull(),
  bytes: bytea().notNull(),
})

/** One row: by it every process knows whether what it holds of the tree is still so. */
export const unitTree = pgTable('unit_tree', {
  isOnly: boolean('is_only').primaryKey().default(true),
  /** Grows with every act. */
  version: bigint({ mode: 'number' }).notNull().default(1),
  /** Grows when somebody's place in today's tree changes: boards are counted anew then. */
  shape: integer().notNull().default(1),
  shapeChangedAt: timestamp('shape_changed_at', { withTimezone: true }).notNull(),
  /** The day that the columns of units speak of. */
  projectedOn: date('projected_on').notNull(),
})

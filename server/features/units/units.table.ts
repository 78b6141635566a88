import { sql } from 'drizzle-orm'
import { boolean, customType, index, integer, jsonb, pgTable, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { UnitColours, UnitContact } from '../../contract/units.ts'

const ltree = customType<{ data: string }>({ dataType: () => 'ltree' })

/**
 * A unit for ever: it is never deleted. Name, parent, depth, path and is_open say what is so today; they are drawn from the
 * history tables by project_unit_tree(day) and by nothing else, see decision 0022.
 */
export const units = pgTable(
  'units',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    code: text().notNull().unique(),
    /** From before capitals were looked past: such a code stays, and no further one can come. */
    hasOldDouble: boolean('has_old_double').notNull().default(false),
    name: text().notNull(),
    parentId: integer('parent_id'),
    depth: smallint().notNull(),
    /** Ids from the top to this unit; a subtree is one index range. */
    path: ltree().notNull(),
    isOpen: boolean('is_open').notNull().default(true),
    /** Grows with every act that touches the unit: whoever edits an older one is told. */
    version: integer().notNull().default(1),
    contact: jsonb().$type<UnitContact>(),
    /** Of itself; without one, that of the nearest unit above counts. The same for colours and names of levels. */
    logoDigest: text('logo_digest'),
    colours: jsonb().$type<UnitColours>(),
    /** What this unit's level and those below it are called, its own first. */
    levelNames: text('level_names').array(),
  },
  (table) => [
    uniqueIndex('one_unit_per_code').on(sql`lower(${table.code})`).where(sql`not ${table.hasOldDouble}`),
    index('units_by_parent').on(table.parentId),
    index('units_by_path').using('gist', table.path),
  ],
)

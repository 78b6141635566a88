import { customType, index, integer, pgTable, smallint, text } from 'drizzle-orm/pg-core'

const ltree = customType<{ data: string }>({ dataType: () => 'ltree' })

export const units = pgTable(
  'units',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    code: text().notNull().unique(),
    name: text().notNull(),
    parentId: integer('parent_id'),
    depth: smallint().notNull(),
    /** Ids from the top to this unit; a subtree is one index range. */
    path: ltree().notNull(),
  },
  (table) => [index('units_by_parent').on(table.parentId), index('units_by_path').using('gist', table.path)],
)

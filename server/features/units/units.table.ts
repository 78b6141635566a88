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
    /** Lower case without diacritics, so that "tra giang" finds "Trà Giang". */
    searchName: text('search_name').notNull(),
  },
  (table) => [index('units_by_parent').on(table.parentId), index('units_by_path').using('gist', table.path), index('units_by_search_name').using('gin', table.searchName.op('gin_trgm_ops'))],
)

import { customType, index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core'

const ltree = customType<{ data: string }>({ dataType: () => 'ltree' })

/** The tree of topics. Questions point at a node; renaming, moving and merging never touch a revision. */
export const bankTopics = pgTable(
  'bank_topics',
  {
    id: integer().primaryKey().generatedByDefaultAsIdentity(),
    name: text().notNull(),
    /** The name as it is compared: NFC, lower case, single spaces. Diacritics stay: "Hóa" and "Họa" are two topics. */
    nameKey: text('name_key').notNull(),
    parentId: integer('parent_id'),
    /** Ids from the top to this topic; a subtree is one index range. */
    path: ltree().notNull(),
  },
  (table) => [unique('one_topic_per_name').on(table.parentId, table.nameKey).nullsNotDistinct(), index('topics_by_path').using('gist', table.path)],
)

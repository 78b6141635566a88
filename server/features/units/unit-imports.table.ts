import { bigint, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { UnitImportCounts, UnitLineReason } from '../../contract/units.ts'
import { accounts } from '../accounts/accounts.table.ts'

/** A file of units waits here until somebody confirms it; only then the tree changes. */
export const unitImports = pgTable('unit_imports', {
  id: uuid().primaryKey(),
  accountId: integer('account_id')
    .notNull()
    .references(() => accounts.id),
  fileName: text('file_name').notNull(),
  /** previewed or confirmed. */
  state: text().notNull().default('previewed'),
  counts: jsonb().$type<UnitImportCounts>().notNull(),
  /** The tree that the lines were compared with. */
  treeVersion: bigint('tree_version', { mode: 'number' }).notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  confirmedAt: timestamp('confirmed_at', { withTimezone: true }),
  /** A repeat of the same action gets the same answer. */
  confirmedBy: uuid('confirmed_by'),
})

export const unitImportLines = pgTable(
  'unit_import_lines',
  {
    importId: uuid('import_id')
      .notNull()
      .references(() => unitImports.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    /** Where it stands in the file; null: a unit that the file does not name. */
    line: integer(),
    state: text().notNull(),
    code: text().notNull(),
    name: text().notNull(),
    /** Null: at the top, or the file does not say. */
    parentCode: text('parent_code'),
    headcount: integer(),
    /** Name, parent, headcount: what a confirmation changes. */
    changes: text().array().notNull().default([]),
    reasons: jsonb().$type<UnitLineReason[]>().notNull().default([]),
  },
  (table) => [
    primaryKey({ columns: [table.importId, table.position] }),
    index('unit_lines_by_state').on(table.importId, table.state, table.position),
  ],
)

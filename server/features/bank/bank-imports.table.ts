import { boolean, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { ImportedItem } from '../../../question-bank/imported-item.ts'
import type { Reason } from '../../../question-bank/reason.ts'
import { accounts } from '../accounts/accounts.table.ts'

/** An upload waits here until the organizer confirms it; only then questions are stored. */
export const bankImports = pgTable('bank_imports', {
  id: uuid().primaryKey(),
  accountId: integer('account_id')
    .notNull()
    .references(() => accounts.id),
  fileName: text('file_name').notNull(),
  /** reading, refused, previewed, confirmed or undone. */
  state: text().notNull().default('previewed'),
  /** How far the reading came, as its reader counts. */
  doneCount: integer('done_count').notNull().default(0),
  totalCount: integer('total_count').notNull().default(0),
  touchedAt: timestamp('touched_at', { withTimezone: true }).notNull().defaultNow(),
  /** Why the file as a whole cannot be read. */
  refusal: jsonb().$type<Reason>(),
  /** How many items were compared with the bank and with each other. */
  comparedCount: integer('compared_count').notNull().default(0),
  /** Where the version before kept all items; items have rows of their own now. */
  items: jsonb().$type<ImportedItem[]>().notNull().default([]),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  confirmedAt: timestamp('confirmed_at', { withTimezone: true }),
  /** Set with confirmedAt: a repeat of the same action gets the same answer, another action is refused. */
  confirmedBy: uuid('confirmed_by'),
  /** Of all that the confirmation said. */
  confirmedDigest: text('confirmed_digest'),
  storedCount: integer('stored_count'),
  undoneAt: timestamp('undone_at', { withTimezone: true }),
})

export const bankImportItems = pgTable(
  'bank_import_items',
  {
    importId: uuid('import_id')
      .notNull()
      .references(() => bankImports.id),
    /** Its place among the items of the file, 0 is the first. */
    position: integer().notNull(),
    state: text().notNull(),
    item: jsonb().$type<ImportedItem>().notNull(),
    isDropped: boolean('is_dropped').notNull().default(false),
    isCorrected: boolean('is_corrected').notNull().default(false),
    /** Questions of the bank and items of the file that say the same, or nearly. */
    alike: jsonb(),
  },
  (table) => [
    primaryKey({ columns: [table.importId, table.position] }),
    index('import_items_by_state').on(table.importId, table.state, table.position),
  ],
)

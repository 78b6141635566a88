import { customType, index, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { questionRevisions } from './bank.table.ts'
import { bankImports } from './bank-imports.table.ts'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** Pictures and sounds by the digest of their bytes; kept while a preview or a revision shows them. */
export const bankAttachments = pgTable('bank_attachments', {
  digest: text().primaryKey(),
  mediaType: text('media_type').notNull(),
  bytes: bytea().notNull(),
  byteLength: integer('byte_length').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
})

export const bankImportAttachments = pgTable(
  'bank_import_attachments',
  {
    importId: uuid('import_id')
      .notNull()
      .references(() => bankImports.id),
    digest: text()
      .notNull()
      .references(() => bankAttachments.digest),
  },
  (table) => [primaryKey({ columns: [table.importId, table.digest] }), index('import_attachments_by_digest').on(table.digest)],
)

export const questionAttachments = pgTable(
  'question_attachments',
  {
    revisionId: uuid('revision_id')
      .notNull()
      .references(() => questionRevisions.id, { onDelete: 'cascade' }),
    digest: text()
      .notNull()
      .references(() => bankAttachments.digest),
  },
  (table) => [primaryKey({ columns: [table.revisionId, table.digest] }), index('question_attachments_by_digest').on(table.digest)],
)

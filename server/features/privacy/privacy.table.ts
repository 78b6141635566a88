import { boolean, customType, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { ConsentPurpose } from '../../contract/consents.ts'
import type { ErasureCertificate } from '../../contract/privacy.ts'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** Every version of every text that people were asked to agree to. A version never changes: a consent names the one it was given to. */
export const consentTexts = pgTable(
  'consent_texts',
  {
    contestId: integer('contest_id').notNull(),
    id: text().notNull(),
    version: integer().notNull(),
    purpose: text().$type<ConsentPurpose>().notNull(),
    text: text().notNull(),
    textEn: text('text_en'),
    isRequired: boolean('is_required').notNull(),
    publishedAt: timestamp('published_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.contestId, table.id, table.version] })],
)

/** What somebody's data were before each correction, sealed under the person's key: it goes with the person. */
export const personChanges = pgTable(
  'person_changes',
  {
    contestId: integer('contest_id').notNull(),
    contestantId: uuid('contestant_id').notNull(),
    number: integer().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    by: text().$type<'self' | 'staff'>().notNull(),
    /** Whether it changed what tells the person from others: that is possible a few times only. */
    isIdentity: boolean('is_identity').notNull().default(false),
    sealed: bytea().notNull(),
  },
  (table) => [primaryKey({ columns: [table.contestId, table.contestantId, table.number] })],
)

/** What the retention clock erased, for the organizer to show. Its hash is in the audit log. */
export const erasureCertificates = pgTable(
  'erasure_certificates',
  {
    contestId: integer('contest_id').notNull(),
    number: integer().notNull(),
    issuedAt: timestamp('issued_at', { withTimezone: true }).notNull(),
    content: jsonb().$type<ErasureCertificate['content']>().notNull(),
    hash: bytea().notNull(),
  },
  (table) => [primaryKey({ columns: [table.contestId, table.number] })],
)

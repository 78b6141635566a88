import { index, integer, jsonb, pgTable, smallint, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'
import type { ImportedItem } from '../../../question-bank/imported-item.ts'
import type { QuestionContent, QuestionKey } from '../../../question-bank/question.ts'
import { accounts } from '../accounts/accounts.table.ts'

/** A question is a chain of immutable revisions. */
export const questions = pgTable(
  'questions',
  {
    id: uuid().primaryKey(),
    topic: text().notNull(),
    level: text().notNull(),
    source: text(),
    importId: uuid('import_id').references(() => bankImports.id),
    searchText: text('search_text').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('questions_by_import').on(table.importId)],
)

export const questionRevisions = pgTable(
  'question_revisions',
  {
    id: uuid().primaryKey(),
    questionId: uuid('question_id')
      .notNull()
      .references(() => questions.id),
    number: smallint().notNull(),
    /** What a browser may see. */
    content: jsonb().$type<QuestionContent>().notNull(),
    /** What it may not: kept in a column of its own, so that no query of content can carry it by accident. */
    key: jsonb().$type<QuestionKey>().notNull(),
    explanation: text(),
    authorId: integer('author_id').references(() => accounts.id),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [unique('one_revision_per_number').on(table.questionId, table.number)],
)

/** An upload waits here until the organizer confirms it; only then questions are stored. */
export const bankImports = pgTable('bank_imports', {
  id: uuid().primaryKey(),
  accountId: integer('account_id')
    .notNull()
    .references(() => accounts.id),
  fileName: text('file_name').notNull(),
  items: jsonb().$type<ImportedItem[]>().notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  confirmedAt: timestamp('confirmed_at', { withTimezone: true }),
  /** Set with confirmedAt: a repeat of the same action gets the same answer, another action is refused. */
  confirmedBy: uuid('confirmed_by'),
  storedCount: integer('stored_count'),
})

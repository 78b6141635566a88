import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, primaryKey, smallint, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'
import type { QuestionContent, QuestionKey } from '../../../question-bank/question.ts'
import { accounts } from '../accounts/accounts.table.ts'
import { bankImports } from './bank-imports.table.ts'
import { bankTopics } from './bank-topics.table.ts'

/** The topic of whatever nobody filed; the migration that makes the table puts it there. */
export const unfiledTopicId = 1

/**
 * A question is a chain of immutable revisions. Where the chain stands (the latest revision, its state, and which revision may be drawn)
 * is one row here, so every step of the workflow is one statement on one row.
 */
export const questions = pgTable(
  'questions',
  {
    id: uuid().primaryKey(),
    /** Names of the topics as they were when the question came; kept for the version before the tree. */
    topic: text().notNull(),
    topicId: integer('topic_id')
      .notNull()
      .default(unfiledTopicId)
      .references(() => bankTopics.id),
    level: text().notNull(),
    tags: text().array().notNull().default([]),
    source: text(),
    type: text().notNull().default('single-choice'),
    /** Of the latest revision: draft, in-review, approved or retired. */
    state: text().notNull().default('draft'),
    latestNumber: smallint('latest_number').notNull().default(1),
    /** The one revision that may be drawn; it stays while a later one is written and reviewed. */
    approvedNumber: smallint('approved_number'),
    importId: uuid('import_id').references(() => bankImports.id),
    /** The words of every text of the latest revision, each between two blanks; see search-words.ts. */
    searchText: text('search_text').notNull(),
    sourceText: text('source_text').notNull().default(''),
    /** Equal for questions that say the same in another order; see question-bank/similarity.ts. */
    sameWords: text('same_words'),
    /** Questions that share one are worth comparing. */
    bands: integer().array().notNull().default([]),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    index('questions_by_import').on(table.importId),
    index('questions_by_topic').on(table.topicId, table.id),
    index('questions_by_state').on(table.state, table.id),
    index('questions_by_level').on(table.level, table.id),
    index('questions_by_type').on(table.type, table.id),
    index('questions_by_tag').using('gin', table.tags),
    index('questions_by_text').using('gin', sql`${table.searchText} gin_trgm_ops`),
    index('questions_by_source').using('gin', sql`${table.sourceText} gin_trgm_ops`),
    index('questions_by_same_words').on(table.sameWords),
    index('questions_by_band').using('gin', table.bands),
  ],
)

/** Never updated: a trigger sees to it. Deleted only when an import is undone before anybody used its questions. */
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
    optionFeedback: jsonb('option_feedback').$type<(string | null)[]>(),
    pointsThousandths: integer('points_thousandths'),
    name: text(),
    /** Why it was revised, in the words of its author. */
    note: text().notNull().default(''),
    /** Set by a person's act; a repeat of it makes no second revision. */
    actionId: uuid('action_id').unique('one_revision_per_action'),
    /** Of all that the act said: the same id with anything else is no repeat. */
    actionDigest: text('action_digest'),
    /** Written while the two-person rule was on: switching it off later lets nobody approve it alone. */
    needsSecondPerson: boolean('needs_second_person').notNull().default(false),
    authorId: integer('author_id').references(() => accounts.id),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    unique('one_revision_per_number').on(table.questionId, table.number),
    index('revisions_by_author').on(table.authorId, table.questionId),
  ],
)

/**
 * A wrong key that is in use is mended beside its revision. Numbers run through the whole bank and are given in the order of their
 * commits, so "the key of number n" means every amendment up to n, for ever. Append-only.
 */
export const keyAmendments = pgTable(
  'key_amendments',
  {
    number: smallint().primaryKey(),
    revisionId: uuid('revision_id')
      .notNull()
      .references(() => questionRevisions.id),
    change: jsonb().notNull(),
    reason: text().notNull(),
    authorId: integer('author_id')
      .notNull()
      .references(() => accounts.id),
    actionId: uuid('action_id').notNull().unique('one_amendment_per_action'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('amendments_by_revision').on(table.revisionId, table.number)],
)

/** One row: how this bank is run. */
export const bankSettings = pgTable('bank_settings', {
  isOnly: boolean('is_only').primaryKey().default(true),
  /** Nobody approves a revision of their own. */
  hasTwoPersonRule: boolean('has_two_person_rule').notNull().default(false),
})

/** Pairs of questions that say the same, or nearly, as their latest revisions stand. Made by a job, piece by piece. */
export const alikePairs = pgTable(
  'alike_pairs',
  {
    olderId: uuid('older_id')
      .notNull()
      .references(() => questions.id, { onDelete: 'cascade' }),
    newerId: uuid('newer_id')
      .notNull()
      .references(() => questions.id, { onDelete: 'cascade' }),
    /** Thousandths; 1,000 is the same. */
    likeness: smallint().notNull(),
    /** 'by negation' or 'by numbers', where that is all the difference. */
    parted: text(),
    keysDisagree: boolean('keys_disagree').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.newerId, table.olderId] }),
    index('alike_pairs_by_older').on(table.olderId),
    index('alike_pairs_by_likeness').on(table.likeness, table.newerId, table.olderId),
  ],
)

/** Questions that were not compared with the bank since they were written. A table of its own: a mark on the question would rewrite all its indexes. */
export const alikeTodo = pgTable('alike_todo', {
  questionId: uuid('question_id')
    .primaryKey()
    .references(() => questions.id, { onDelete: 'cascade' }),
})

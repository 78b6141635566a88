import { customType, index, integer, jsonb, pgTable, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** Signals: raw facts of one scored attempt. No judgement here. */
export const integritySignals = pgTable(
  'integrity_signals',
  {
    contestId: integer('contest_id').notNull(),
    attemptId: uuid('attempt_id').notNull(),
    roundId: integer('round_id').notNull(),
    contestantId: uuid('contestant_id').notNull(),
    device: text().notNull(),
    readingFloorMs: integer('reading_floor_ms').notNull(),
    /** Which wrong options were chosen, when there are enough of them to mean something. */
    wrongDigest: bytea('wrong_digest'),
    wrongCount: integer('wrong_count').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.contestId, table.attemptId] }),
    index('signals_by_device').on(table.contestId, table.roundId, table.device),
    index('signals_by_wrong_answers').on(table.contestId, table.roundId, table.wrongDigest),
  ],
)

/** Findings: argued suspicions with their evidence, open until a person decides. */
export const integrityFindings = pgTable(
  'integrity_findings',
  {
    contestId: integer('contest_id').notNull(),
    id: uuid().notNull(),
    roundId: integer('round_id').notNull(),
    kind: text().$type<'too-fast' | 'shared-device' | 'equal-wrong-answers'>().notNull(),
    /** What makes this suspicion one and the same when the check runs again. */
    subject: text().notNull(),
    attemptIds: uuid('attempt_ids').array().notNull(),
    evidence: jsonb().$type<Record<string, number | string>>().notNull(),
    openedAt: timestamp('opened_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.contestId, table.id] }),
    unique('one_finding_per_subject').on(table.contestId, table.roundId, table.kind, table.subject),
  ],
)

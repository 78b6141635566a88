import { index, integer, jsonb, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'

/** Sums over the attempts of one round in which a revision was worth so much beside the rest of the paper. */
export const questionStatistics = pgTable(
  'question_statistics',
  {
    contestId: integer('contest_id').notNull(),
    roundId: integer('round_id').notNull(),
    revisionId: uuid('revision_id').notNull(),
    pointsThousandths: integer('points_thousandths').notNull(),
    restThousandths: integer('rest_thousandths').notNull(),
    /** As question-bank/statistics/item-sums.ts writes them. */
    sums: jsonb().notNull(),
  },
  (table) => [
    primaryKey({
      name: 'question_statistics_place',
      columns: [table.contestId, table.roundId, table.revisionId, table.pointsThousandths, table.restThousandths],
    }),
    index('statistics_by_revision').on(table.revisionId),
  ],
)

/** Attempts that are in the sums: none is counted twice, whoever was killed in between. */
export const countedAttempts = pgTable(
  'counted_attempts',
  { contestId: integer('contest_id').notNull(), attemptId: uuid('attempt_id').notNull() },
  (table) => [primaryKey({ columns: [table.contestId, table.attemptId] })],
)

import { bigint, index, integer, pgTable, primaryKey, smallint, uuid } from 'drizzle-orm/pg-core'

/** What an amendment changed: the score before it and after it, and what the person's place followed from before. Written once, with the new score. */
export const amendedScores = pgTable(
  'amended_scores',
  {
    contestId: integer('contest_id').notNull(),
    keyNumber: smallint('key_number').notNull(),
    attemptId: uuid('attempt_id').notNull(),
    roundId: integer('round_id').notNull(),
    contestantId: uuid('contestant_id').notNull(),
    /** The number that the score before was made with: amendments in between were taken in one step. */
    keyBefore: smallint('key_before').notNull(),
    scoreBefore: integer('score_before').notNull(),
    scoreAfter: integer('score_after').notNull(),
    placeBy: bigint('place_by', { mode: 'number' }).array(),
  },
  (table) => [
    primaryKey({ name: 'amended_scores_pk', columns: [table.contestId, table.keyNumber, table.attemptId] }),
    index('amended_scores_of_round').on(table.contestId, table.roundId, table.contestantId),
  ],
)

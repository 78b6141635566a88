import { integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

const moment = (name: string) => timestamp(name, { withTimezone: true })

/**
 * What became of each kind of work in the background, for those who watch it. The queue forgets a job some time after it is over; this
 * remembers the last one that was done and the last one that failed.
 */
export const jobReports = pgTable('job_reports', {
  kind: text().primaryKey(),
  /** Of the run that is at work, or was last. */
  done: integer(),
  total: integer(),
  progressAt: moment('progress_at'),
  finishedAt: moment('finished_at'),
  tookMs: integer('took_ms'),
  /** How often it failed since it last succeeded. */
  failures: integer().notNull().default(0),
  failedAt: moment('failed_at'),
  /** The kind of trouble and its place in the program; never what was being worked on. */
  error: text(),
})

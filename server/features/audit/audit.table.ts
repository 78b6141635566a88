import { sql } from 'drizzle-orm'
import { bigint, boolean, check, customType, index, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/**
 * Every act of staff or of a job that changes rules, keys, results, grants or personal data. Only append_to_audit writes here.
 * The entry is what the chain covers; the columns beside it are taken out of it for searching.
 */
export const auditLog = pgTable(
  'audit_log',
  {
    seq: bigint({ mode: 'number' }).primaryKey(),
    /** sha256 of the hash before, this number in eight bytes, and the entry in UTF-8. */
    hash: bytea().notNull(),
    /** JSON as the program wrote it, for ever the same bytes. */
    entry: text().notNull(),
    /** What it says of a person, under that person's key: erasing the key leaves the chain whole. */
    personal: bytea(),
    at: timestamp({ withTimezone: true }).notNull(),
    act: text().notNull(),
    actorKind: text('actor_kind').notNull(),
    actorId: text('actor_id'),
    contestId: integer('contest_id'),
    unitId: integer('unit_id'),
    subject: jsonb().notNull(),
  },
  (table) => [
    index('audit_by_time').on(table.at),
    index('audit_by_act').on(table.act, table.seq),
    index('audit_by_actor').on(table.actorKind, table.actorId, table.seq),
    index('audit_by_contest').on(table.contestId, table.seq),
    index('audit_by_subject').using('gin', sql`${table.subject} jsonb_path_ops`),
  ],
)

/** The end of the chain: whoever appends holds this row to the end of the transaction. */
export const auditHead = pgTable(
  'audit_head',
  {
    isOnly: boolean('is_only').primaryKey().default(true),
    seq: bigint({ mode: 'number' }).notNull(),
    hash: bytea().notNull(),
  },
  () => [check('one_head', sql`is_only`)],
)

/** The head, signed every hour and in every seal by a key that is not in the database. Append-only. */
export const auditHeads = pgTable(
  'audit_heads',
  {
    seq: bigint({ mode: 'number' }).primaryKey(),
    hash: bytea().notNull(),
    signedAt: timestamp('signed_at', { withTimezone: true }).notNull(),
    /** Tells which key: the first bytes of the public one's digest. */
    keyId: text('key_id').notNull(),
    signature: bytea().notNull(),
  },
  (table) => [check('a_head_has_an_entry', sql`${table.seq} > 0`)],
)

/** One row: the last time somebody had the chain verified, and what was found. The proof is the command; this is for the console. */
export const auditVerification = pgTable(
  'audit_verification',
  {
    isOnly: boolean('is_only').primaryKey().default(true),
    startedAt: timestamp('started_at', { withTimezone: true }),
    finishedAt: timestamp('finished_at', { withTimezone: true }),
    verdict: jsonb(),
  },
  () => [check('one_verification', sql`is_only`)],
)

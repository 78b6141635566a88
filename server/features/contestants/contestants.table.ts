import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { ConsentRecord } from '../../contract/consents.ts'
import { contests } from '../contests/contests.table.ts'
import { units } from '../units/units.table.ts'
import type { IdentityKind } from './identity-hmacs.ts'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

export const contestants = pgTable(
  'contestants',
  {
    contestId: integer('contest_id')
      .notNull()
      .references(() => contests.id),
    id: uuid().notNull(),
    actionId: uuid('action_id').notNull(),
    /** Keyed digest of the registration as sent: the same action id with another body is refused. The key is the person's, so it says nothing after an erasure. */
    requestDigest: bytea('request_digest').notNull(),
    /** The rejoin code is a digest of this number under the person's key: nothing of it is stored, a new number makes the old code void. */
    rejoinNumber: smallint('rejoin_number').notNull().default(1),
    /** What papers are drawn from. Never leaves the server. */
    seed: bytea().notNull(),
    /** Name, birth date, phone and whatever else says who it is, sealed under the person's key; null once erased. */
    personal: bytea(),
    /** How public boards name the person, as consented. */
    publicName: text('public_name').$type<'full' | 'masked' | 'hidden'>().notNull().default('masked'),
    unitId: integer('unit_id')
      .notNull()
      .references(() => units.id),
    /** Facts that rules ask for, kept only where they do: age, and what somebody works as. */
    bornOn: date('born_on'),
    occupation: text(),
    device: text().notNull(),
    /** Every consent given and taken back, in order. */
    consents: jsonb().$type<ConsentRecord[]>().notNull(),
    registeredAt: timestamp('registered_at', { withTimezone: true }).notNull(),
    /** Since then nobody: results stay as figures. */
    erasedAt: timestamp('erased_at', { withTimezone: true }),
  },
  (table) => [
    primaryKey({ columns: [table.contestId, table.id] }),
    unique('one_registration_per_action').on(table.contestId, table.actionId),
    // the journal of erasures follows these
    index('contestants_erased').on(table.erasedAt).where(sql`${table.erasedAt} is not null`),
  ],
)

/** Whoever has no row here can neither be read nor be found by name: deleting it is the erasure. */
export const personKeys = pgTable(
  'person_keys',
  {
    contestId: integer('contest_id').notNull(),
    contestantId: uuid('contestant_id').notNull(),
    /** Which secret wrapped the key and made the marks. */
    keyId: integer('key_id').notNull(),
    wrapped: bytea().notNull(),
    /** Keyed marks of the words of the name. */
    nameMarks: bigint('name_marks', { mode: 'bigint' }).array().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.contestId, table.contestantId] }),
    index('people_by_name').using('gin', table.nameMarks),
    index('person_keys_by_key').on(table.keyId),
  ],
)

/**
 * What people are known by, as keyed HMACs only. A reserved one is the identity of a registration: it stays so when the person corrects it or is
 * erased, until the contest is over, or both would buy new attempts.
 */
export const contestantIdentities = pgTable(
  'contestant_identities',
  {
    contestId: integer('contest_id').notNull(),
    hmac: bytea().notNull(),
    contestantId: uuid('contestant_id').notNull(),
    kind: text().$type<IdentityKind>().notNull(),
    /** The secrets it went through, the first over the identity, each further one over the HMAC before. */
    keyIds: integer('key_ids').array().notNull(),
    isReserved: boolean('is_reserved').notNull(),
    /** Since support found that it is somebody else's: this person cannot claim it again. */
    releasedAt: timestamp('released_at', { withTimezone: true }),
    /** The identity itself under the person's key, so that it can be computed anew; null for an ID number and for whoever was erased. */
    sealed: bytea(),
  },
  (table) => [
    primaryKey({ columns: [table.contestId, table.hmac, table.contestantId] }),
    uniqueIndex('one_registration_per_identity').on(table.contestId, table.hmac).where(sql`${table.isReserved}`),
    // not by contest first: while statistics know nothing of a new one, this index would look as good as any other for whatever is asked of a contest
    index('identities_of_person').on(table.contestantId),
  ],
)

/** People from before personal data were sealed. The first start with a secret seals them and empties this table; a later version drops it. */
export const contestantsUnsealed = pgTable(
  'contestants_unsealed',
  {
    contestId: integer('contest_id').notNull(),
    contestantId: uuid('contestant_id').notNull(),
    fullName: text('full_name').notNull(),
    birthDate: date('birth_date').notNull(),
    phone: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.contestId, table.contestantId] })],
)

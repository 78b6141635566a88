import { customType, index, integer, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'
import type { MemberListName } from '../../contract/members.ts'
import { contests } from '../contests/contests.table.ts'
import { units } from '../units/units.table.ts'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** People on a list of a contest, known by the keyed HMAC of their identity alone: a list holds nobody's name or number. */
export const contestMembers = pgTable(
  'contest_members',
  {
    contestId: integer('contest_id')
      .notNull()
      .references(() => contests.id),
    list: text().$type<MemberListName>().notNull(),
    hmac: bytea().notNull(),
    /** The secrets it went through, as with the identities of contestants. */
    keyIds: integer('key_ids').array().notNull(),
    /** Who of the contestants it is, once the person is registered: this stays true when the secrets change. */
    contestantId: uuid('contestant_id'),
    unitId: integer('unit_id').references(() => units.id),
    addedAt: timestamp('added_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    // a line of each unit that names the person: no branch can tell, or take away, what another one has written
    unique('members_once_in_a_unit').on(table.contestId, table.list, table.hmac, table.unitId).nullsNotDistinct(),
    index('members_by_unit').on(table.contestId, table.list, table.unitId),
  ],
)

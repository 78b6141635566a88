import { customType, index, integer, pgTable, primaryKey, smallint, timestamp, uuid } from 'drizzle-orm/pg-core'
import { contests } from '../contests/contests.table.ts'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
const moment = (name: string) => timestamp(name, { withTimezone: true })

/** Codes that were sent to prove that an address is somebody's own. Neither address nor code can be read here. */
export const oneTimeCodes = pgTable(
  'one_time_codes',
  {
    contestId: integer('contest_id')
      .notNull()
      .references(() => contests.id),
    id: uuid().notNull(),
    /** The request that made it: its repeat sends nothing again. */
    actionId: uuid('action_id').notNull(),
    addressHmac: bytea('address_hmac').notNull(),
    codeHmac: bytea('code_hmac').notNull(),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    tries: smallint().notNull().default(0),
    /** The one action that used it. */
    usedBy: uuid('used_by'),
  },
  (table) => [
    primaryKey({ columns: [table.contestId, table.id] }),
    index('codes_by_action').on(table.contestId, table.actionId),
    index('codes_by_address').on(table.contestId, table.addressHmac, table.createdAt),
    index('codes_by_end').on(table.expiresAt),
  ],
)

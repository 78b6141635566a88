import { customType, index, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
const moment = (name: string) => timestamp(name, { withTimezone: true })

/**
 * Mails that wait to be sent. A mail is written here by the transaction that decides it, so it is neither lost nor sent for
 * something that did not happen. Once it is sent its row goes.
 */
export const mailOutbox = pgTable(
  'mail_outbox',
  {
    /** Also the mail's Message-ID: sent twice after a crash, it is still one mail to whoever receives it. */
    id: uuid().primaryKey(),
    /** A mail, or a short message through the operator's gateway. */
    channel: text().notNull().default('mail'),
    kind: text().notNull(),
    /** Address and text, which may hold a link that opens an account: sealed under a key that is not in the database. */
    sealed: bytea().notNull(),
    createdAt: moment('created_at').notNull(),
    /** What it says is no longer true after this. */
    expiresAt: moment('expires_at').notNull(),
    attempts: integer().notNull().default(0),
    nextTryAt: moment('next_try_at').notNull(),
    lastError: text('last_error'),
  },
  (table) => [index('mails_by_next_try').on(table.nextTryAt)],
)

import type { TransactionSql } from 'postgres'
import type { Role } from '../../contract/access.ts'
import type { Language } from '../../contract/primitives.ts'
import type { Database } from '../../database/client.ts'
import type { UnitPath } from '../access/can.ts'
import { type ActBy, recordActs } from '../audit/act.ts'

export type AccountRow = {
  id: number
  username: string
  email: string | null
  displayName: string
  language: Language
  passwordHash: string | null
  disabledAt: Date | null
}
export type GrantRow = { role: Role; path: UnitPath }
/** The second factor of an account, once it is confirmed. */
export type SecondFactorRow = { factorSecret: Buffer | null }
export type SessionOwner = AccountRow & { sessionId: number; grants: GrantRow[]; hasSecondFactor: boolean; needsSecondFactor: boolean }
export type NewAccountRow = Pick<AccountRow, 'username' | 'displayName' | 'passwordHash'> & {
  email?: string | null
  language?: Language
  grants: readonly { role: Role; unitId: number | null }[]
}
export type NewSession = {
  secretHash: Buffer
  accountId: number
  now: Date
  expiresAt: Date
  address: string
  userAgent: string
  /** The session that the same browser had until now. */
  replaces: Buffer
}

/** Sessions that were not used for so long are over. */
const idleHours = 2

export type AccountsStore = ReturnType<typeof createAccountsStore>

/** What logging in needs, and what every request of the staff needs. */
export function createAccountsStore({ sql }: Database) {
  const columns = sql`a.id, a.username, a.email, a.display_name as "displayName", a.language, a.password_hash as "passwordHash", a.disabled_at as "disabledAt"`
  return {
    async findByLogin(name: string): Promise<(AccountRow & SecondFactorRow) | undefined> {
      const [row] = await sql<(AccountRow & SecondFactorRow)[]>`
        select ${columns}, f.secret as "factorSecret" from accounts a
        left join account_second_factors f on f.account_id = a.id and f.confirmed_at is not null
        where a.username = ${name} or a.email = ${name}`
      return row
    },
    /** One who is new in the database, with an entry of the audit log beside. */
    add: (by: ActBy, account: NewAccountRow): Promise<number> =>
      sql.begin(async (transaction) => {
        const id = await addAccount(transaction, account)
        await recordActs(transaction, by, [{ act: 'account.create', subject: { accountId: id }, after: { grants: account.grants } }])
        return id
      }) as Promise<number>,
    async isEmpty(): Promise<boolean> {
      const [row] = await sql<{ found: boolean }[]>`select exists (select from accounts) as found`
      return !row?.found
    },
    async openSession({ secretHash, accountId, now, expiresAt, address, userAgent, replaces }: NewSession): Promise<void> {
      await sql`
        with ended as (delete from account_sessions where secret_hash = ${replaces})
        insert into account_sessions (secret_hash, account_id, created_at, last_seen_at, expires_at, address, user_agent)
        values (${secretHash}, ${accountId}, ${now}, ${now}, ${expiresAt}, ${address}, ${userAgent})`
    },
    /** Who has this session, what they may do, and whether a role of theirs asks for a second factor. Says "seen" at most once a minute. */
    async findBySession(secretHash: Buffer, now: Date): Promise<SessionOwner | undefined> {
      const [row] = await sql<SessionOwner[]>`
        with found as (
          select s.id as "sessionId", s.last_seen_at, ${columns}, f.account_id is not null as "hasSecondFactor",
            f.account_id is null and exists (
              select from account_grants g join role_rules r on r.role = g.role where g.account_id = a.id) as "needsSecondFactor",
            coalesce((
              select jsonb_agg(jsonb_build_object('role', g.role, 'path', u.path::text) order by g.id)
              from account_grants g left join units u on u.id = g.unit_id where g.account_id = a.id), '[]') as grants
          from account_sessions s join accounts a on a.id = s.account_id
          left join account_second_factors f on f.account_id = a.id and f.confirmed_at is not null
          where s.secret_hash = ${secretHash} and s.expires_at > ${now} and a.disabled_at is null
            and s.last_seen_at > ${now}::timestamptz - make_interval(hours => ${idleHours})
        ), seen as (
          update account_sessions set last_seen_at = ${now}
          where id in (select "sessionId" from found where last_seen_at < ${now}::timestamptz - interval '1 minute')
        )
        select * from found`
      return row
    },
    /**
     * Uses up a code of the authenticator (by its step: later than every step used before) or a recovery code. Always the same
     * statement, whether or not the password was right.
     */
    async spendCode(
      accountId: number,
      { step, recoveryHash, isAllowed }: { step: number; recoveryHash: Buffer; isAllowed: boolean },
      now: Date,
    ): Promise<boolean> {
      const [row] = await sql<{ isSpent: boolean }[]>`
        with step as (
          update account_second_factors set last_step = ${step}
          where account_id = ${accountId} and confirmed_at is not null and last_step < ${step} and ${isAllowed} returning 1
        ), code as (
          update account_recovery_codes set used_at = ${now}
          where account_id = ${accountId} and code_hash = ${recoveryHash} and used_at is null and ${isAllowed} returning 1
        )
        select exists (select from step) or exists (select from code) as "isSpent"`
      return row?.isSpent ?? false
    },
    async endSession(secretHash: Buffer): Promise<void> {
      await sql`delete from account_sessions where secret_hash = ${secretHash}`
    },
    /** Names under which anybody may have tried to log in, of those who can be written to. */
    reachable: () => sql<(Pick<AccountRow, 'id' | 'username' | 'displayName' | 'language'> & { email: string })[]>`
      select id, username, email, display_name as "displayName", language from accounts where email is not null and disabled_at is null`,
    /** What is over; the tables hold no more than is in use. */
    async dropEnded(now: Date): Promise<void> {
      await sql`delete from account_sessions where expires_at <= ${now} or last_seen_at <= ${now}::timestamptz - make_interval(hours => ${idleHours})`
      await sql`delete from account_links where expires_at <= ${now}`
    },
    begin: <Result>(work: (transaction: TransactionSql) => Promise<Result>) => sql.begin(work) as Promise<Result>,
  }
}

export async function addAccount(transaction: TransactionSql, account: NewAccountRow, grantedBy: number | null = null): Promise<number> {
  const { username, email = null, displayName, language = 'vi', passwordHash, grants } = account
  const [row] = await transaction<{ id: number }[]>`
    insert into accounts (username, email, display_name, language, password_hash, password_set_at)
    values (${username}, ${email}, ${displayName}, ${language}, ${passwordHash}, case when ${passwordHash}::text is null then null else now() end) returning id`
  const id = row?.id ?? 0
  for (const { role, unitId } of grants)
    await transaction`insert into account_grants (account_id, role, unit_id, granted_by) values (${id}, ${role}, ${unitId}, ${grantedBy}) on conflict do nothing`
  return id
}

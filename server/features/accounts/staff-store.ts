import type { TransactionSql } from 'postgres'
import type { Role } from '../../contract/access.ts'
import { textArrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'
import type { UnitPath } from '../access/can.ts'
import { type Act, type ActBy, recordActs } from '../audit/act.ts'
import { type AccountSteps, createAccountSteps, type HeldAccount, type LinkKind, selectAccounts } from './account-steps.ts'
import { addAccount, type NewAccountRow } from './accounts-store.ts'

export type SessionRow = {
  id: number
  createdAt: Date
  lastSeenAt: Date
  expiresAt: Date
  address: string | null
  userAgent: string | null
}
/** What was done is told to the audit log as the last statement of the transaction. */
export type Done<Result> = { result: Result; acts: readonly Act[] }

export type StaffStore = ReturnType<typeof createStaffStore>

/** Accounts as things that others manage. */
export function createStaffStore({ sql }: Database) {
  async function held(transaction: TransactionSql, id: number): Promise<HeldAccount | undefined> {
    await transaction`select from accounts where id = ${id} for update`
    const [row] = await transaction<HeldAccount[]>`${selectAccounts(transaction)} where a.id = ${id}`
    return row
  }
  return {
    async find(id: number): Promise<HeldAccount | undefined> {
      const [row] = await sql<HeldAccount[]>`${selectAccounts(sql)} where a.id = ${id}`
      return row
    },
    async findByUsername(username: string): Promise<HeldAccount | undefined> {
      const [row] = await sql<HeldAccount[]>`${selectAccounts(sql)} where a.username = ${username}`
      return row
    },
    /** Accounts that stand in one of the subtrees; null among them means all. */
    list(paths: readonly UnitPath[], after: number, most: number): Promise<HeldAccount[]> {
      const isEverywhere = paths.includes(null)
      const subtrees = textArrayOf(
        paths.filter((path) => path !== null),
        String,
      )
      return sql<HeldAccount[]>`${selectAccounts(sql)} where a.id > ${after} and (${isEverywhere} or exists (
        select from account_grants g join units u on u.id = g.unit_id
        where g.account_id = a.id and u.path <@ any(${subtrees}::text::ltree[]))) order by a.id limit ${most}`
    },
    /** Where an account stands: at the units of its grants; one without any stands above all. Undefined: there is none. */
    async pathsOf(id: number): Promise<UnitPath[] | undefined> {
      const [row] = await sql<{ paths: UnitPath[] }[]>`
        select coalesce((select jsonb_agg(u.path::text) from account_grants g left join units u on u.id = g.unit_id where g.account_id = a.id), '[null]') as paths
        from accounts a where a.id = ${id}`
      return row?.paths
    },
    add: (by: ActBy, account: NewAccountRow, grantedBy: number | null, then: (steps: AccountSteps, id: number) => Promise<void>): Promise<number> =>
      sql.begin(async (transaction) => {
        const id = await addAccount(transaction, account, grantedBy)
        await then(createAccountSteps(transaction, id), id)
        await recordActs(transaction, by, [{ act: 'account.create', subject: { accountId: id }, after: { grants: account.grants } }])
        return id
      }) as Promise<number>,
    /** Holds the account, so that what `work` sees of it stays true until it is done. Undefined: there is no such account. */
    alter: <Result>(by: ActBy, id: number, work: (account: HeldAccount, steps: AccountSteps) => Promise<Done<Result>>): Promise<Result | undefined> =>
      sql.begin(async (transaction) => {
        const account = await held(transaction, id)
        if (!account) return undefined
        const { result, acts } = await work(account, createAccountSteps(transaction, id))
        await recordActs(transaction, by, acts)
        return result
      }) as Promise<Result | undefined>,
    /** Whose link this is. */
    async findByLink(tokenHash: Buffer, now: Date): Promise<{ accountId: number; kind: LinkKind; expiresAt: Date } | undefined> {
      const [row] = await sql<{ accountId: number; kind: LinkKind; expiresAt: Date }[]>`
        select l.account_id as "accountId", l.kind, l.expires_at as "expiresAt" from account_links l join accounts a on a.id = l.account_id
        where l.token_hash = ${tokenHash} and l.expires_at > ${now} and a.disabled_at is null`
      return row
    },
    /** Takes the link away: of several who follow it at once one gets it. */
    async spendLink(transaction: TransactionSql, tokenHash: Buffer, now: Date): Promise<boolean> {
      return (await transaction`delete from account_links where token_hash = ${tokenHash} and expires_at > ${now} returning 1`).length === 1
    },
    sessionsOf: (accountId: number, now: Date) => sql<SessionRow[]>`
      select id, created_at as "createdAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt", address, user_agent as "userAgent"
      from account_sessions where account_id = ${accountId} and expires_at > ${now} order by last_seen_at desc`,
    /** One of the account's own; another's looks like none. */
    async endSession(accountId: number, sessionId: number): Promise<boolean> {
      return (await sql`delete from account_sessions where id = ${sessionId} and account_id = ${accountId} returning 1`).length === 1
    },
    async rolesWithRule(): Promise<Role[]> {
      return (await sql<{ role: Role }[]>`select role from role_rules`).map(({ role }) => role)
    },
    changeRule: (
      by: ActBy,
      { role, needsSecondFactor, reason, now }: { role: Role; needsSecondFactor: boolean; reason: string; now: Date },
    ): Promise<void> =>
      sql.begin(async (transaction) => {
        const changedBy = by.kind === 'staff' ? Number(by.id) : null
        const changed = needsSecondFactor
          ? await transaction`insert into role_rules (role, changed_by, changed_at) values (${role}, ${changedBy}, ${now}) on conflict do nothing returning 1`
          : await transaction`delete from role_rules where role = ${role} returning 1`
        if (changed.length === 0) return
        const [before, after] = [{ needsSecondFactor: !needsSecondFactor }, { needsSecondFactor }]
        await recordActs(transaction, by, [{ act: 'role-rule.change', subject: { role }, before, after, reason }])
      }) as Promise<void>,
  }
}

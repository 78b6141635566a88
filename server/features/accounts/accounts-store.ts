import type { Role } from '../../contract/access.ts'
import type { Database } from '../../database/client.ts'
import type { UnitPath } from '../access/can.ts'

export type AccountRow = { id: number; username: string; displayName: string; passwordHash: string }
export type GrantRow = { role: Role; path: UnitPath }
export type NewAccount = { username: string; displayName: string; passwordHash: string; grants: readonly { role: Role; unitId: number | null }[] }

export type AccountsStore = ReturnType<typeof createAccountsStore>

export function createAccountsStore({ sql }: Database) {
  const columns = sql`a.id, a.username, a.display_name as "displayName", a.password_hash as "passwordHash"`
  return {
    async findByUsername(username: string): Promise<AccountRow | undefined> {
      const [row] = await sql<AccountRow[]>`select ${columns} from accounts a where a.username = ${username}`
      return row
    },
    async add({ username, displayName, passwordHash, grants }: NewAccount): Promise<number> {
      return sql.begin(async (transaction) => {
        const [row] = await transaction<{ id: number }[]>`
          insert into accounts (username, display_name, password_hash) values (${username}, ${displayName}, ${passwordHash}) returning id`
        const id = row?.id ?? 0
        for (const { role, unitId } of grants)
          await transaction`insert into account_grants (account_id, role, unit_id) values (${id}, ${role}, ${unitId})`
        return id
      })
    },
    async isEmpty(): Promise<boolean> {
      const [row] = await sql<{ found: boolean }[]>`select exists (select from accounts) as found`
      return !row?.found
    },
    async openSession(secretHash: Buffer, accountId: number, expiresAt: Date): Promise<void> {
      await sql`insert into account_sessions (secret_hash, account_id, expires_at) values (${secretHash}, ${accountId}, ${expiresAt})`
    },
    async findBySession(secretHash: Buffer, now: Date): Promise<(AccountRow & { grants: GrantRow[] }) | undefined> {
      const [row] = await sql<(AccountRow & { grants: GrantRow[] })[]>`
        select ${columns}, coalesce((
          select jsonb_agg(jsonb_build_object('role', g.role, 'path', u.path::text) order by g.id)
          from account_grants g left join units u on u.id = g.unit_id where g.account_id = a.id), '[]') as grants
        from account_sessions s join accounts a on a.id = s.account_id where s.secret_hash = ${secretHash} and s.expires_at > ${now}`
      return row
    },
    grantsOf: (accountId: number) => sql<GrantRow[]>`
      select g.role, u.path::text as path from account_grants g left join units u on u.id = g.unit_id where g.account_id = ${accountId} order by g.id`,
    async endSession(secretHash: Buffer): Promise<void> {
      await sql`delete from account_sessions where secret_hash = ${secretHash}`
    },
  }
}

import type { Database } from '../../database/client.ts'

export type AccountRow = { id: number; username: string; displayName: string; role: string; passwordHash: string }

export type AccountsStore = ReturnType<typeof createAccountsStore>

export function createAccountsStore({ sql }: Database) {
  const columns = sql`a.id, a.username, a.display_name as "displayName", a.role, a.password_hash as "passwordHash"`
  return {
    async findByUsername(username: string): Promise<AccountRow | undefined> {
      const [row] = await sql<AccountRow[]>`select ${columns} from accounts a where a.username = ${username}`
      return row
    },
    async add(account: { username: string; displayName: string; role: string; passwordHash: string }): Promise<number> {
      const [row] = await sql<{ id: number }[]>`
        insert into accounts (username, display_name, role, password_hash)
        values (${account.username}, ${account.displayName}, ${account.role}, ${account.passwordHash}) returning id`
      return row?.id ?? 0
    },
    async isEmpty(): Promise<boolean> {
      const [row] = await sql<{ found: boolean }[]>`select exists (select from accounts) as found`
      return !row?.found
    },
    async openSession(secretHash: Buffer, accountId: number, expiresAt: Date): Promise<void> {
      await sql`insert into account_sessions (secret_hash, account_id, expires_at) values (${secretHash}, ${accountId}, ${expiresAt})`
    },
    async findBySession(secretHash: Buffer, now: Date): Promise<AccountRow | undefined> {
      const [row] = await sql<AccountRow[]>`
        select ${columns} from account_sessions s join accounts a on a.id = s.account_id where s.secret_hash = ${secretHash} and s.expires_at > ${now}`
      return row
    },
    async endSession(secretHash: Buffer): Promise<void> {
      await sql`delete from account_sessions where secret_hash = ${secretHash}`
    },
  }
}

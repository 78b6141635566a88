import type { TransactionSql } from 'postgres'
import type { Role } from '../../contract/access.ts'
import type { Language } from '../../contract/primitives.ts'
import type { Database } from '../../database/client.ts'
import type { GrantRow } from './accounts-store.ts'

export type HeldGrant = GrantRow & { id: number; unitId: number | null; unitName: string | null }
export type HeldAccount = {
  id: number
  username: string
  email: string | null
  displayName: string
  language: Language
  passwordHash: string | null
  disabledAt: Date | null
  hasSecondFactor: boolean
  createdAt: Date
  lastSeenAt: Date | null
  grants: HeldGrant[]
}
export type LinkKind = 'invitation' | 'reset'
export type NewLink = { tokenHash: Buffer; kind: LinkKind; now: Date; expiresAt: Date; createdBy: number | null }
export type NewSessionRow = { secretHash: Buffer; now: Date; expiresAt: Date; address: string; userAgent: string }

/** The account as it is now, for whoever may look at it. */
export function selectAccounts(sql: Database['sql'] | TransactionSql) {
  return sql`
    select a.id, a.username, a.email, a.display_name as "displayName", a.language, a.password_hash as "passwordHash", a.disabled_at as "disabledAt",
      a.created_at as "createdAt", exists (select from account_second_factors f where f.account_id = a.id and f.confirmed_at is not null) as "hasSecondFactor",
      (select max(s.last_seen_at) from account_sessions s where s.account_id = a.id) as "lastSeenAt",
      coalesce((
        select jsonb_agg(jsonb_build_object('id', g.id, 'role', g.role, 'unitId', g.unit_id, 'unitName', u.name, 'path', u.path::text) order by g.id)
        from account_grants g left join units u on u.id = g.unit_id where g.account_id = a.id), '[]') as grants
    from accounts a`
}

export type AccountSteps = ReturnType<typeof createAccountSteps>

/** What can be done to one account inside a transaction that holds it. */
export function createAccountSteps(transaction: TransactionSql, id: number) {
  return {
    transaction,
    async change({ displayName, email, language }: { displayName: string; email: string | null; language: Language }): Promise<void> {
      await transaction`update accounts set display_name = ${displayName}, email = ${email}, language = ${language} where id = ${id}`
    },
    async disable(now: Date | null): Promise<void> {
      await transaction`update accounts set disabled_at = ${now} where id = ${id}`
    },
    async setPassword(passwordHash: string, now: Date): Promise<void> {
      await transaction`update accounts set password_hash = ${passwordHash}, password_set_at = ${now} where id = ${id}`
    },
    /** Undefined: the account has it already. */
    async addGrant(role: Role, unitId: number | null, grantedBy: number): Promise<number | undefined> {
      const [row] = await transaction<{ id: number }[]>`
        insert into account_grants (account_id, role, unit_id, granted_by) values (${id}, ${role}, ${unitId}, ${grantedBy})
        on conflict on constraint one_grant_of_a_kind do nothing returning id`
      // whoever made a link when the account could do less must not take the new role with it
      await transaction`delete from account_links where account_id = ${id} and created_by is distinct from ${grantedBy}`
      return row?.id
    },
    async removeGrant(grantId: number): Promise<void> {
      await transaction`delete from account_grants where account_id = ${id} and id = ${grantId}`
    },
    /** The only link there is: an older one no longer opens anything. */
    async putLink({ tokenHash, kind, now, expiresAt, createdBy }: NewLink): Promise<void> {
      await transaction`
        insert into account_links (account_id, token_hash, kind, created_at, created_by, expires_at)
        values (${id}, ${tokenHash}, ${kind}, ${now}, ${createdBy}, ${expiresAt})
        on conflict (account_id) do update set token_hash = excluded.token_hash, kind = excluded.kind, created_at = excluded.created_at,
          created_by = excluded.created_by, expires_at = excluded.expires_at`
    },
    async dropLink(): Promise<void> {
      await transaction`delete from account_links where account_id = ${id}`
    },
    async endSessions(): Promise<number> {
      return (await transaction`delete from account_sessions where account_id = ${id} returning 1`).length
    },
    async openSession({ secretHash, now, expiresAt, address, userAgent }: NewSessionRow): Promise<void> {
      await transaction`
        insert into account_sessions (secret_hash, account_id, created_at, last_seen_at, expires_at, address, user_agent)
        values (${secretHash}, ${id}, ${now}, ${now}, ${expiresAt}, ${address}, ${userAgent})`
    },
    /** Offered, and not asked for until a first code has confirmed it. */
    async offerSecondFactor(secret: Buffer): Promise<void> {
      await transaction`
        insert into account_second_factors (account_id, secret) values (${id}, ${secret})
        on conflict (account_id) do update set secret = excluded.secret, last_step = 0 where account_second_factors.confirmed_at is null`
    },
    async offeredSecret(): Promise<Buffer | undefined> {
      const [row] = await transaction<
        { secret: Buffer }[]
      >`select secret from account_second_factors where account_id = ${id} and confirmed_at is null`
      return row?.secret
    },
    async confirmSecondFactor(step: number, now: Date): Promise<void> {
      await transaction`update account_second_factors set confirmed_at = ${now}, last_step = ${step} where account_id = ${id}`
    },
    async dropSecondFactor(): Promise<void> {
      await transaction`delete from account_second_factors where account_id = ${id}`
      await transaction`delete from account_recovery_codes where account_id = ${id}`
    },
    async putRecoveryCodes(hashes: readonly Buffer[]): Promise<void> {
      await transaction`delete from account_recovery_codes where account_id = ${id}`
      for (const hash of hashes) await transaction`insert into account_recovery_codes (account_id, code_hash) values (${id}, ${hash})`
    },
  }
}

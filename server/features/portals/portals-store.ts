import type { TransactionSql } from 'postgres'
import type { NewPortal, PortalChange } from '../../contract/portals.ts'
import type { Database } from '../../database/client.ts'
import type { UnitPath } from '../access/can.ts'
import { type ActBy, recordActs } from '../audit/act.ts'

export type PortalRow = {
  id: number
  code: string
  name: string
  unitId: number | null
  unitPath: string | null
  origins: string[]
  jwksUrl: string | null
  logo: string | null
  isEnabled: boolean
  version: number
  secrets: { keyId: string; createdAt: string; isRevoked: boolean }[]
  contests: string[]
}
/** What a ticket is checked with. */
export type SigningPortal = { id: number; code: string; jwksUrl: string | null; secrets: { keyId: string; sealed: Buffer }[] }

export type PortalsStore = ReturnType<typeof createPortalsStore>

export function createPortalsStore({ sql }: Database) {
  const select = sql`
    select p.id, p.code, p.name, p.unit_id as "unitId", u.path::text as "unitPath", p.origins, p.jwks_url as "jwksUrl", p.logo,
      p.is_enabled as "isEnabled", p.version,
      coalesce((select jsonb_agg(jsonb_build_object('keyId', s.key_id, 'createdAt', s.created_at, 'isRevoked', s.revoked_at is not null) order by s.created_at)
        from portal_secrets s where s.portal_id = p.id), '[]') as secrets,
      coalesce((select jsonb_agg(c.slug order by c.slug) from contest_portals cp join contests c on c.id = cp.contest_id where cp.portal_id = p.id), '[]') as contests
    from portals p left join units u on u.id = p.unit_id`
  const nameOf = async (transaction: TransactionSql, id: number) => {
    const [row] = await transaction<{ code: string; version: number }[]>`select code, version from portals where id = ${id}`
    return row
  }
  /** Where null is among the subtrees: everywhere, and what belongs to the whole installation. */
  const inside = (within: readonly UnitPath[]) => sql`
    select p.id from portals p left join units u on u.id = p.unit_id
    where ${within.includes(null)} or u.path <@ any(${`{${within.filter((path) => path !== null).join()}}`}::text::ltree[])`

  return {
    all: () => sql<PortalRow[]>`${select} order by p.name, p.id`,
    async find(id: number): Promise<PortalRow | undefined> {
      const [row] = await sql<PortalRow[]>`${select} where p.id = ${id}`
      return row
    },
    /** Undefined when the code is taken. */
    add: (by: ActBy, { code, name, unitId, origins, jwksUrl = null, logo = null }: NewPortal): Promise<number | undefined> =>
      sql.begin(async (transaction) => {
        const [row] = await transaction<{ id: number }[]>`
          insert into portals (code, name, unit_id, origins, jwks_url, logo)
          values (${code}, ${name}, ${unitId}, ${transaction.json(origins)}, ${jwksUrl}, ${logo}) on conflict (code) do nothing returning id`
        if (!row) return undefined
        await recordActs(transaction, by, [
          {
            act: 'portal.create',
            subject: { portalId: row.id },
            ...(unitId === null ? {} : { unitId }),
            after: { code, name, origins, jwksUrl, logo },
          },
        ])
        return row.id
      }),
    /** False when somebody changed it meanwhile. */
    change: (by: ActBy, before: PortalRow, { version, ...changes }: PortalChange): Promise<boolean> =>
      sql.begin(async (transaction) => {
        const after = {
          name: before.name,
          origins: before.origins,
          jwksUrl: before.jwksUrl,
          logo: before.logo,
          isEnabled: before.isEnabled,
          ...changes,
        }
        const changed = await transaction`
          update portals set name = ${after.name}, origins = ${transaction.json(after.origins)}, jwks_url = ${after.jwksUrl}, logo = ${after.logo},
            is_enabled = ${after.isEnabled}, version = version + 1 where id = ${before.id} and version = ${version}`
        if (changed.count === 0) return false
        const { name, origins, jwksUrl, logo, isEnabled } = before
        await recordActs(transaction, by, [
          {
            act: 'portal.change',
            subject: { portalId: before.id },
            ...(before.unitId === null ? {} : { unitId: before.unitId }),
            before: { name, origins, jwksUrl, logo, isEnabled },
            after,
          },
        ])
        return true
      }),
    addSecret: (by: ActBy, portalId: number, keyId: string, sealed: Buffer): Promise<void> =>
      sql.begin(async (transaction) => {
        await transaction`insert into portal_secrets (portal_id, key_id, sealed) values (${portalId}, ${keyId}, ${sealed})`
        await recordActs(transaction, by, [
          { act: 'portal.secret.create', subject: { portalId, keyId, code: (await nameOf(transaction, portalId))?.code } },
        ])
      }),
    /** False when there is no such secret in force. */
    revokeSecret: (by: ActBy, portalId: number, keyId: string): Promise<boolean> =>
      sql.begin(async (transaction) => {
        const revoked = await transaction`
          update portal_secrets set revoked_at = now() where portal_id = ${portalId} and key_id = ${keyId} and revoked_at is null`
        if (revoked.count === 0) return false
        await recordActs(transaction, by, [{ act: 'portal.secret.revoke', subject: { portalId, keyId } }])
        return true
      }),
    /** Which portals within these subtrees may show a contest: exactly these from now on. False when one of them is not there. */
    setForContest: (by: ActBy, contestId: number, portalIds: readonly number[], within: readonly UnitPath[]): Promise<boolean> =>
      sql.begin(async (transaction) => {
        const wanted = `{${portalIds.join()}}`
        // two people at once: the second waits here and then sees what the first has done
        await transaction`select 1 from contests where id = ${contestId} for no key update`
        const known = await transaction`select from (${inside(within)}) mine where id = any(${wanted}::text::integer[])`
        if (known.count < portalIds.length) return false
        const before = await transaction<{ id: number }[]>`
          delete from contest_portals where contest_id = ${contestId} and portal_id in (${inside(within)}) returning portal_id as id`
        await transaction`insert into contest_portals (contest_id, portal_id) select ${contestId}, id from unnest(${wanted}::text::integer[]) id`
        await recordActs(transaction, by, [
          {
            act: 'contest.portals',
            contestId,
            subject: { contestId },
            before: before.map(({ id }) => id).sort((a, b) => a - b),
            after: [...portalIds].sort((a, b) => a - b),
          },
        ])
        return true
      }),
    async ofContest(contestId: number, within: readonly UnitPath[]): Promise<number[]> {
      const rows = await sql<{ id: number }[]>`
        select portal_id as id from contest_portals where contest_id = ${contestId} and portal_id in (${inside(within)}) order by portal_id`
      return rows.map(({ id }) => id)
    },
    /** The portal of this code, if it may show this contest. */
    async signing(contestId: number, code: string): Promise<SigningPortal | undefined> {
      const [portal] = await sql<{ id: number; code: string; jwksUrl: string | null }[]>`
        select p.id, p.code, p.jwks_url as "jwksUrl" from portals p join contest_portals cp on cp.portal_id = p.id
        where cp.contest_id = ${contestId} and p.code = ${code} and p.is_enabled`
      if (!portal) return undefined
      const secrets = await sql<{ keyId: string; sealed: Buffer }[]>`
        select key_id as "keyId", sealed from portal_secrets where portal_id = ${portal.id} and revoked_at is null`
      return { ...portal, secrets }
    },
    /** Marks a ticket as used by this action. False: another action has used it. */
    async use(portalId: number, ticketId: string, actionId: string, expiresAt: Date): Promise<boolean> {
      const [row] = await sql<{ isOurs: boolean }[]>`
        insert into used_tickets as t (portal_id, ticket_id, action_id, expires_at) values (${portalId}, ${ticketId}, ${actionId}, ${expiresAt})
        on conflict (portal_id, ticket_id) do update set expires_at = t.expires_at
        returning t.action_id = ${actionId}::uuid as "isOurs"`
      return row?.isOurs ?? false
    },
    async forgetUsedBefore(before: Date): Promise<void> {
      await sql`delete from used_tickets where expires_at < ${before}`
    },
  }
}

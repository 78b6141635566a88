import type { Action } from '../../contract/access.ts'
import { textArrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'
import type { UnitPath } from '../access/can.ts'
import { type ActBy, recordActs } from '../audit/act.ts'

export type ApiKeyRow = {
  id: number
  name: string
  actions: Action[]
  unitId: number | null
  unitName: string | null
  path: UnitPath
  createdAt: Date
  expiresAt: Date
  lastUsedAt: Date | null
  revokedAt: Date | null
}
export type NewApiKeyRow = Pick<ApiKeyRow, 'name' | 'actions' | 'unitId' | 'createdAt' | 'expiresAt'> & { secretHash: Buffer; createdBy: number }

export type ApiKeysStore = ReturnType<typeof createApiKeysStore>

export function createApiKeysStore({ sql }: Database) {
  const columns = sql`k.id, k.name, array_to_json(k.actions) as actions, k.unit_id as "unitId", u.name as "unitName", u.path::text as path, k.created_at as "createdAt",
    k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt", k.revoked_at as "revokedAt"`
  return {
    list: () => sql<ApiKeyRow[]>`select ${columns} from api_keys k left join units u on u.id = k.unit_id order by k.id`,
    async find(id: number): Promise<ApiKeyRow | undefined> {
      const [row] = await sql<ApiKeyRow[]>`select ${columns} from api_keys k left join units u on u.id = k.unit_id where k.id = ${id}`
      return row
    },
    add: (by: ActBy, key: NewApiKeyRow): Promise<number> =>
      sql.begin(async (transaction) => {
        const [row] = await transaction<{ id: number }[]>`
          insert into api_keys (name, secret_hash, actions, unit_id, created_by, created_at, expires_at)
          values (${key.name}, ${key.secretHash}, ${textArrayOf(key.actions, String)}::text::text[], ${key.unitId}, ${key.createdBy}, ${key.createdAt}, ${key.expiresAt})
          returning id`
        const keyId = row?.id ?? 0
        const after = { actions: key.actions, unitId: key.unitId, expiresAt: key.expiresAt }
        await recordActs(transaction, by, [{ act: 'api-key.create', subject: { keyId }, after }])
        return keyId
      }) as Promise<number>,
    revoke: (by: ActBy, id: number, { now, revokedBy, reason }: { now: Date; revokedBy: number; reason: string }): Promise<void> =>
      sql.begin(async (transaction) => {
        const revoked =
          await transaction`update api_keys set revoked_at = ${now}, revoked_by = ${revokedBy} where id = ${id} and revoked_at is null returning 1`
        if (revoked.length > 0) await recordActs(transaction, by, [{ act: 'api-key.revoke', subject: { keyId: id }, reason }])
      }) as Promise<void>,
    /** A key in force, by its secret. Says "used" at most once a minute. */
    async findInForce(secretHash: Buffer, now: Date): Promise<ApiKeyRow | undefined> {
      const [row] = await sql<ApiKeyRow[]>`
        with found as (
          select ${columns} from api_keys k left join units u on u.id = k.unit_id
          where k.secret_hash = ${secretHash} and k.revoked_at is null and k.expires_at > ${now}
        ), used as (
          update api_keys set last_used_at = ${now}
          where id in (select id from found where "lastUsedAt" is null or "lastUsedAt" < ${now}::timestamptz - interval '1 minute')
        )
        select * from found`
      return row
    },
  }
}

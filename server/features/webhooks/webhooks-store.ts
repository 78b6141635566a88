import type { TransactionSql } from 'postgres'
import type { NewWebhook, WebhookChange, WebhookEvent } from '../../contract/webhooks.ts'
import type { Database } from '../../database/client.ts'
import { type Act, type ActBy, recordActs } from '../audit/act.ts'

export type WebhookRow = {
  id: number
  contestId: number | null
  contest: string | null
  /** Where its contest stands in the tree of units. */
  unitId: number | null
  name: string
  url: string
  events: WebhookEvent[]
  isEnabled: boolean
  offNote: string | null
  version: number
  secrets: { keyId: string; createdAt: string; endsAt: string | null }[]
  deliveries: { waiting: number; delivered: number; givenUp: number }
}
type NewSecret = { keyId: string; sealed: Buffer }

export type WebhooksStore = ReturnType<typeof createWebhooksStore>

/** Addresses may carry a password of the receiver: the log keeps where they lead, not all of them. */
const told = ({ name, url, events, isEnabled }: Pick<WebhookRow, 'name' | 'url' | 'events' | 'isEnabled'>) => ({
  name,
  origin: new URL(url).origin,
  events,
  isEnabled,
})

/** Endpoints and their secrets. */
export function createWebhooksStore({ sql }: Database) {
  const select = sql`
    select e.id, e.contest_id as "contestId", c.slug as contest, c.unit_id as "unitId", e.name, e.url, e.events, e.is_enabled as "isEnabled", e.off_note as "offNote", e.version,
      coalesce((select jsonb_agg(jsonb_build_object('keyId', s.key_id, 'createdAt', s.created_at, 'endsAt', s.ends_at) order by s.created_at)
        from webhook_secrets s where s.endpoint_id = e.id and (s.ends_at is null or s.ends_at > now())), '[]') as secrets,
      (select jsonb_build_object('waiting', count(*) filter (where d.state = 'waiting'), 'delivered', count(*) filter (where d.state = 'delivered'),
        'givenUp', count(*) filter (where d.state = 'given-up')) from webhook_deliveries d where d.endpoint_id = e.id) as deliveries
    from webhook_endpoints e left join contests c on c.id = e.contest_id`
  const record = (transaction: TransactionSql, by: ActBy, { id, contestId }: Pick<WebhookRow, 'id' | 'contestId'>, act: Omit<Act, 'subject'>) =>
    recordActs(transaction, by, [{ ...act, subject: { webhookId: id }, ...(contestId === null ? {} : { contestId }) }])

  return {
    /** Of one contest, or of all of them together. */
    of: (contestId: number | null) => sql<WebhookRow[]>`${select} where e.contest_id is not distinct from ${contestId}::integer order by e.id`,
    async find(id: number): Promise<WebhookRow | undefined> {
      const [row] = await sql<WebhookRow[]>`${select} where e.id = ${id}`
      return row
    },
    /** The secret is sealed for an endpoint, so its number must be known first. */
    add: (by: ActBy, contestId: number | null, { name, url, events }: NewWebhook, secretFor: (id: number) => NewSecret): Promise<number> =>
      sql.begin(async (transaction) => {
        const [row] = await transaction<{ id: number }[]>`
          insert into webhook_endpoints (contest_id, name, url, events, follows_from)
          values (${contestId}, ${name}, ${url}, ${transaction.json(events)}, pg_snapshot_xmin(pg_current_snapshot())) returning id`
        const id = row?.id ?? 0
        const { keyId, sealed } = secretFor(id)
        await transaction`insert into webhook_secrets (endpoint_id, key_id, sealed) values (${id}, ${keyId}, ${sealed})`
        await record(transaction, by, { id, contestId }, { act: 'webhook.create', after: told({ name, url, events, isEnabled: true }) })
        return id
      }),
    /** False when somebody changed it meanwhile. Switched on again, it hears of what happens from now on. */
    change: (by: ActBy, before: WebhookRow, { version, ...changes }: WebhookChange): Promise<boolean> =>
      sql.begin(async (transaction) => {
        const after = { ...before, ...changes }
        const isSwitchedOn = after.isEnabled && !before.isEnabled
        const changed = await transaction`
          update webhook_endpoints set name = ${after.name}, url = ${after.url}, events = ${transaction.json(after.events)}, is_enabled = ${after.isEnabled},
            off_note = case when ${after.isEnabled} then null else off_note end, version = version + 1,
            enabled_at = case when ${isSwitchedOn} then now() else enabled_at end,
            follows_from = case when ${isSwitchedOn} then pg_snapshot_xmin(pg_current_snapshot()) else follows_from end
          where id = ${before.id} and version = ${version}`
        if (changed.count === 0) return false
        if (isSwitchedOn) await forgetCursors(transaction, before.id)
        await record(transaction, by, before, { act: 'webhook.change', before: told(before), after: told(after) })
        return true
      }),
    /** The receiver says that it is gone for good. */
    switchOff: (by: ActBy, endpoint: Pick<WebhookRow, 'id' | 'contestId'>, note: string): Promise<void> =>
      sql.begin(async (transaction) => {
        const changed = await transaction`
          update webhook_endpoints set is_enabled = false, off_note = ${note}, version = version + 1 where id = ${endpoint.id} and is_enabled`
        if (changed.count > 0)
          await record(transaction, by, endpoint, { act: 'webhook.change', before: { isEnabled: true }, after: { isEnabled: false }, reason: note })
      }),
    remove: (by: ActBy, before: WebhookRow): Promise<void> =>
      sql.begin(async (transaction) => {
        await transaction`delete from webhook_endpoints where id = ${before.id}`
        await forgetCursors(transaction, before.id)
        await record(transaction, by, before, { act: 'webhook.remove', before: told(before) })
      }),
    /** The secret before it signs on until then; those before that one end now. */
    addSecret: (by: ActBy, endpoint: WebhookRow, { keyId, sealed }: NewSecret, keepFormerHours: number): Promise<void> =>
      sql.begin(async (transaction) => {
        await transaction`select from webhook_endpoints where id = ${endpoint.id} for update`
        await transaction`delete from webhook_secrets where endpoint_id = ${endpoint.id} and ends_at is not null`
        await transaction`update webhook_secrets set ends_at = now() + make_interval(hours => ${keepFormerHours}) where endpoint_id = ${endpoint.id}`
        await transaction`insert into webhook_secrets (endpoint_id, key_id, sealed, created_at) values (${endpoint.id}, ${keyId}, ${sealed}, clock_timestamp())`
        await record(transaction, by, endpoint, { act: 'webhook.secret', after: { keyId, keepFormerHours } })
      }),
    secretsOf: (endpointIds: string) => sql<{ endpointId: number; keyId: string; sealed: Buffer }[]>`
      select endpoint_id as "endpointId", key_id as "keyId", sealed from webhook_secrets
      where endpoint_id = any(${endpointIds}::text::integer[]) and (ends_at is null or ends_at > now()) order by created_at desc`,
  }
}

async function forgetCursors(transaction: TransactionSql, id: number): Promise<void> {
  await transaction`delete from job_cursors where name like ${`webhook ${id} %`}`
}

import type { TransactionSql } from 'postgres'
import type { DeliveriesQuery, WebhookDelivery, WebhookReplay } from '../../contract/webhooks.ts'
import { arrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'
import { type ActBy, recordActs } from '../audit/act.ts'
import type { WebhookMessage } from './webhook-message.ts'

export type DueDelivery = WebhookMessage & { endpointId: number; contestId: number | null; url: string; attempts: number }
export type DeliveryRow = Pick<WebhookDelivery, 'id' | 'event' | 'state' | 'attempts' | 'lastStatus' | 'lastError'> & {
  happenedAt: Date
  nextTryAt: Date
  lastTriedAt: Date | null
}
/** What became of a try; without a next one it was the last. */
export type Outcome = { state: 'delivered' } | { state: 'waiting' | 'given-up'; nextTryAt: Date }
export type NewFact = { event: string; subject: string; at: Date; data: Record<string, unknown> }
export type DeliveriesStore = ReturnType<typeof createDeliveriesStore>

const listed = 50

/** What endpoints are to be told, and what became of it. */
export function createDeliveriesStore({ sql }: Database) {
  return {
    /** Whether anything is due, or somebody wants to hear of submissions, which nobody writes down but who follows them. */
    async isWanted(now: Date): Promise<boolean> {
      const [row] = await sql<{ isWanted: boolean }[]>`
        select exists (select from webhook_endpoints e where e.is_enabled and (
          e.events ? 'submitted' or exists (select from webhook_deliveries d where d.endpoint_id = e.id and d.state = 'waiting' and d.next_try_at <= ${now}))) as "isWanted"`
      return row?.isWanted ?? false
    },
    /**
     * What is due, some of each endpoint: how many depends on how many of its deliveries this process has under way, so that a slow one
     * keeps nobody else waiting. Whoever takes a delivery has until `leaseEnds` to say what became of it.
     */
    claim: (now: Date, leaseEnds: Date, underWay: ReadonlyMap<number, number>, most: { ofOne: number; ofAll: number }) => sql<DueDelivery[]>`
      with busy as (
        select * from unnest(${arrayOf([...underWay.keys()], String)}::text::integer[], ${arrayOf([...underWay.values()], String)}::text::integer[]) as b(endpoint_id, count)
      ), due as (
        select d.endpoint_id, d.id from webhook_endpoints e left join busy b on b.endpoint_id = e.id
        cross join lateral (
          select d.endpoint_id, d.id from webhook_deliveries d where d.endpoint_id = e.id and d.state = 'waiting' and d.next_try_at <= ${now}
          order by d.next_try_at limit greatest(0, ${most.ofOne}::integer - coalesce(b.count, 0)) for update skip locked) d
        where e.is_enabled limit ${most.ofAll}
      )
      update webhook_deliveries d set attempts = d.attempts + 1, next_try_at = ${leaseEnds}, last_tried_at = ${now}
      from due join webhook_endpoints e on e.id = due.endpoint_id where d.endpoint_id = due.endpoint_id and d.id = due.id
      returning d.endpoint_id as "endpointId", d.id, d.event, d.happened_at as "happenedAt", d.data, d.attempts, e.url, e.contest_id as "contestId"`,
    async settle(
      { endpointId, id, attempts }: DueDelivery,
      outcome: Outcome,
      { status, error }: { status: number | null; error: string | null },
    ): Promise<void> {
      const nextTryAt = outcome.state === 'delivered' ? null : outcome.nextTryAt
      // whose lease had run out does not speak over whoever tried after it, but that it was taken is true whoever says so
      await sql`
        update webhook_deliveries set state = ${outcome.state}, next_try_at = coalesce(${nextTryAt}::timestamptz, next_try_at), last_status = ${status}, last_error = ${error}
        where endpoint_id = ${endpointId} and id = ${id} and state = 'waiting' and (attempts = ${attempts} or ${outcome.state === 'delivered'})`
    },
    list: (endpointId: number, { state = null, before = null }: { [Name in keyof DeliveriesQuery]: DeliveriesQuery[Name] | null }) => sql<
      DeliveryRow[]
    >`
      select id, event, happened_at as "happenedAt", state, attempts, next_try_at as "nextTryAt", last_tried_at as "lastTriedAt", last_status as "lastStatus", last_error as "lastError"
      from webhook_deliveries d
      where endpoint_id = ${endpointId} and (${state}::text is null or state = ${state}::text)
        and (${before}::uuid is null or (happened_at, id) < (select b.happened_at, b.id from webhook_deliveries b where b.endpoint_id = ${endpointId} and b.id = ${before}::uuid))
      order by happened_at desc, id desc limit ${listed}`,
    pageSize: listed,
    /** A delivery that means nothing: whether the address takes what is sent to it. */
    async addTest(
      transaction: TransactionSql,
      by: ActBy,
      endpoint: { id: number; contestId: number | null; contest: string | null },
      id: string,
    ): Promise<void> {
      await transaction`
        insert into webhook_deliveries (endpoint_id, id, event, happened_at, data)
        values (${endpoint.id}, ${id}, 'test', now(), ${transaction.json(endpoint.contest === null ? {} : { contest: endpoint.contest })})`
      await recordActs(transaction, by, [
        { act: 'webhook.test', subject: { webhookId: endpoint.id }, ...(endpoint.contestId === null ? {} : { contestId: endpoint.contestId }) },
      ])
    },
    /** Begins anew with what was given up since then, or with that one whatever became of it. */
    async replay(transaction: TransactionSql, by: ActBy, endpoint: { id: number; contestId: number | null }, what: WebhookReplay): Promise<number> {
      const { deliveryId, failedSince } = { deliveryId: null, failedSince: null, ...what }
      const replayed = await transaction`
        update webhook_deliveries set state = 'waiting', attempts = 0, next_try_at = now()
        where endpoint_id = ${endpoint.id} and (id = ${deliveryId}::uuid or (state = 'given-up' and happened_at >= ${failedSince}::text::timestamptz))`
      if (replayed.count === 0) return 0
      await recordActs(transaction, by, [
        {
          act: 'webhook.replay',
          subject: { webhookId: endpoint.id, ...(deliveryId === null ? {} : { deliveryId }) },
          ...(endpoint.contestId === null ? {} : { contestId: endpoint.contestId }),
          after: { deliveries: replayed.count },
        },
      ])
      return replayed.count
    },
    async tell(transaction: TransactionSql, contestId: number, { event, subject, at, data }: NewFact): Promise<void> {
      // an endpoint of the whole installation hears of many contests
      await transaction`
        select tell_webhooks(c.id, ${event}, jsonb_build_array(jsonb_build_object('subject', concat_ws(' ', c.id, ${subject}::text), 'at', ${at}::timestamptz,
          'data', jsonb_build_object('contest', c.slug) || ${transaction.json(data as never)}))) from contests c where c.id = ${contestId}`
    },
    async forgetBefore(before: Date): Promise<void> {
      await sql`delete from webhook_deliveries where state <> 'waiting' and happened_at < ${before}`
    },
    begin: <Result>(work: (transaction: TransactionSql) => Promise<Result>): Promise<Result> => sql.begin(work) as Promise<Result>,
  }
}

import type { TransactionSql } from 'postgres'
import type { Clock } from '../../clock.ts'
import { Problem } from '../../contract/errors.ts'
import type {
  CreatedWebhook,
  DeliveriesQuery,
  NewWebhook,
  WebhookChange,
  WebhookDeliveries,
  WebhookEvent,
  WebhookReplay,
  WebhookView,
} from '../../contract/webhooks.ts'
import type { Ids } from '../../ids.ts'
import type { JobSender } from '../../jobs/job-sender.ts'
import type { OutgoingCheck } from '../../outgoing/outgoing-check.ts'
import { refuseUncallable } from '../../outgoing/refuse-uncallable.ts'
import type { Sealer } from '../../sealing.ts'
import { installation, type Subject } from '../access/can.ts'
import type { ActBy } from '../audit/act.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { UnitsService } from '../units/units-service.ts'
import { type Courier, ownerOfWebhookSecret } from './courier.ts'
import type { DeliveriesStore, DeliveryRow } from './deliveries-store.ts'
import { secretText } from './webhook-message.ts'
import type { WebhookRow, WebhooksStore } from './webhooks-store.ts'

const secretBytes = 32
const keepDeliveriesMs = 30 * 86_400_000

type Dependencies = {
  store: WebhooksStore
  deliveries: DeliveriesStore
  courier: Courier
  checkOutgoing: OutgoingCheck
  followSubmissions(): Promise<void>
  contests: Pick<ContestsService, 'bySlug'>
  units: Pick<UnitsService, 'pathOf'>
  sealer: Sealer
  jobs: JobSender
  ids: Ids
  clock: Clock
}

/** Other systems that are told what happens, and what became of telling them. */
export function createWebhooksService({
  store,
  deliveries,
  courier,
  checkOutgoing,
  followSubmissions,
  contests,
  units,
  sealer,
  jobs,
  ids,
  clock,
}: Dependencies) {
  async function known(id: number): Promise<WebhookRow> {
    const endpoint = await store.find(id)
    if (!endpoint) throw new Problem('WEBHOOK_NOT_FOUND')
    return endpoint
  }
  const contestIdOf = async (slug: string | null) => (slug === null ? null : (await contests.bySlug(slug)).id)
  function newSecret(endpointId: number): { keyId: string; secret: string; sealed: Buffer } {
    const keyId = ids.code(10)
    const secret = secretText(ids.secret(secretBytes))
    return { keyId, secret, sealed: sealer.seal(ownerOfWebhookSecret(endpointId, keyId), secret) }
  }
  const sendSoon = (transaction: TransactionSql) => jobs.sendIn(transaction, 'webhooks')

  return {
    async subjectOf(id: number): Promise<Subject> {
      const { unitId } = await known(id)
      return unitId === null ? installation : [await units.pathOf(unitId)]
    },
    /** Of one contest; null: those that hear of all contests. */
    async list(slug: string | null): Promise<{ webhooks: WebhookView[] }> {
      return { webhooks: (await store.of(await contestIdOf(slug))).map(view) }
    },
    one: async (id: number): Promise<WebhookView> => view(await known(id)),
    /** The one time that the secret is shown. */
    async create(by: ActBy, slug: string | null, webhook: NewWebhook): Promise<CreatedWebhook> {
      await refuseUncallable(checkOutgoing, 'url', webhook.url)
      let shown = ''
      const id = await store.add(by, await contestIdOf(slug), webhook, (endpointId) => {
        const made = newSecret(endpointId)
        shown = made.secret
        return made
      })
      return { webhook: view(await known(id)), secret: shown }
    },
    async change(by: ActBy, id: number, change: WebhookChange): Promise<WebhookView> {
      const before = await known(id)
      await refuseUncallable(checkOutgoing, 'url', change.url)
      if (!(await store.change(by, before, change))) throw new Problem('WEBHOOK_CHANGED')
      return view(await known(id))
    },
    async remove(by: ActBy, id: number): Promise<void> {
      await store.remove(by, await known(id))
    },
    async addSecret(by: ActBy, id: number, keepFormerHours: number): Promise<{ keyId: string; secret: string }> {
      const endpoint = await known(id)
      const { keyId, secret, sealed } = newSecret(id)
      await store.addSecret(by, endpoint, { keyId, sealed }, keepFormerHours)
      return { keyId, secret }
    },
    async test(by: ActBy, id: number): Promise<{ deliveryId: string }> {
      const endpoint = await known(id)
      const deliveryId = ids.uuid(clock.now())
      await deliveries.begin(async (transaction) => {
        await sendSoon(transaction)
        await deliveries.addTest(transaction, by, endpoint, deliveryId)
      })
      return { deliveryId }
    },
    async deliveries(id: number, query: DeliveriesQuery): Promise<WebhookDeliveries> {
      await known(id)
      const rows = await deliveries.list(id, query)
      return { deliveries: rows.map(viewOfDelivery), next: rows.length < deliveries.pageSize ? null : (rows.at(-1)?.id ?? null) }
    },
    async replay(by: ActBy, id: number, what: WebhookReplay): Promise<{ replayed: number }> {
      const endpoint = await known(id)
      const replayed = await deliveries.begin(async (transaction) => {
        await sendSoon(transaction)
        return deliveries.replay(transaction, by, endpoint, what)
      })
      if (replayed === 0 && 'deliveryId' in what) throw new Problem('WEBHOOK_DELIVERY_NOT_FOUND')
      return { replayed }
    },
    /**
     * Tells of a fact within the transaction that makes it one: the address hears of it once that is committed, and only then. `subject` names
     * the fact; `data` goes out as it is and so holds nothing of a person.
     */
    async tell(transaction: TransactionSql, contestId: number, event: WebhookEvent, subject: string, data: Record<string, unknown>): Promise<void> {
      await deliveries.tell(transaction, contestId, { event, subject, at: new Date(clock.now()), data })
      await sendSoon(transaction)
    },
    isWanted: (): Promise<boolean> => deliveries.isWanted(new Date(clock.now())),
    /** A job: writes down what only followers see, and sends what is due. */
    async run(): Promise<void> {
      await followSubmissions()
      await courier.round()
    },
    tidy: (): Promise<void> => deliveries.forgetBefore(new Date(clock.now() - keepDeliveriesMs)),
    close: (): Promise<void> => courier.close(),
  }
}
export type WebhooksService = ReturnType<typeof createWebhooksService>

function view({ contestId: _contest, unitId: _unit, secrets, ...endpoint }: WebhookRow): WebhookView {
  const moment = (written: string) => new Date(written).toISOString()
  return {
    ...endpoint,
    secrets: secrets.map(({ keyId, createdAt, endsAt }) => ({
      keyId,
      createdAt: moment(createdAt),
      endsAt: endsAt === null ? null : moment(endsAt),
    })),
  }
}

function viewOfDelivery({ happenedAt, nextTryAt, lastTriedAt, ...delivery }: DeliveryRow): WebhookDeliveries['deliveries'][number] {
  return {
    ...delivery,
    happenedAt: happenedAt.toISOString(),
    nextTryAt: delivery.state === 'waiting' ? nextTryAt.toISOString() : null,
    lastTriedAt: lastTriedAt?.toISOString() ?? null,
  }
}

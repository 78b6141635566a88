import type { Clock } from '../../clock.ts'
import { arrayOf } from '../../database/array-literal.ts'
import type { GuardedRequest } from '../../outgoing/guarded-request.ts'
import { OutgoingRefused } from '../../outgoing/outgoing-check.ts'
import { SealBroken, type Sealer } from '../../sealing.ts'
import type { ActBy } from '../audit/act.ts'
import type { DeliveriesStore, DueDelivery, Outcome } from './deliveries-store.ts'
import { isGone, isTaken, pauseAfter } from './delivery-rules.ts'
import { bodyOf, headersOf } from './webhook-message.ts'
import type { WebhooksStore } from './webhooks-store.ts'

type Dependencies = {
  store: Pick<WebhooksStore, 'secretsOf' | 'switchOff'>
  deliveries: DeliveriesStore
  request: GuardedRequest
  sealer: Sealer
  clock: Clock
  onFailure(error: unknown): void
}
type Answer = { status: number | null; error: string | null }

const most = { ofOne: 5, ofAll: 100 }
/** Longer than an answer may take, so that nobody else sends the same meanwhile. */
const leaseMs = 30_000

export const ownerOfWebhookSecret = (endpointId: number, keyId: string) => `webhook ${endpointId} ${keyId}`

/**
 * Takes what is due to where it goes. What is under way is not waited for: the next round takes what there is for the other endpoints, and
 * of a slow one no more than it can have under way at once.
 */
export function createCourier({ store, deliveries, request, sealer, clock, onFailure }: Dependencies) {
  const underWay = new Map<number, number>()
  const running = new Set<Promise<void>>()
  let isClosing = false

  async function secretsOf(due: readonly DueDelivery[]): Promise<Map<number, string[]>> {
    const rows = await store.secretsOf(arrayOf([...new Set(due.map(({ endpointId }) => endpointId))], String))
    const opened = rows.map(({ endpointId, keyId, sealed }) => {
      try {
        return { endpointId, secret: sealer.open(ownerOfWebhookSecret(endpointId, keyId), sealed).toString() }
      } catch (error) {
        // nobody can sign with it any more: the other one may do
        if (error instanceof SealBroken) return { endpointId, secret: undefined }
        throw error
      }
    })
    return new Map(
      [...Map.groupBy(opened, (one) => one.endpointId)].map(([id, of]) => [id, of.flatMap(({ secret }) => (secret === undefined ? [] : [secret]))]),
    )
  }

  async function send(delivery: DueDelivery, secrets: readonly string[]): Promise<Answer> {
    if (secrets.length === 0) return { status: null, error: 'no secret can be read: make a new one' }
    const body = bodyOf(delivery)
    try {
      const { status } = await request({ method: 'POST', url: delivery.url, headers: headersOf(delivery, body, secrets, clock.now()), body })
      return { status, error: isTaken(status) ? null : `answered ${status}` }
    } catch (error) {
      if (!(error instanceof OutgoingRefused)) throw error
      return { status: null, error: error.message.slice(0, 300) }
    }
  }

  function outcomeOf({ attempts }: DueDelivery, { status }: Answer): Outcome {
    if (status !== null && isTaken(status)) return { state: 'delivered' }
    const [now, pauseMs] = [clock.now(), pauseAfter(attempts)]
    if (pauseMs === undefined || (status !== null && isGone(status))) return { state: 'given-up', nextTryAt: new Date(now) }
    return { state: 'waiting', nextTryAt: new Date(now + pauseMs) }
  }

  async function deliver(delivery: DueDelivery, secrets: readonly string[]): Promise<void> {
    const answer = await send(delivery, secrets)
    await deliveries.settle(delivery, outcomeOf(delivery, answer), answer)
    if (answer.status === null || !isGone(answer.status)) return
    const by: ActBy = { kind: 'service', id: null, name: 'webhooks', from: null, requestId: null, atMs: clock.now() }
    await store.switchOff(by, { id: delivery.endpointId, contestId: delivery.contestId }, 'the receiver answered 410 Gone')
  }

  function start(delivery: DueDelivery, secrets: readonly string[]): void {
    const count = (by: number) => underWay.set(delivery.endpointId, (underWay.get(delivery.endpointId) ?? 0) + by)
    count(1)
    const done = deliver(delivery, secrets)
      .catch(onFailure)
      .then(() => {
        if (count(-1).get(delivery.endpointId) === 0) underWay.delete(delivery.endpointId)
        running.delete(done)
        // there may be more for whoever has just answered
        void round().catch(onFailure)
      })
    running.add(done)
  }

  let claiming: Promise<void> | undefined
  let isAskedAgain = false
  async function claimAll(): Promise<void> {
    do {
      isAskedAgain = false
      for (let due: readonly DueDelivery[] = []; !isClosing; ) {
        const now = clock.now()
        due = await deliveries.claim(new Date(now), new Date(now + leaseMs), underWay, most)
        if (due.length === 0) break
        const secrets = await secretsOf(due)
        for (const delivery of due) start(delivery, secrets.get(delivery.endpointId) ?? [])
      }
    } while (isAskedAgain && !isClosing)
  }

  /** Starts everything that is due and has room; over when there is nothing more to start. */
  function round(): Promise<void> {
    if (isClosing) return Promise.resolve()
    if (claiming) {
      isAskedAgain = true
      return claiming
    }
    claiming = claimAll().finally(() => {
      claiming = undefined
    })
    return claiming
  }

  return {
    round,
    /** Takes nothing new and waits for what is under way. */
    async close(): Promise<void> {
      isClosing = true
      await claiming
      await Promise.all(running)
    },
  }
}
export type Courier = ReturnType<typeof createCourier>

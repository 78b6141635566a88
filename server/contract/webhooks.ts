import { type Static, Type } from 'typebox'
import { PlainText, Slug, Timestamp } from './primitives.ts'

const strict = { additionalProperties: false }

/** What other systems can be told. Names are only ever added. */
export const webhookEvents = ['registered', 'submitted', 'sealed', 'published'] as const
export type WebhookEvent = (typeof webhookEvents)[number]

const WebhookId = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })
export const WebhookParams = Type.Object({ webhookId: WebhookId })

const Url = Type.String({
  pattern: '^https?://[^\\s@#]+$',
  maxLength: 500,
  description: 'https; plain http and hosts inside the house only where the operator lists them (OUTGOING_HOSTS)',
})
const Events = Type.Array(Type.Enum([...webhookEvents]), { minItems: 1, uniqueItems: true })
const Name = PlainText({ minLength: 1, maxLength: 200 })

export const NewWebhook = Type.Object({ name: Name, url: Url, events: Events }, strict)
export type NewWebhook = Static<typeof NewWebhook>

export const WebhookChange = Type.Object(
  {
    version: Type.Integer({ minimum: 1, description: 'Of the webhook as it was seen: a change made meanwhile is not overwritten' }),
    name: Type.Optional(Name),
    url: Type.Optional(Url),
    events: Type.Optional(Events),
    isEnabled: Type.Optional(Type.Boolean({ description: 'What happens while it is off is never told' })),
  },
  strict,
)
export type WebhookChange = Static<typeof WebhookChange>

export const WebhookView = Type.Object({
  id: WebhookId,
  contest: Type.Union([Slug, Type.Null()], { description: 'Null: all contests' }),
  name: Type.String(),
  url: Type.String(),
  events: Type.Array(Type.Enum([...webhookEvents])),
  isEnabled: Type.Boolean(),
  offNote: Type.Union([Type.String(), Type.Null()], { description: 'Why it was switched off by itself' }),
  version: Type.Integer(),
  secrets: Type.Array(Type.Object({ keyId: Type.String(), createdAt: Timestamp, endsAt: Type.Union([Timestamp, Type.Null()]) }), {
    description: 'In force: each delivery carries a signature by every one of them',
  }),
  deliveries: Type.Object({ waiting: Type.Integer(), delivered: Type.Integer(), givenUp: Type.Integer() }),
})
export type WebhookView = Static<typeof WebhookView>
export const WebhookList = Type.Object({ webhooks: Type.Array(WebhookView) })

const Secret = Type.String({ description: 'Shown this once: whsec_ and the key in base64, as in Standard Webhooks' })
export const CreatedWebhook = Type.Object({ webhook: WebhookView, secret: Secret })
export type CreatedWebhook = Static<typeof CreatedWebhook>

export const NewWebhookSecret = Type.Object(
  { keepFormerHours: Type.Integer({ minimum: 0, maximum: 168, default: 24, description: 'How long the former secret signs beside the new one' }) },
  strict,
)
export const CreatedWebhookSecret = Type.Object({ keyId: Type.String(), secret: Secret })

export const DeliveriesQuery = Type.Object({
  state: Type.Optional(Type.Enum(['waiting', 'delivered', 'given-up'])),
  before: Type.Optional(Type.String({ format: 'uuid', description: 'The last delivery of the page before' })),
})
export type DeliveriesQuery = Static<typeof DeliveriesQuery>

export const WebhookDelivery = Type.Object({
  id: Type.String({ format: 'uuid', description: 'The webhook-id that the receiver gets, the same in every try' }),
  event: Type.String(),
  happenedAt: Timestamp,
  state: Type.Enum(['waiting', 'delivered', 'given-up']),
  attempts: Type.Integer(),
  nextTryAt: Type.Union([Timestamp, Type.Null()]),
  lastTriedAt: Type.Union([Timestamp, Type.Null()]),
  lastStatus: Type.Union([Type.Integer(), Type.Null()]),
  lastError: Type.Union([Type.String(), Type.Null()]),
})
export type WebhookDelivery = Static<typeof WebhookDelivery>
export const WebhookDeliveries = Type.Object({
  deliveries: Type.Array(WebhookDelivery),
  next: Type.Union([Type.String(), Type.Null()], { description: 'For `before`; null: there are no older ones' }),
})
export type WebhookDeliveries = Static<typeof WebhookDeliveries>

export const WebhookReplay = Type.Union([
  Type.Object({ deliveryId: Type.String({ format: 'uuid', description: 'This one, whatever became of it' }) }, strict),
  Type.Object({ failedSince: Type.String({ format: 'date-time', description: 'Everything that was given up since' }) }, strict),
])
export type WebhookReplay = Static<typeof WebhookReplay>
export const WebhooksReplayed = Type.Object({ replayed: Type.Integer() })
export const WebhookTested = Type.Object({ deliveryId: Type.String({ format: 'uuid' }) })

import { createHmac } from 'node:crypto'

/** What is told, as it travels: the form is that of Standard Webhooks. */
export type WebhookMessage = { id: string; event: string; happenedAt: Date; data: Record<string, unknown> }

/** Grows when receivers would have to read it otherwise; what is only added does not count. */
const payloadVersion = 1
const prefix = 'whsec_'

export const secretText = (key: Buffer): string => `${prefix}${key.toString('base64')}`

/** The same bytes in every try: only the time of sending and the signatures differ. */
export function bodyOf({ event, happenedAt, data }: WebhookMessage): string {
  return JSON.stringify({ version: payloadVersion, type: event, timestamp: happenedAt.toISOString(), data })
}

/** Signed with each secret in force: the receiver needs to know one of them. */
export function headersOf({ id }: Pick<WebhookMessage, 'id'>, body: string, secrets: readonly string[], nowMs: number): Record<string, string> {
  const sentAt = String(Math.floor(nowMs / 1_000))
  const signatures = secrets.map((secret) => `v1,${signatureOf(secret, `${id}.${sentAt}.${body}`)}`)
  return { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': sentAt, 'webhook-signature': signatures.join(' ') }
}

function signatureOf(secret: string, signed: string): string {
  return createHmac('sha256', Buffer.from(secret.slice(prefix.length), 'base64'))
    .update(signed)
    .digest('base64')
}

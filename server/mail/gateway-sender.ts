import { createHmac } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { GuardedRequest } from '../outgoing/guarded-request.ts'
import type { Letter } from './smtp-sender.ts'
import { LetterDelayed, LetterRefused } from './smtp-sender.ts'

export type GatewaySender = { send(letter: Letter): Promise<void> }

type Dependencies = { config: Pick<Config, 'GATEWAY_URL' | 'GATEWAY_SECRET'>; request: GuardedRequest; clock: Clock }

/**
 * Hands short messages to the operator's own gateway for SMS or Zalo: one POST of JSON, signed with the shared secret over time and body.
 * The id stays the same when a message is sent again, so that the gateway can tell.
 */
export function createGatewaySender({ config: { GATEWAY_URL, GATEWAY_SECRET }, request, clock }: Dependencies): GatewaySender | undefined {
  if (GATEWAY_URL === '') return undefined
  return {
    async send({ messageId, to, text }) {
      const body = JSON.stringify({ id: messageId, to, text })
      const time = String(Math.floor(clock.now() / 1_000))
      const signature = createHmac('sha256', GATEWAY_SECRET).update(`${time}.${body}`).digest('hex')
      const { status } = await request({
        method: 'POST',
        url: GATEWAY_URL,
        headers: { 'content-type': 'application/json', 'x-hoithi-time': time, 'x-hoithi-signature': `sha256=${signature}` },
        body,
      }).catch((error: unknown) => {
        // refused by our own rules, or no answer: it says which, and the operator reads it in the outbox
        throw new LetterDelayed((error as Error).message)
      })
      if (status >= 200 && status < 300) return
      // "not this message" is told apart from "not now"
      if (status >= 400 && status < 500 && ![401, 403, 404, 408, 425, 429].includes(status)) throw new LetterRefused(`refused with ${status}`)
      throw new LetterDelayed(`the gateway answers ${status}`)
    },
  }
}

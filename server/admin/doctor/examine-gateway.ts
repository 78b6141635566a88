import type { Config } from '../../config.ts'
import { createGuardedRequest } from '../../outgoing/guarded-request.ts'
import { OutgoingRefused } from '../../outgoing/outgoing-check.ts'
import { type Finding, finding } from './finding.ts'

/** Whether the gateway for short messages may be called and answers at all. Nothing is sent: it is asked for its page. */
export async function examineGateway({ GATEWAY_URL, OUTGOING_HOSTS }: Config): Promise<Finding[]> {
  if (GATEWAY_URL === '') return []
  const { host } = new URL(GATEWAY_URL)
  try {
    await createGuardedRequest({ allowedHosts: OUTGOING_HOSTS.split(',') })({ method: 'GET', url: GATEWAY_URL })
    return [finding('ok', 'gateway', { host })]
  } catch (error) {
    if (!(error instanceof OutgoingRefused)) throw error
    // it answers, but not to this question: that is all there is to know
    if (error.reason === 'redirects' || error.reason === 'too large') return [finding('ok', 'gateway', { host })]
    if (error.reason === 'address') return [finding('bad', 'gatewayRefused', { host, reason: error.message })]
    return [finding('bad', 'gatewayAway', { host, reason: error.message })]
  }
}

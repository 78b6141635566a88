import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export type Received = {
  path: string
  headers: IncomingHttpHeaders
  text: string
  body: { version: number; type: string; timestamp: string; data: Record<string, unknown> }
}
/** What is answered: a status, or nothing until the test ends. */
export type Answering = (received: Received) => number | 'nothing'

/** Another system that listens for webhooks; `mostOpen` is how many calls it ever left without an answer at once. */
export async function openReceiver(answering: Answering = () => 204) {
  const received: Received[] = []
  const state = { answering, open: 0, mostOpen: 0 }
  const server = createServer((request, reply) => {
    let text = ''
    request.on('data', (piece) => {
      text += piece
    })
    request.on('end', () => {
      const one = { path: request.url ?? '', headers: request.headers, text, body: JSON.parse(text) }
      received.push(one)
      const status = state.answering(one)
      if (status === 'nothing') {
        state.open += 1
        state.mostOpen = Math.max(state.mostOpen, state.open)
        reply.once('close', () => {
          state.open -= 1
        })
        return
      }
      // whoever answers with a redirect names a place that must never be called
      reply.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:1/' } : {}).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve()).closeAllConnections()))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    host,
    url: `http://${host}/nhan`,
    received,
    mostOpen: () => state.mostOpen,
    answer(next: Answering) {
      state.answering = next
    },
  }
}

/** As a receiver checks it by the rules of Standard Webhooks, written apart from the service's own code. */
export function isGenuine({ headers, text }: Pick<Received, 'headers' | 'text'>, secret: string): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const expected = createHmac('sha256', key).update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`).digest()
  return String(headers['webhook-signature'])
    .split(' ')
    .map((signature) => signature.split(','))
    .some(([version, signature = '']) => {
      const given = Buffer.from(signature, 'base64')
      return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected)
    })
}

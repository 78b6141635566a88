import { Agent, request } from 'node:http'

export type Sent = { method: 'GET' | 'POST'; origin: string; path: string; token: string; body?: unknown }
export type Reply = { status: number; retryAfter: string | undefined; body: unknown }

/** The line broke before an answer came: the sender cannot know whether the request was done. */
export class LostReplyError extends Error {}

/** Keep-alive connections, as phones and load balancers hold them. */
export function createLine(mostConnections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: mostConnections })
  return {
    /** `isCut`: hangs up as soon as the request is out, like a phone that goes into a tunnel. */
    send({ method, origin, path, token, body }: Sent, isCut = false): Promise<Reply> {
      return new Promise((resolve, reject) => {
        const text = body === undefined ? undefined : JSON.stringify(body)
        const lost = (error: Error) => reject(new LostReplyError(error.message, { cause: error }))
        const asking = request(`${origin}${path}`, {
          method,
          agent,
          headers: {
            authorization: `Bearer ${token}`,
            ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
          },
        })
        asking.on('error', lost)
        asking.on('response', (response) => {
          let received = ''
          response.setEncoding('utf8')
          response.on('data', (piece: string) => {
            received += piece
          })
          response.on('error', lost)
          response.on('aborted', () => lost(new Error('cut off within the answer')))
          response.on('end', () => {
            if (!response.complete) return lost(new Error('cut off within the answer'))
            resolve({
              status: response.statusCode ?? 0,
              retryAfter: response.headers['retry-after'],
              body: received === '' ? undefined : JSON.parse(received),
            })
          })
        })
        if (isCut) asking.once('finish', () => asking.destroy(new Error('hung up')))
        asking.end(text)
      })
    },
    close: () => agent.destroy(),
  }
}

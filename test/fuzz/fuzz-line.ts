import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import type { MadeRequest } from './malformed-request.ts'

export type Heard = { status: number; type: string; body: Buffer }

const patienceMs = 60_000

/** Sends requests as they are, however wrong; an answer that never comes is an error. */
export function createFuzzLine(origin: string, lines: number) {
  const { hostname, port } = new URL(origin)
  const agent = new Agent({ keepAlive: true, maxSockets: lines })
  return {
    send: ({ method, path, headers, body }: MadeRequest): Promise<Heard> =>
      new Promise((resolve, reject) => {
        const sent = request(
          { hostname, port, agent, method, path, headers: { ...headers, ...(body ? { 'content-length': body.length } : {}) } },
          (response) => {
            const pieces: Buffer[] = []
            response.on('data', (piece: Buffer) => pieces.push(piece))
            response.once('error', reject)
            response.once('end', () =>
              resolve({ status: response.statusCode ?? 0, type: String(response.headers['content-type'] ?? ''), body: Buffer.concat(pieces) }),
            )
          },
        )
        sent.setTimeout(patienceMs, () => sent.destroy(new Error(`no answer within ${patienceMs / 1_000} s`)))
        sent.once('error', reject)
        sent.end(body)
      }),
    /** Bytes that no client library would send; the connection may be closed without a word. */
    raw: (bytes: Buffer): Promise<string> =>
      new Promise((resolve, reject) => {
        const socket = connect(Number(port), hostname)
        let said = ''
        socket.setTimeout(patienceMs, () => socket.destroy(new Error(`no answer within ${patienceMs / 1_000} s`)))
        socket.on('data', (piece) => {
          said += piece.toString('latin1')
          socket.end()
        })
        socket.once('error', (error: NodeJS.ErrnoException) =>
          error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(said) : reject(error),
        )
        socket.once('close', () => resolve(said))
        socket.end(bytes)
      }),
    close: () => agent.destroy(),
  }
}

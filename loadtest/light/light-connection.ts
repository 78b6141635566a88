import { connect, type Socket } from 'node:net'

export type LightReply = { status: number; head: string; body: Buffer; bytes: number; tookMs: number }
export type LightConnection = { ask(request: string): Promise<LightReply>; close(): void }

/**
 * One keep-alive connection that sends ready-made requests and reads replies with a content-length. It does as little as a sender can:
 * on a machine that it shares with the service, a full HTTP client would take what it is to measure.
 */
export function openLightConnection(port: number): LightConnection {
  let socket: Socket | undefined
  let received: Buffer[] = []
  let size = 0
  /** Where the reply ends, once its head has been read. */
  let [end, headEnd] = [-1, -1]
  let waiting: { resolve(reply: LightReply): void; reject(error: Error): void; since: number } | undefined

  function hear(piece: Buffer): void {
    received.push(piece)
    size += piece.length
    if (end === -1) {
      const read = received.length === 1 ? piece : Buffer.concat(received)
      received = [read]
      headEnd = read.indexOf('\r\n\r\n')
      if (headEnd === -1) return
      const length = /\r\ncontent-length: (\d+)/i.exec(read.toString('latin1', 0, headEnd + 2))?.[1]
      end = headEnd + 4 + Number(length ?? 0)
    }
    if (size < end) return
    const whole = received.length === 1 ? (received[0] as Buffer) : Buffer.concat(received)
    const [reply, asked] = [whole.subarray(0, end), waiting]
    const reading = { headEnd, end }
    received = []
    size = 0
    end = -1
    waiting = undefined
    asked?.resolve({
      status: Number(reply.toString('latin1', 9, 12)),
      head: reply.toString('latin1', 0, reading.headEnd),
      body: reply.subarray(reading.headEnd + 4),
      bytes: reading.end,
      tookMs: performance.now() - asked.since,
    })
  }

  function open(): Socket {
    const opened = connect({ port, host: '127.0.0.1', noDelay: true })
    opened.on('data', hear)
    const lost = (error?: Error) => {
      if (socket === opened) socket = undefined
      const asked = waiting
      waiting = undefined
      asked?.reject(error ?? new Error('the connection was closed before a reply came'))
    }
    opened.on('error', lost)
    opened.on('close', () => lost())
    return opened
  }

  return {
    ask(request) {
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject, since: performance.now() }
        socket ??= open()
        socket.write(request)
      })
    },
    close: () => socket?.destroy(),
  }
}

export type LightRequest = { method?: 'GET' | 'POST'; path: string; token?: string; body?: unknown; address?: string; accepts?: string }

/** As a browser asks, without what changes nothing. `address` is whose request a proxy says it is. */
export function lightRequest({ method = 'POST', path, token, body, address, accepts }: LightRequest): string {
  const text = body === undefined ? '' : JSON.stringify(body)
  return `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${accepts === undefined ? '' : `accept-encoding: ${accepts}\r\n`}${
    address === undefined ? '' : `x-forwarded-for: ${address}\r\n`
  }${token === undefined ? '' : `authorization: Bearer ${token}\r\n`}${
    body === undefined ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n`
  }\r\n${text}`
}

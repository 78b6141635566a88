import { connect, type Socket } from 'node:net'

/** A WebSocket that only reads texts and now and then sends a short one: ten thousand of them fit into a small process. */
export type LightWebSocket = { send(text: string): void; close(): void }

export function openLightWebSocket(port: number, path: string, on: { text(text: Buffer): void; closed(): void }): LightWebSocket {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
  let isOpen = false
  let rest: Buffer = Buffer.alloc(0)
  socket.on('connect', () => {
    // nobody checks the key here; the server only wants sixteen bytes
    socket.write(
      `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n`,
    )
  })
  socket.on('data', (piece: Buffer) => {
    let data: Buffer = rest.length === 0 ? piece : Buffer.concat([rest, piece])
    if (!isOpen) {
      const end = data.indexOf('\r\n\r\n')
      if (end === -1) {
        rest = data
        return
      }
      if (!data.toString('latin1', 0, 12).endsWith('101')) socket.destroy()
      isOpen = true
      data = data.subarray(end + 4)
    }
    for (let frame = frameIn(data); frame !== undefined; frame = frameIn(data)) {
      if (frame.isText) on.text(frame.payload)
      data = data.subarray(frame.length)
    }
    rest = data
  })
  socket.on('error', () => {})
  socket.on('close', on.closed)
  return {
    // a key of zeros masks nothing: no work for either side
    send(text) {
      const payload = Buffer.from(text)
      if (payload.length > 125) throw new RangeError('only short texts are sent')
      socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0]), payload]))
    },
    close: () => socket.destroy(),
  }
}

/** A server's frames are not masked. */
function frameIn(data: Buffer): { isText: boolean; payload: Buffer; length: number } | undefined {
  if (data.length < 2) return undefined
  const short = (data[1] as number) & 0x7f
  const headLength = short === 126 ? 4 : short === 127 ? 10 : 2
  if (data.length < headLength) return undefined
  const size = short === 126 ? data.readUInt16BE(2) : short === 127 ? Number(data.readBigUInt64BE(2)) : short
  const length = headLength + size
  if (data.length < length) return undefined
  return { isText: ((data[0] as number) & 0x0f) === 1, payload: data.subarray(headLength, length), length }
}

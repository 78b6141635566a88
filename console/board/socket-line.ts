import { io, type Socket } from 'socket.io-client'
import {
  type BoardBeat,
  type BoardDelta,
  type ClientEvents,
  type ServerEvents,
  socketPath,
  type WatchReply,
  type WatchRequest,
} from '../../server/contract/events.ts'

export type SocketLineHandlers = {
  onConnect: () => void
  onLost: () => void
  onDelta: (delta: BoardDelta) => void
  onBeat: (beat: BoardBeat) => void
}

/** The few words a board speaks over a socket; tests speak them without one. */
type SocketLine = {
  isConnected: () => boolean
  /** Null when no answer came in time. */
  watch: (request: WatchRequest, reply: (answer: WatchReply | null) => void) => void
  close: (request: WatchRequest) => void
}
export type OpenSocketLine = (handlers: SocketLineHandlers) => SocketLine

const answerMs = 5_000
const reconnectMs = 2_000

/** The real line. Socket.IO reconnects by itself with jitter; only a server that hung up on purpose must be called again. */
export const openSocketLine: OpenSocketLine = ({ onConnect, onLost, onDelta, onBeat }) => {
  const socket: Socket<ServerEvents, ClientEvents> = io({ path: socketPath, transports: ['websocket'], reconnectionDelayMax: 10_000 })
  let callAgain: ReturnType<typeof setTimeout> | undefined
  socket.on('connect', onConnect)
  socket.on('connect_error', () => {
    onLost()
    // refused by the server, not by the network: then Socket.IO does not try again by itself
    if (!socket.active) callAgain = setTimeout(() => socket.connect(), reconnectMs + Math.random() * reconnectMs)
  })
  socket.on('disconnect', () => {
    onLost()
    if (!socket.active) callAgain = setTimeout(() => socket.connect(), reconnectMs + Math.random() * reconnectMs)
  })
  socket.on('board:delta', onDelta)
  socket.on('board:beat', onBeat)
  return {
    isConnected: () => socket.connected,
    watch(request, reply) {
      socket.timeout(answerMs).emit('board:watch', request, (error: Error | null, answer: WatchReply) => reply(error ? null : answer))
    },
    close(request) {
      clearTimeout(callAgain)
      if (socket.connected) socket.emit('board:leave', request)
      socket.disconnect()
    },
  }
}

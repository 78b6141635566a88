import type { FastifyInstance } from 'fastify'
import { Server } from 'socket.io'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { BoardParams, BoardPart, WatchedRoundId } from '../contract/boards.ts'
import { Problem } from '../contract/errors.ts'
import { type ClientEvents, type ServerEvents, socketPath, type WatchReply, type WatchRequest } from '../contract/events.ts'
import { Language } from '../contract/primitives.ts'
import type { BoardFeeds, Watchers } from '../features/standings/board-feeds.ts'
import type { BoardFinder } from '../features/standings/board-finder.ts'
import { type WatchedBoard, watchedName } from '../features/standings/watched-board.ts'
import type { Ids } from '../ids.ts'
import { bodyOf, problemOf } from './problems.ts'

/** Guards of socket events, as routes have them. Boards are public: what they show is masked and frozen on the server. */
export const socketGuards = { 'board:watch': 'public', 'board:leave': 'public' } as const satisfies Record<keyof ClientEvents, string>

const mostBoardsPerSocket = 8
const isWatchRequest = Compile(
  Type.Object(
    { slug: BoardParams.properties.slug, roundId: WatchedRoundId, lang: Type.Optional(Language), ...BoardPart.properties },
    { additionalProperties: false },
  ),
)

export type Sockets = { watchers: Watchers; count(): number; close(): Promise<void> }

type Dependencies = { finder: BoardFinder; feeds: BoardFeeds; ids: Ids }

export function createSockets(app: FastifyInstance, { finder, feeds, ids }: Dependencies): Sockets {
  // WebSocket only: no sticky sessions, so any load balancer will do; who cannot connect polls the cached board
  const io = new Server<ClientEvents, ServerEvents>(app.server, {
    path: socketPath,
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: 4_096,
    pingInterval: 20_000,
    pingTimeout: 15_000,
    perMessageDeflate: false,
  })
  const watched = new Map<string, WatchedBoard>()

  const boardFor = ({ slug, lang: _lang, ...asked }: WatchRequest) => finder.publicBoard(slug, asked)

  io.on('connection', (socket) => {
    socket.on('board:watch', async (request, reply) => {
      if (typeof reply !== 'function') return
      reply(await watch(request).catch(refusal))
    })
    socket.on('board:leave', async (request) => {
      const board = isWatchRequest.Check(request) ? await boardFor(request).catch(() => undefined) : undefined
      if (board) await socket.leave(watchedName(board))
    })

    async function watch(request: unknown): Promise<WatchReply> {
      if (!isWatchRequest.Check(request)) throw new Problem('BAD_REQUEST')
      const board = await boardFor(request)
      if (socket.rooms.size > mostBoardsPerSocket) throw new Problem('TOO_MANY_REQUESTS')
      const snapshot = await feeds.join(board, request.lang ?? 'vi')
      await socket.join(watchedName(board))
      watched.set(watchedName(board), board)
      return { ok: true, board: snapshot }
    }
  })

  function refusal(error: unknown): WatchReply {
    const problem = problemOf(error)
    const requestId = ids.code(10)
    if (problem.code === 'INTERNAL') app.log.error({ err: error, requestId }, 'unexpected error on a socket')
    return { ok: false, problem: bodyOf(problem, requestId) }
  }

  return {
    watchers: {
      boardsWatched() {
        for (const name of watched.keys()) if (!io.sockets.adapter.rooms.has(name)) watched.delete(name)
        return [...watched.values()]
      },
      emitDelta: (board, delta) => void io.local.to(watchedName(board)).emit('board:delta', delta),
      emitBeat: (board, beat) => void io.local.to(watchedName(board)).emit('board:beat', beat),
    },
    count: () => io.engine.clientsCount,
    async close() {
      io.disconnectSockets(true)
      await io.close()
    },
  }
}

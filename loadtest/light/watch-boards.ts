import type { BoardDelta, WatchReply } from '../../server/contract/events.ts'
import { socketPath } from '../../server/contract/events.ts'
import { type LightWebSocket, openLightWebSocket } from './web-socket.ts'

// A process of its own: so many people who look at one board. Speaks Engine.IO as the widget's client does, and tells its parent when each
// version of the board came, to the first and to the last of them.

export type WatchOrder = { port: number; slug: string; roundId: number; watchers: number }
export type Heard = { version: number; entrants: number; firstMs: number; lastMs: number; count: number }
export type WatcherNews = { watching: number; lost: number } | { heard: Heard[] }

const openAtOnce = 200
const tellEveryMs = 500

const order = JSON.parse(process.argv[2] ?? '{}') as WatchOrder
const heard = new Map<number, Heard>()
const sockets: LightWebSocket[] = []
let [watching, lost, opened] = [0, 0, 0]

function hear(version: number, entrants: number): void {
  const now = Date.now()
  const known = heard.get(version) ?? { version, entrants, firstMs: now, lastMs: now, count: 0 }
  heard.set(version, { ...known, lastMs: now, count: known.count + 1 })
}

/** What each text begins with says what it is; of the same delta for everybody only the first one is read whole. */
let lastDelta: { text: Buffer; version: number; entrants: number } | undefined
function readDelta(text: Buffer): void {
  if (!lastDelta?.text.equals(text)) {
    const [, delta] = JSON.parse(text.toString('utf8', 2)) as [string, BoardDelta]
    lastDelta = { text: Buffer.from(text), version: delta.version, entrants: delta.entrants ?? 0 }
  }
  hear(lastDelta.version, lastDelta.entrants)
}

function watch(): void {
  opened += 1
  const socket = openLightWebSocket(order.port, `${socketPath}/?EIO=4&transport=websocket`, {
    text(text) {
      const kind = text.toString('latin1', 0, 2)
      if (kind[0] === '0') socket.send('40')
      else if (kind[0] === '2') socket.send('3')
      else if (kind === '40') socket.send(`420${JSON.stringify(['board:watch', { slug: order.slug, roundId: order.roundId }])}`)
      else if (kind === '43') {
        const [reply] = JSON.parse(text.toString('utf8', 3)) as [WatchReply]
        if (!reply.ok) throw new Error(`a watcher was refused: ${JSON.stringify(reply)}`)
        watching += 1
        if (opened < order.watchers) watch()
      } else if (kind === '42' && text.toString('latin1', 3, 16).startsWith('"board:delta"')) readDelta(text)
    },
    closed() {
      lost += 1
    },
  })
  sockets.push(socket)
}

for (let at = 0; at < Math.min(openAtOnce, order.watchers); at += 1) watch()
setInterval(() => {
  process.send?.({ watching, lost } satisfies WatcherNews)
  // the last of them may not have heard of the newest yet
  const ready = [...heard.values()].filter(({ count, lastMs }) => count >= order.watchers || Date.now() - lastMs > 2 * tellEveryMs)
  for (const { version } of ready) heard.delete(version)
  if (ready.length > 0) process.send?.({ heard: ready } satisfies WatcherNews)
}, tellEveryMs)
process.on('disconnect', () => process.exit(0))

import { entrantIdWidth, idOf, packEntrantId, withPlaces } from '../board-order.ts'
import { type BoardKeys, boardKeys, bucketKey, nextBoardKeys, noticeChannel } from '../keys.ts'
import type { BoardId, LiveStanding, LiveState, PlaceOutcome } from '../port.ts'
import { placeStandings } from '../scripts/place-standings.ts'
import { readAround } from '../scripts/read-around.ts'
import { readPage } from '../scripts/read-page.ts'
import { readStanding } from '../scripts/read-standing.ts'
import { switchGeneration } from '../scripts/switch-generation.ts'
import { takeFromBucket } from '../scripts/take-from-bucket.ts'
import { connectRedis, orAway, runScript } from './redis-connection.ts'

/** What Redis does in some ten milliseconds. */
const placedAtOnce = 500

/** Live state shared by all processes, on one Redis or on a Redis Cluster. */
export function createRedisLiveState({
  urls,
  onError,
  onReady,
}: {
  urls: readonly string[]
  onError(error: Error): void
  onReady?(): void
}): LiveState {
  const client = connectRedis(urls, onError)
  client.on('ready', () => onReady?.())
  // a connection that listens can do nothing else, so it is one of its own; it subscribes again after a break
  const listener = connectRedis(urls, onError)
  const listeners = new Set<(topic: string) => void>()
  listener.on('ready', () => void listener.subscribe(noticeChannel).catch(onError))
  listener.on('message', (_channel: string, topic: string) => {
    for (const hear of listeners) hear(topic)
  })

  /** Piece by piece: nobody else is served while a script runs. */
  async function place(id: BoardId, keys: BoardKeys, standings: readonly LiveStanding[]): Promise<PlaceOutcome[]> {
    const outcomes: PlaceOutcome[] = []
    for (let at = 0; at < standings.length; at += placedAtOnce) outcomes.push(...(await placePiece(id, keys, standings.slice(at, at + placedAtOnce))))
    return outcomes
  }

  async function placePiece(id: BoardId, keys: BoardKeys, standings: readonly LiveStanding[]): Promise<PlaceOutcome[]> {
    const items = standings.map(({ entrantId, version, member, unitIds }) => ({
      entrantId: member === null ? packEntrantId(entrantId) : idOf(member),
      version,
      member: member ?? '',
      unitIds: unitIds.join(','),
    }))
    const codes = (await runScript(client, placeStandings, keys, { keepsAbsent: id.ageGroupId === undefined ? 1 : 0 }, items)) as number[]
    return codes.map((code) => {
      const outcome = placeStandings.decode(code)
      return outcome === 'NOT_BUILT' ? 'unchanged' : outcome
    })
  }

  return {
    kind: 'redis',
    boards: {
      place: (id, standings) => place(id, boardKeys(id), standings),
      async page(id, offset, count) {
        const [firstPlace, ...members] = (await runScript(client, readPage, boardKeys(id), { offset, count, idWidth: entrantIdWidth })) as [
          number,
          ...string[],
        ]
        return withPlaces(members, offset, firstPlace)
      },
      async around(id, entrantId, radius) {
        const found = (await runScript(client, readAround, boardKeys(id), {
          entrantId: packEntrantId(entrantId),
          radius,
          idWidth: entrantIdWidth,
        })) as [number, number, ...string[]] | []
        const [offset, firstPlace, ...members] = found
        return offset === undefined || firstPlace === undefined ? undefined : withPlaces(members, offset, firstPlace)
      },
      async standing(id, entrantId) {
        const [place, member, placeAbove, memberAbove] = (await runScript(client, readStanding, boardKeys(id), {
          entrantId: packEntrantId(entrantId),
          idWidth: entrantIdWidth,
        })) as [number, string, number?, string?] | []
        if (place === undefined || member === undefined) return undefined
        return { mine: { place, member }, above: memberAbove === undefined ? undefined : { place: placeAbove ?? 1, member: memberAbove } }
      },
      size: (id) => orAway(client.zcard(boardKeys(id).board)),
      isWhole: async () => true,
      async tallies(id) {
        const counts = await orAway(client.hgetall(boardKeys(id).tallies))
        return Object.entries(counts)
          .map(([unitId, entrants]) => ({ unitId: Number(unitId), entrants: Number(entrants) }))
          .filter((tally) => tally.entrants > 0)
      },
      async watermark(id) {
        return (await orAway(client.get(boardKeys(id).watermark))) ?? undefined
      },
      async advance(id, watermark) {
        // only where the board still stands: a mark without a board would promise entries that were lost
        await orAway(client.set(boardKeys(id).watermark, watermark, 'XX'))
      },
      async rebuild(id, source, watermark) {
        const next = nextBoardKeys(id)
        await orAway(client.unlink(next.board, next.standings, next.tallies, next.watermark))
        await orAway(client.set(next.watermark, watermark))
        // while one piece is placed, the next is read
        let placing: Promise<unknown> = Promise.resolve()
        for await (const standings of source) {
          await placing
          placing = place(id, next, standings)
          // heard of in the next turn, or below
          placing.catch(() => {})
        }
        await placing
        const now = boardKeys(id)
        await runScript(
          client,
          switchGeneration,
          { nextBoard: next.board, nextStandings: next.standings, nextTallies: next.tallies, nextWatermark: next.watermark, ...now },
          { mark: watermark },
        )
      },
    },
    limits: {
      async take(rule, who, nowMs) {
        const waitMs = (await runScript(
          client,
          takeFromBucket,
          { bucket: bucketKey(rule.name, who) },
          { nowMs, everyMs: rule.everyMs, burst: rule.burst },
        )) as number
        return { isAllowed: waitMs === 0, retryAfterMs: waitMs }
      },
    },
    notices: {
      async publish(topic) {
        await orAway(client.publish(noticeChannel, topic))
      },
      subscribe(hear) {
        listeners.add(hear)
      },
    },
    isHealthy: () => client.status === 'ready',
    hasRoom: () => true,
    async close() {
      listeners.clear()
      client.disconnect()
      listener.disconnect()
    },
  }
}

import type { Clock } from '../../clock.ts'
import type { BoardSnapshot } from '../../contract/boards.ts'
import type { BoardBeat, BoardDelta } from '../../contract/events.ts'
import type { Language } from '../../contract/primitives.ts'
import { type BoardContent, type BoardReader, type HeldBoard, presentBoard } from './board-reader.ts'
import { partOf, type WatchedBoard, watchedName } from './watched-board.ts'

/** How old a board read over plain HTTP may be. */
const readableForMs = 1_000
const beatEveryMs = 2_000
const mostReady = 1_000

type Feed = {
  snapshot: HeldBoard
  /** The reply to a plain read, ready to be sent to whoever asks next in that language. */
  bodies: Partial<Record<Language, string>>
  readAtMs: number
}

/** What all watchers of a board hold, and when the last tick passed by. */
type Sent = { snapshot: HeldBoard; tickedAtMs: number; saidAtMs: number }

export type Watchers = {
  boardsWatched(): WatchedBoard[]
  emitDelta(board: WatchedBoard, delta: BoardDelta): void
  emitBeat(board: WatchedBoard, beat: BoardBeat): void
}

/**
 * Boards are pulled, not pushed: a few times a second each watched board is read once and what changed is sent once to
 * all who watch it here. The cost does not depend on how many submit.
 */
export function createBoardFeeds({ reader, clock }: { reader: BoardReader; clock: Clock }) {
  const feeds = new Map<string, Feed>()
  const readings = new Map<string, Promise<Feed>>()
  const sent = new Map<string, Sent>()
  const ready = new Map<string, { body: string; readAtMs: number }>()

  /** Readings of one board at once share one. */
  function refresh(board: WatchedBoard): Promise<Feed> {
    const name = watchedName(board)
    const underWay = readings.get(name)
    if (underWay) return underWay
    const reading = read(name, board).finally(() => readings.delete(name))
    readings.set(name, reading)
    return reading
  }

  async function read(name: string, board: WatchedBoard): Promise<Feed> {
    const content = await reader.read(board, false)
    const known = feeds.get(name)
    const nowMs = clock.now()
    const hasChanged = !known || JSON.stringify(contentOf(known.snapshot)) !== JSON.stringify(content)
    const snapshot: HeldBoard = {
      ...content,
      version: (known?.snapshot.version ?? 0) + (hasChanged ? 1 : 0),
      takenAt: new Date(nowMs).toISOString(),
    }
    const feed: Feed = { snapshot, bodies: {}, readAtMs: nowMs }
    feeds.set(name, feed)
    return feed
  }

  return {
    async snapshot(board: WatchedBoard, language: Language): Promise<BoardSnapshot> {
      return presentBoard((await refresh(board)).snapshot, language)
    },
    /** What a new watcher begins with: the state the others hold, so that the next delta fits all of them. */
    async join(board: WatchedBoard, language: Language): Promise<BoardSnapshot> {
      const name = watchedName(board)
      const held = sent.get(name)
      if (held && clock.now() - held.tickedAtMs < readableForMs) return presentBoard(held.snapshot, language)
      const { snapshot, readAtMs } = await refresh(board)
      sent.set(name, { snapshot, tickedAtMs: readAtMs, saidAtMs: readAtMs })
      return presentBoard(snapshot, language)
    },
    /** At most a second old; readers of the same address within that second are answered by readyBody. */
    async body(address: string, board: WatchedBoard, language: Language): Promise<string> {
      const known = feeds.get(watchedName(board))
      const feed = known && clock.now() - known.readAtMs < readableForMs ? known : await refresh(board)
      if (ready.size > mostReady) ready.clear()
      feed.bodies[language] ??= JSON.stringify(presentBoard(feed.snapshot, language))
      const body = feed.bodies[language]
      ready.set(address, { body, readAtMs: feed.readAtMs })
      return body
    },
    /** Without a promise: thousands may ask within the second. */
    readyBody(address: string): string | undefined {
      const feed = ready.get(address)
      return feed && clock.now() - feed.readAtMs < readableForMs ? feed.body : undefined
    },
    /** One tick: a delta to each watched board that changed, now and then a beat to each that did not. */
    async tick(watchers: Watchers): Promise<void> {
      for (const board of watchers.boardsWatched()) {
        const held = sent.get(watchedName(board))
        const { snapshot, readAtMs } = await refresh(board)
        if (!held) sent.set(watchedName(board), { snapshot, tickedAtMs: readAtMs, saidAtMs: readAtMs })
        else if (held.snapshot.version !== snapshot.version) {
          watchers.emitDelta(board, deltaBetween(board, held.snapshot, snapshot))
          sent.set(watchedName(board), { snapshot, tickedAtMs: readAtMs, saidAtMs: readAtMs })
        } else {
          const isDue = readAtMs - held.saidAtMs >= beatEveryMs
          if (isDue) watchers.emitBeat(board, { roundId: snapshot.roundId, ...partOf(board), version: snapshot.version, takenAt: snapshot.takenAt })
          sent.set(watchedName(board), { snapshot: held.snapshot, tickedAtMs: readAtMs, saidAtMs: isDue ? readAtMs : held.saidAtMs })
        }
      }
    },
  }
}
export type BoardFeeds = ReturnType<typeof createBoardFeeds>

function contentOf({ version: _version, takenAt: _takenAt, ...content }: HeldBoard): BoardContent {
  return content
}

function deltaBetween(board: WatchedBoard, before: HeldBoard, after: HeldBoard): BoardDelta {
  const known = new Map(before.rows.map((row) => [row.key, JSON.stringify(row)]))
  return {
    roundId: after.roundId,
    ...partOf(board),
    // titles and rules are not part of a delta: where they changed, nobody can go on from what he holds
    from: headOf(before) === headOf(after) ? before.version : after.version,
    version: after.version,
    takenAt: after.takenAt,
    frozenSince: after.frozenSince,
    entrants: after.entrants,
    ...(after.isHidden ? { isHidden: true } : {}),
    ...(after.awaitsTruth ? { awaitsTruth: true } : {}),
    ...(after.isPartial ? { isPartial: true } : {}),
    ...(after.hasEssaysWaiting ? { hasEssaysWaiting: true } : {}),
    order: after.rows.map((row) => row.key),
    changed: after.rows.filter((row) => known.get(row.key) !== JSON.stringify(row)),
    units: after.units,
  }
}

function headOf({ contestTitle, roundTitle, ranking, unit, ageGroup }: HeldBoard): string {
  return JSON.stringify([contestTitle, roundTitle, ranking, unit, ageGroup])
}

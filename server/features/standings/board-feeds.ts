import type { Clock } from '../../clock.ts'
import type { BoardSnapshot } from '../../contract/boards.ts'
import { Problem } from '../../contract/errors.ts'
import type { BoardBeat, BoardDelta } from '../../contract/events.ts'
import type { Language } from '../../contract/primitives.ts'
import { createBoardPace } from './board-pace.ts'
import type { BoardPartsStore } from './board-parts-store.ts'
import { type BoardContent, type BoardReader, type HeldBoard, presentBoard } from './board-reader.ts'
import { partOf, type WatchedBoard, watchedName } from './watched-board.ts'

/** How old a board read over plain HTTP may be. */
const readableForMs = 1_000
const beatEveryMs = 2_000
const mostReady = 1_000
const mostFeeds = 1_000
const nothingSeen = '0'
const leftForMs = 10_000
/** Names are read anew even where nobody's result has changed. */
const unchangedForMs = 5_000

type Feed = {
  snapshot: HeldBoard
  /** The reply to a plain read, ready to be sent to whoever asks next in that language. */
  bodies: Partial<Record<Language, string>>
  readAtMs: number
  /** Whatever transactions below this one wrote is part of it. */
  seenBelow: string
}

/** What all watchers of a board hold, and when the last tick passed by. */
type Sent = { snapshot: HeldBoard; tickedAtMs: number; saidAtMs: number }

type Dependencies = {
  reader: Pick<BoardReader, 'read'>
  changesSince: BoardPartsStore['changesSince']
  clock: Clock
  /** Never goes back, for what readings cost. */
  now: () => number
}

export type Watchers = {
  boardsWatched(): WatchedBoard[]
  emitDelta(board: WatchedBoard, delta: BoardDelta): void
  emitBeat(board: WatchedBoard, beat: BoardBeat): void
}

/**
 * Boards are pulled, not pushed: a few times a second each watched board is read once and what changed is sent once to
 * all who watch it here. The cost does not depend on how many submit.
 */
export function createBoardFeeds({ reader, changesSince, clock, now }: Dependencies) {
  const pace = createBoardPace({ now })
  const feeds = new Map<string, Feed>()
  const readings = new Map<string, Promise<Feed>>()
  const sent = new Map<string, Sent>()
  const ready = new Map<string, { body: string; readAtMs: number }>()

  /** Readings of one board at once share one. */
  function refresh(board: WatchedBoard): Promise<Feed> {
    const name = watchedName(board)
    const underWay = readings.get(name)
    if (underWay) return underWay
    const turn = isCostly(board) ? pace.inTurn(() => read(name, board)) : read(name, board)
    if (!turn) return Promise.reject(new Problem('TOO_BUSY'))
    const reading = turn.finally(() => readings.delete(name))
    readings.set(name, reading)
    return reading
  }

  async function read(name: string, board: WatchedBoard): Promise<Feed> {
    // asked first: what is committed while the board is read is read again
    const { seenBelow } = isCostly(board) ? await changesSince(board.contestId, nothingSeen) : { seenBelow: nothingSeen }
    const content = await reader.read(board, false)
    const known = feeds.get(name)
    const nowMs = clock.now()
    const hasChanged = !known || JSON.stringify(contentOf(known.snapshot)) !== JSON.stringify(content)
    const snapshot: HeldBoard = {
      ...content,
      version: (known?.snapshot.version ?? 0) + (hasChanged ? 1 : 0),
      takenAt: new Date(nowMs).toISOString(),
    }
    const feed: Feed = { snapshot, bodies: {}, readAtMs: nowMs, seenBelow }
    if (feeds.size > mostFeeds) forgetUnwatched()
    feeds.set(name, feed)
    return feed
  }

  /** Of boards that nobody watches any more; who has just asked may not be counted yet. */
  function forgetLeft(watched: ReadonlySet<string>): void {
    for (const [name, { tickedAtMs }] of sent) if (!watched.has(name) && clock.now() - tickedAtMs > leftForMs) sent.delete(name)
  }

  function forgetUnwatched(): void {
    for (const name of feeds.keys()) if (!sent.has(name)) feeds.delete(name)
  }

  /** What a watched board has come to. One that costs much may be somewhat older, and says how old it is. */
  async function current(board: WatchedBoard): Promise<Feed> {
    const known = feeds.get(watchedName(board))
    if (!known || !isCostly(board)) return refresh(board)
    const ageMs = clock.now() - known.readAtMs
    if (ageMs < readableForMs || !pace.isRested()) return known
    if (ageMs < unchangedForMs && !(await changesSince(board.contestId, known.seenBelow)).hasChanged) return known
    return refresh(board).catch((error: unknown) => {
      if (error instanceof Problem) return known
      throw error
    })
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
      const watched = watchers.boardsWatched()
      forgetLeft(new Set(watched.map(watchedName)))
      for (const board of watched) {
        const held = sent.get(watchedName(board))
        const { snapshot, readAtMs } = await current(board)
        if (!held) sent.set(watchedName(board), { snapshot, tickedAtMs: readAtMs, saidAtMs: readAtMs })
        else if (held.snapshot.version !== snapshot.version) {
          watchers.emitDelta(board, deltaBetween(board, held.snapshot, snapshot))
          sent.set(watchedName(board), { snapshot, tickedAtMs: readAtMs, saidAtMs: readAtMs })
        } else {
          const isDue = clock.now() - held.saidAtMs >= beatEveryMs
          if (isDue) watchers.emitBeat(board, { roundId: snapshot.roundId, ...partOf(board), version: snapshot.version, takenAt: snapshot.takenAt })
          sent.set(watchedName(board), { snapshot: held.snapshot, tickedAtMs: clock.now(), saidAtMs: isDue ? clock.now() : held.saidAtMs })
        }
      }
    },
  }
}
export type BoardFeeds = ReturnType<typeof createBoardFeeds>

/** Read from PostgreSQL, not from live state. */
function isCostly(board: WatchedBoard): boolean {
  return board.unitId !== undefined
}

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

/** What a standing is on a board. The member encodes every declared key in order (see board-member.ts and board-order.ts). */
export type LiveStanding = {
  /** A uuid; the member ends with it, packed. */
  entrantId: string
  version: number
  /** Null: has no place on the board any more. */
  member: string | null
  /** Units whose tallies this entrant counts in: its own and all above. */
  unitIds: readonly number[]
}

/** Round 0 is the whole contest. An age group's board has no tallies: it holds those of its group and nobody else. */
export type BoardId = { contestId: number; roundId: number; projection: 'official' | 'public'; ageGroupId?: string }

/** LEFT_OUT: there is no room, and all that stand there are better. */
export type PlaceOutcome = 'placed' | 'unchanged' | 'OLDER_VERSION' | 'LEFT_OUT'
export type PlacedMember = { place: number; member: string }
export type Tally = { unitId: number; entrants: number }
export type LimitRule = { name: string; burst: number; everyMs: number }

/**
 * The pace of the service: everything here can be lost and is rebuilt from PostgreSQL.
 * Two implementations, in the process and on Redis; one contract suite runs on both.
 */
export type LiveState = {
  readonly kind: 'memory' | 'redis'
  boards: {
    /**
     * A newer version replaces, an older one is refused; tallies move by the difference old → new. Whoever has left is remembered by version, so
     * that nothing older brings him back; on an age group's board only if he ever stood there.
     */
    place(board: BoardId, standings: readonly LiveStanding[]): Promise<PlaceOutcome[]>
    /** Entries that tie in every declared key share the place. */
    page(board: BoardId, offset: number, count: number): Promise<PlacedMember[]>
    around(board: BoardId, entrantId: string, radius: number): Promise<PlacedMember[] | undefined>
    /** One entrant, and the last entry of the next place up; undefined when the entrant is not there. */
    standing(board: BoardId, entrantId: string): Promise<{ mine: PlacedMember; above: PlacedMember | undefined } | undefined>
    size(board: BoardId): Promise<number>
    /** False when there was no room for all: the best entries stand there, the rest only in PostgreSQL. */
    isWhole(board: BoardId): Promise<boolean>
    tallies(board: BoardId): Promise<Tally[]>
    /** Up to which transaction of PostgreSQL this board is known to be complete; undefined: not built. */
    watermark(board: BoardId): Promise<string | undefined>
    advance(board: BoardId, watermark: string): Promise<void>
    /** Fills a new generation beside the one in use and switches to it when it is whole. */
    rebuild(board: BoardId, source: AsyncIterable<readonly LiveStanding[]>, watermark: string): Promise<void>
  }
  /** A bucket that refills steadily: a burst is allowed, then one every so often. */
  limits: { take(rule: LimitRule, who: string, nowMs: number): Promise<{ isAllowed: boolean; retryAfterMs: number }> }
  /** Says to every process that something published has changed. A notice may be lost: versions are checked too. */
  notices: { publish(topic: string): Promise<void>; subscribe(listener: (topic: string) => void): void }
  isHealthy(): boolean
  /** False when no further entrant can be held: then nobody new may start. */
  hasRoom(): boolean
  close(): Promise<void>
}

/** Live state is away: the caller goes on without it, the reconciler mends what was missed. */
export class LiveAwayError extends Error {
  constructor(cause?: unknown) {
    super('live state is away', { cause })
  }
}

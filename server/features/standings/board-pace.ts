/**
 * Boards of parts of the tree are read from PostgreSQL, and some cost much. For watchers they are read at most so often that the readings of one
 * process together take a twentieth of one core: each is followed by a rest of nineteen times as long as it took.
 */
export function createBoardPace({ now }: { now: () => number }) {
  let restsUntil = Number.NEGATIVE_INFINITY
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return {
    isRested: () => now() >= restsUntil,
    /** Readings take turns; undefined where too many wait already. */
    inTurn<Result>(read: () => Promise<Result>): Promise<Result> | undefined {
      if (waiting >= mostWaiting) return undefined
      waiting += 1
      const turn = last.then(async () => {
        const began = now()
        try {
          return await read()
        } finally {
          waiting -= 1
          restsUntil = now() + (now() - began) * restFactor
        }
      })
      last = turn.catch(() => {})
      return turn
    },
  }
}
const restFactor = 19
const mostWaiting = 100

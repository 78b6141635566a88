import type { Scheduler } from '../clock.ts'
import { Problem } from '../contract/errors.ts'
import { isAwayError, isDataError } from './database-errors.ts'

/**
 * Many requests, one statement: whatever arrives while the previous commit is in flight becomes the next batch.
 * A request is answered only after the statement that holds it has committed.
 */
export type GroupCommit<Request, Result> = {
  submit(request: Request): Promise<Result>
  /** Takes nothing more, finishes what is queued. */
  drain(): Promise<void>
  readonly queued: number
}

export type GroupCommitOptions<Request, Result> = {
  /** One result per request, in order. Called with one batch at a time. */
  write(batch: readonly Request[]): Promise<readonly Result[]>
  /** Two requests of one key are never under way at once: a batch never has to judge a request by its neighbour. */
  keyOf(request: Request): string
  maxBatch: number
  /** How many statements may be under way at once. */
  lanes: number
  maxQueue: number
  /** How long a request may wait before it is politely sent away. */
  maxWaitMs: number
  now(): number
  scheduler: Pick<Scheduler, 'after'>
  onBatch?(size: number, tookMs: number): void
}

type Waiting<Request, Result> = { request: Request; key: string; since: number; resolve(result: Result): void; reject(error: unknown): void }

const retryPauseMs = 100
/** Each one takes a few connections while it is sorted out. */
const mostSickBatches = 2

export function createGroupCommit<Request, Result>(options: GroupCommitOptions<Request, Result>): GroupCommit<Request, Result> {
  type Entry = Waiting<Request, Result>
  let queue: Entry[] = []
  let isClosing = false
  let lanes = 0
  const keysInFlight = new Set<string>()
  /** Lanes and treatments under way. */
  const active = new Set<Promise<void>>()
  const sick = new Set<Promise<void>>()

  function wake(): void {
    while (lanes < options.lanes && queue.length > 0) {
      lanes += 1
      track(active, lane())
      // a second lane is worth its statement only when more than one batch waits
      if (queue.length <= options.maxBatch) return
    }
  }

  async function lane(): Promise<void> {
    // requests that arrive in the same turn of the event loop join the first batch
    await Promise.resolve()
    for (let batch = takeBatch(); batch.length > 0; batch = takeBatch()) {
      await commit(batch, true)
      while (sick.size >= mostSickBatches) await Promise.race(sick)
    }
    lanes -= 1
  }

  function track(set: Set<Promise<void>>, work: Promise<void>): void {
    const tracked = work.finally(() => set.delete(tracked))
    set.add(tracked)
  }

  /** The oldest first; a second request of one key waits for the next batch, keeping its place. */
  function takeBatch(): Entry[] {
    sendAwayTheOldest()
    const batch: Entry[] = []
    const later: Entry[] = []
    let at = 0
    for (; at < queue.length && batch.length < options.maxBatch; at += 1) {
      const entry = queue[at] as Entry
      if (keysInFlight.has(entry.key)) later.push(entry)
      else {
        keysInFlight.add(entry.key)
        batch.push(entry)
      }
    }
    queue = at === queue.length ? later : later.concat(queue.slice(at))
    return batch
  }

  /** Answers every request of the batch, one way or the other. A whole batch that turns out sick is treated aside. */
  async function commit(batch: Entry[], isWhole: boolean): Promise<void> {
    const start = options.now()
    let live = batch
    while (live.length > 0) {
      try {
        const results = await options.write(live.map((entry) => entry.request))
        options.onBatch?.(live.length, options.now() - start)
        settle(live, (entry, index) => entry.resolve(results[index] as Result))
        return
      } catch (error) {
        if (isDataError(error)) return isWhole ? treatAside(live, error) : splitAround(live, error)
        if (!isAwayError(error)) return refuse(live, error)
        // the same batch under the same ids: should the lost commit have succeeded after all, the repeat finds its own rows
        live = sendAwayTheImpatient(live)
        if (live.length > 0) await options.scheduler.after(retryPauseMs)
      }
    }
  }

  /** The healthy ones behind a sick batch need not wait until it is sorted out. */
  function treatAside(batch: Entry[], error: unknown): void {
    const treatment = splitAround(batch, error)
    track(sick, treatment)
    track(active, treatment)
  }

  /** One poisoned request must not take its neighbours with it: halve until it stands alone. */
  async function splitAround(batch: Entry[], error: unknown): Promise<void> {
    if (batch.length === 1) return refuse(batch, error)
    const middle = batch.length >> 1
    await Promise.all([commit(batch.slice(0, middle), false), commit(batch.slice(middle), false)])
  }

  function sendAwayTheImpatient(batch: Entry[]): Entry[] {
    const isPatient = (entry: Entry) => options.now() - entry.since < options.maxWaitMs
    refuse(
      batch.filter((entry) => !isPatient(entry)),
      new Problem('STORE_AWAY', { retryAfterSeconds: 2 }),
    )
    return batch.filter(isPatient)
  }

  /** Behind a statement that does not come back, whoever has waited long enough is told so. */
  function sendAwayTheOldest(): void {
    const now = options.now()
    let gone = 0
    while (gone < queue.length && now - (queue[gone] as Entry).since >= options.maxWaitMs) gone += 1
    for (const entry of queue.splice(0, gone)) entry.reject(new Problem('TOO_BUSY', { retryAfterSeconds: 2 }))
  }

  function refuse(entries: Entry[], error: unknown): void {
    settle(entries, (entry) => entry.reject(error))
  }

  function settle(entries: Entry[], answer: (entry: Entry, index: number) => void): void {
    entries.forEach((entry, index) => {
      keysInFlight.delete(entry.key)
      answer(entry, index)
    })
    // whoever waited for one of these keys may go now
    wake()
  }

  return {
    submit(request) {
      if (isClosing) return Promise.reject(new Problem('SHUTTING_DOWN', { retryAfterSeconds: 2 }))
      sendAwayTheOldest()
      if (queue.length >= options.maxQueue) return Promise.reject(new Problem('TOO_BUSY', { retryAfterSeconds: 2 }))
      return new Promise<Result>((resolve, reject) => {
        queue.push({ request, key: options.keyOf(request), since: options.now(), resolve, reject })
        wake()
      })
    },
    async drain() {
      isClosing = true
      while (active.size > 0) await Promise.race(active)
    },
    get queued() {
      return queue.length
    },
  }
}

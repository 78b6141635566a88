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
  /** Two requests of one key never share a batch: a batch then never has to judge a request by its neighbour. */
  keyOf(request: Request): string
  maxBatch: number
  maxQueue: number
  /** How long a request may wait before it is politely sent away. */
  maxWaitMs: number
  now(): number
  scheduler: Pick<Scheduler, 'after'>
  onBatch?(size: number, tookMs: number): void
}

type Waiting<Request, Result> = { request: Request; key: string; since: number; resolve(result: Result): void; reject(error: unknown): void }

const retryPauseMs = 100

export function createGroupCommit<Request, Result>(options: GroupCommitOptions<Request, Result>): GroupCommit<Request, Result> {
  type Entry = Waiting<Request, Result>
  let queue: Entry[] = []
  let isClosing = false
  let running: Promise<void> | undefined

  async function run(): Promise<void> {
    // requests that arrive in the same turn of the event loop join the first batch
    await Promise.resolve()
    while (queue.length > 0) await commit(takeBatch())
    running = undefined
  }

  /** The oldest first; a second request of one key waits for the next batch, keeping its place. */
  function takeBatch(): Entry[] {
    const batch: Entry[] = []
    const later: Entry[] = []
    const keys = new Set<string>()
    let at = 0
    for (; at < queue.length && batch.length < options.maxBatch; at += 1) {
      const entry = queue[at] as Entry
      if (keys.has(entry.key)) later.push(entry)
      else {
        keys.add(entry.key)
        batch.push(entry)
      }
    }
    queue = at === queue.length ? later : later.concat(queue.slice(at))
    return batch
  }

  async function commit(batch: Entry[]): Promise<void> {
    const start = options.now()
    let live = batch
    while (live.length > 0) {
      try {
        const results = await options.write(live.map((entry) => entry.request))
        live.forEach((entry, index) => {
          entry.resolve(results[index] as Result)
        })
        options.onBatch?.(live.length, options.now() - start)
        return
      } catch (error) {
        if (isDataError(error)) return splitAround(live, error)
        if (!isAwayError(error)) return refuse(live, error)
        // the same batch under the same ids: should the lost commit have succeeded after all, the repeat finds its own rows
        live = sendAwayTheImpatient(live)
        if (live.length > 0) await options.scheduler.after(retryPauseMs)
      }
    }
  }

  /** One poisoned request must not take its neighbours with it: halve until it stands alone. */
  async function splitAround(batch: Entry[], error: unknown): Promise<void> {
    if (batch.length === 1) return refuse(batch, error)
    const middle = batch.length >> 1
    await commit(batch.slice(0, middle))
    await commit(batch.slice(middle))
  }

  function sendAwayTheImpatient(batch: Entry[]): Entry[] {
    const isPatient = (entry: Entry) => options.now() - entry.since < options.maxWaitMs
    refuse(
      batch.filter((entry) => !isPatient(entry)),
      new Problem('STORE_AWAY', { retryAfterSeconds: 2 }),
    )
    const waitedTooLong = queue.filter((entry) => !isPatient(entry))
    queue = queue.filter(isPatient)
    refuse(waitedTooLong, new Problem('STORE_AWAY', { retryAfterSeconds: 2 }))
    return batch.filter(isPatient)
  }

  function refuse(entries: Entry[], error: unknown): void {
    for (const entry of entries) entry.reject(error)
  }

  return {
    submit(request) {
      if (isClosing) return Promise.reject(new Problem('SHUTTING_DOWN', { retryAfterSeconds: 2 }))
      if (queue.length >= options.maxQueue) return Promise.reject(new Problem('TOO_BUSY', { retryAfterSeconds: 2 }))
      return new Promise<Result>((resolve, reject) => {
        queue.push({ request, key: options.keyOf(request), since: options.now(), resolve, reject })
        running ??= run()
      })
    },
    async drain() {
      isClosing = true
      await running
    },
    get queued() {
      return queue.length
    },
  }
}

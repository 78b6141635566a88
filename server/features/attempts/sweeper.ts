import type { Clock } from '../../clock.ts'
import type { ServiceStateStore } from '../service/service-state-store.ts'
import type { AttemptsService } from './attempts-service.ts'
import type { AttemptsStore } from './attempts-store.ts'

/** A write received in time may still be on its way into the database: closing waits longer than any write may. */
const afterGraceMs = 3_000
/** A scoring that takes longer than this has lost its process. */
const scoredWithinMs = 3_000
/** How far back each look for unscored attempts goes; the first one of a process looks at all of them. */
const lookBackMs = 60_000
const batchSize = 200

type Dependencies = { store: AttemptsStore; attempts: AttemptsService; serviceState: ServiceStateStore; clock: Clock }

/** Closes what has run out and scores what was closed but never scored. Any number of processes may do so at once. */
export function createSweeper({ store, attempts, serviceState, clock }: Dependencies) {
  let lookFromMs = 0

  const score = async (contestId: number, ids: readonly string[]): Promise<void> => {
    await Promise.all((await store.findAll(contestId, ids)).map((attempt) => attempts.scoreOnce(attempt)))
  }

  async function closeOverdue(beforeMs: number): Promise<void> {
    for (const contestId of await store.contestsWithOverdue(beforeMs)) {
      for (
        let expired = await store.expire(contestId, beforeMs, batchSize);
        expired.length > 0;
        expired = await store.expire(contestId, beforeMs, batchSize)
      ) {
        await score(contestId, expired)
      }
    }
  }

  async function scoreForgotten(nowMs: number): Promise<void> {
    for (;;) {
      const forgotten = await store.unscored(lookFromMs, nowMs - scoredWithinMs, batchSize)
      for (const [contestId, ofContest] of Map.groupBy(forgotten, (row) => row.contestId)) {
        await score(
          contestId,
          ofContest.map((row) => row.id),
        )
      }
      if (forgotten.length < batchSize) break
    }
    lookFromMs = nowMs - lookBackMs
  }

  return {
    async run(): Promise<void> {
      const nowMs = clock.now()
      const { holdUntil } = await serviceState.read()
      if (holdUntil === null || nowMs >= holdUntil.getTime()) await closeOverdue(nowMs - afterGraceMs)
      await scoreForgotten(nowMs)
    },
  }
}

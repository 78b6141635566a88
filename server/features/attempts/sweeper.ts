import type { Clock } from '../../clock.ts'
import type { ServiceStateStore } from '../service/service-state-store.ts'
import type { AttemptsService } from './attempts-service.ts'
import type { AttemptsStore } from './attempts-store.ts'

/** A write received in time may still be on its way into the database: closing waits longer than any write may. */
const afterGraceMs = 3_000
const batchSize = 200

type Dependencies = { store: AttemptsStore; attempts: AttemptsService; serviceState: ServiceStateStore; clock: Clock }

/** Closes what has run out and scores what was closed but never scored. Any number of processes may do so at once. */
export function createSweeper({ store, attempts, serviceState, clock }: Dependencies) {
  return {
    async run(): Promise<void> {
      const nowMs = clock.now()
      const { holdUntil } = await serviceState.read()
      const isHeld = holdUntil !== null && nowMs < holdUntil.getTime()
      for (const contestId of await store.contestsWithWork(nowMs, nowMs - afterGraceMs)) {
        if (!isHeld) while ((await store.expire(contestId, nowMs - afterGraceMs, batchSize)).length === batchSize);
        await scoreAll(contestId)
      }
    },
  }

  async function scoreAll(contestId: number): Promise<void> {
    for (;;) {
      const ids = await store.unscored(contestId, batchSize)
      await Promise.all((await store.findAll(contestId, ids)).map((attempt) => attempts.scoreOnce(attempt)))
      if (ids.length < batchSize) return
    }
  }
}

import type { Clock } from '../../clock.ts'
import type { Database } from '../../database/client.ts'
import type { WriteQueues } from '../../database/write-queues.ts'
import type { Ids } from '../../ids.ts'
import type { LiveState } from '../../live/port.ts'
import type { Secrets } from '../../secrets.ts'
import type { Tokens } from '../../tokens.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { EligibilityService } from '../eligibility/eligibility-service.ts'
import type { StandingsService } from '../standings/standings-service.ts'
import { createAttemptsService } from './attempts-service.ts'
import {
  type AttemptRow,
  type CloseWrite,
  createAttemptsStore,
  type SaveWrite,
  type Started,
  type StartWrite,
  type TapResult,
} from './attempts-store.ts'
import { createReceiptsService } from './receipts-service.ts'
import { createReceiptsStore } from './receipts-store.ts'
import { createReviewsService } from './reviews-service.ts'
import { createReviewsStore } from './reviews-store.ts'
import { createScoreStore } from './score-store.ts'
import { createScoreWriter } from './score-writer.ts'

type Dependencies = {
  database: Database
  live: LiveState
  queues: WriteQueues
  secrets: Secrets
  receiptKeys: Parameters<typeof createReceiptsService>[0]['keys']
  contests: ContestsService
  standings: StandingsService
  eligibility: EligibilityService
  tokens: Tokens
  ids: Ids
  clock: Clock
}

/** The answer path: from the start of an attempt to its score, its receipt and what its owner may see of it later. */
export function createAttempts({ database, live, queues, secrets, receiptKeys, contests, standings, eligibility, tokens, ids, clock }: Dependencies) {
  const store = createAttemptsStore(database)
  const score = createScoreWriter({ attempts: store, scores: createScoreStore({ database, standings }), contests, standings, ids })
  const starts = queues.open<StartWrite, Started>('start', (start) => start.contestantId, store.start)
  const saves = queues.open<SaveWrite, TapResult[]>('save', (save) => save.attemptId, store.save)
  const closes = queues.open<CloseWrite, AttemptRow | undefined>('close', (close) => close.attemptId, store.close)
  const scores = queues.open<AttemptRow, AttemptRow>('score', (attempt) => attempt.contestantId, score)
  const receipts = createReceiptsService({ store: createReceiptsStore(database), keys: receiptKeys })
  const attempts = createAttemptsService({
    store,
    starts,
    saves,
    closes,
    scores,
    receipts,
    accessCodesOf: secrets.accessCodeHmacs,
    eligibility,
    contests,
    tokens,
    ids,
    clock,
    hasRoom: () => live.hasRoom(),
  })
  return {
    attempts,
    attemptsStore: store,
    receipts,
    reviews: createReviewsService({ store: createReviewsStore(database), logs: store, attempts, contests, clock }),
    /** In the order of an attempt's life: what is closed may still have to be scored. */
    async drainAttempts() {
      await Promise.all([starts.drain(), saves.drain(), closes.drain()])
      await scores.drain()
    },
  }
}

import type { TransactionSql } from 'postgres'
import type { AuditPrivateKey } from '../../audit-verifier/signed-head.ts'
import type { Clock } from '../../clock.ts'
import { Problem } from '../../contract/errors.ts'
import type { Ids } from '../../ids.ts'
import { verifyPieces } from '../../results-verifier/verify-bundle.ts'
import type { Sealer } from '../../sealing.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { StandingsService } from '../standings/standings-service.ts'
import type { BundleMaker } from './bundle-maker.ts'
import { truthOf } from './prediction-truth.ts'
import type { SealRow, SealStep, SealsStore } from './seals-store.ts'
import type { TruthStore } from './truth-store.ts'

type Dependencies = {
  store: SealsStore
  truths: Pick<TruthStore, 'tally' | 'truths'>
  bundles: BundleMaker
  contests: Pick<ContestsService, 'byId' | 'forget'>
  standings: Pick<StandingsService, 'hold' | 'refold' | 'announce'>
  key: AuditPrivateKey
  sealer: Sealer
  ids: Pick<Ids, 'secret'>
  clock: Clock
  announce(slug: string): void
  /** The contest itself is sealed from then on: whoever keeps its phases writes that. */
  markSealed(transaction: TransactionSql, contestId: number, at: Date): PromiseLike<unknown>
  tell(transaction: TransactionSql, contestId: number, data: { sealNumber: number }): Promise<void>
  onRefused(seal: { contestId: number; number: number }, faults: unknown): void
}

type JobRun = { signal: AbortSignal; progress(done: number, total: number): void }

/** Standings of so many people are made anew by one transaction. */
const peopleAtOnce = 500
/** While somebody voids attempts at the same moment the truth moves on: then once more. */
const mostRounds = 5

/**
 * Makes the seals that were asked for. The truth of predictions first, then everybody's standing by it, then the bundle from one moment's view of the
 * database; before it counts, the bundle is verified by the same program that everybody else has. Killed anywhere, it goes on or begins anew.
 */
export function createSealMaker({
  store,
  truths,
  bundles,
  contests,
  standings,
  key,
  sealer,
  ids,
  clock,
  announce,
  markSealed,
  tell,
  onRefused,
}: Dependencies) {
  /** What is to be guessed and not yet in force. */
  async function missingTruths(contestId: number): Promise<{ roundId: number; truth: number }[]> {
    const { rounds } = await contests.byId(contestId)
    const missing: { roundId: number; truth: number }[] = []
    for (const { id: roundId, settings } of rounds) {
      const { prediction } = settings
      if (!prediction) continue
      const [tally, { inForce, entered }] = await Promise.all([
        truths.tally({ contestId, roundId }, prediction.countsVoided),
        truths.truths({ contestId, roundId }),
      ])
      const truth = truthOf(prediction, tally, entered)
      if (truth === null) throw new Problem('TRUTH_MISSING')
      if (truth !== inForce) missing.push({ roundId, truth })
    }
    return missing
  }

  async function refoldAll(seal: SealRow, step: Extract<SealStep, { kind: 'refold' }>, { signal }: Pick<JobRun, 'signal'>): Promise<void> {
    const { contestId } = seal
    let { after } = step
    for (const [done, roundId] of step.roundIds.entries()) {
      const left = step.roundIds.slice(done)
      for (;;) {
        signal.throwIfAborted()
        const people = await store.peopleAfter({ contestId, roundId }, after, peopleAtOnce)
        if (people.length === 0) break
        const changed = await store.begin(async (transaction) => {
          await standings.hold(transaction, contestId, people)
          const rows = await standings.refold(transaction, { contestId, roundId }, people)
          await store.moveTo(seal, { kind: 'refold', roundIds: left, after: people.at(-1) ?? '' }, transaction)
          return rows
        })
        standings.announce(contestId, changed)
        after = people.at(-1) ?? ''
      }
      after = ''
    }
    await store.moveTo(seal, { kind: 'bundle' })
  }

  async function make(seal: SealRow, run: JobRun): Promise<void> {
    const { contestId, number, reason, askedBy } = seal
    let { step } = seal
    const { slug } = await contests.byId(contestId)
    for (let round = 0; ; round += 1) {
      if ('kind' in step && step.kind === 'refold') await refoldAll(seal, step, run)
      const missing = await missingTruths(contestId)
      if (missing.length === 0) break
      if (round >= mostRounds) throw new Problem('SEAL_NOT_READY')
      await store.beginRefold(seal, missing)
      step = { kind: 'refold', roundIds: missing.map(({ roundId }) => roundId), after: '' }
    }
    await store.moveTo(seal, { kind: 'bundle' })
    await store.clear(seal)
    const secret = ids.secret(32)
    const { manifests, rules } = await bundles.make({ contestId, number, reason, secret, signal: run.signal, progress: run.progress })
    const verdict = await verifyPieces(store.pieces(seal, 'full'), [key])
    if (verdict.faultCount > 0) {
      onRefused({ contestId, number }, verdict.faults.slice(0, 5))
      throw new Problem('SEAL_NOT_VERIFIED')
    }
    const pseudonyms = sealer.seal(`${contestId} ${number}`, secret)
    const atMs = clock.now()
    await store.finish(askedBy, { contestId, number, reason }, { manifests, rules, pseudonyms, atMs }, async (transaction) => {
      await markSealed(transaction, contestId, new Date(atMs))
      await tell(transaction, contestId, { sealNumber: number })
    })
    contests.forget(slug)
    announce(slug)
  }

  return {
    async run(job: JobRun): Promise<void> {
      for (const seal of await store.waiting()) {
        try {
          await make(seal, job)
        } catch (error) {
          if (!(error instanceof Problem)) throw error
          await store.fail(seal, error.code)
        }
      }
    },
  }
}

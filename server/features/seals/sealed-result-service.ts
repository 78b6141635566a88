import type { TransactionSql } from 'postgres'
import type { AgeGroups } from '../../contract/contest-rules.ts'
import { Problem } from '../../contract/errors.ts'
import type { Sealer } from '../../sealing.ts'
import { pseudonymOf } from './pseudonym.ts'
import type { SealedRaceRow, SealedResultStore, SealedRules } from './sealed-result-store.ts'
import type { PlaceRow } from './seals-store.ts'

/** Read from PostgreSQL at once; so many lie in the memory, however long the board is. */
const placesAtOnce = 1_000

export type SealedResult = {
  contestId: number
  number: number
  sealedAt: Date
  reason: string
  /** Of the manifest of the full edition, which the signature covers. */
  manifestSha256: string
  keyId: string
  /** The number of the seal that took its place: whatever is made from this one says so. */
  supersededBy: number | null
  rules: SealedRules
  /** How many stand on a board; 0 is the whole contest. */
  countOf(roundId: number): Promise<number>
  /** A board from the first place down, piece by piece. */
  places(roundId: number): AsyncGenerator<readonly PlaceRow[]>
  /** The beginning of a board, ties whole; of an age group only who belongs to it. */
  list(roundId: number, group: (AgeGroups['groups'][number] & { on: string }) | undefined, count: number): Promise<{ id: string; place: number }[]>
  mostEntries(roundIds: readonly number[], count: number): Promise<{ id: string; entries: number }[]>
  race(raceId: string): Promise<SealedRaceRow[]>
  /** What people are called in the bundle: for those who may know it. */
  pseudonym(contestantId: string): string
}

/**
 * The one door to results. Whatever leaves the house or is decided by places goes through it: winners, files, certificates. Behind it stands a seal
 * that was signed and verified, or a refusal; boards as they are at this moment are not to be had here.
 */
export function createSealedResultService({ store, sealer }: { store: SealedResultStore; sealer: Pick<Sealer, 'open'> }) {
  return {
    /** Of that seal; without a number of the newest one. */
    async sealedResultOf(contestId: number, sealNumber?: number): Promise<SealedResult> {
      const row = await store.find(contestId, sealNumber)
      if (!row) throw new Problem('SEAL_NOT_FOUND')
      const { number, newest, sealedAt, reason, rules, manifests, pseudonyms } = row
      const seal = { contestId, number }
      const secret = sealer.open(`${contestId} ${number}`, pseudonyms)
      return {
        ...seal,
        sealedAt,
        reason,
        rules,
        manifestSha256: manifests.full.manifestSha256,
        keyId: manifests.full.keyId,
        supersededBy: newest > number ? newest : null,
        countOf: (roundId) => store.countOf(seal, roundId),
        async *places(roundId) {
          let last: PlaceRow | undefined
          for (;;) {
            const rows = await store.places(seal, roundId, last, placesAtOnce)
            if (rows.length > 0) yield rows
            if (rows.length < placesAtOnce) return
            last = rows.at(-1)
          }
        },
        list: async (roundId, group, count) => [...(await store.list(seal, roundId, group, count))],
        mostEntries: async (roundIds, count) => [...(await store.mostEntries(seal, roundIds, count))],
        race: async (raceId) => [...(await store.race(seal, raceId))],
        pseudonym: (contestantId) => pseudonymOf(secret, contestantId),
      }
    },
    /** The newest one's number where it must not change before the transaction ends. */
    latestIn: (transaction: TransactionSql, contestId: number): Promise<number | undefined> => store.latestIn(transaction, contestId),
  }
}
export type SealedResultService = ReturnType<typeof createSealedResultService>

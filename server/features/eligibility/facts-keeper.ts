import { keptFacts } from '../contest-desk/contest-faults.ts'
import type { SealedPeople, SealedRow } from '../contestants/sealed-people.ts'
import type { LoadedContest } from '../contests/contests-service.ts'
import type { StandingsService } from '../standings/standings-service.ts'
import type { EligibilityStore, KeptFacts } from './eligibility-store.ts'

type Dependencies = {
  store: Pick<EligibilityStore, 'keep'>
  people: Pick<SealedPeople, 'openIfReadable'>
  standings: Pick<StandingsService, 'hold' | 'refoldEverywhere'>
}

/** Takes what rules came to ask for out of what people said when they registered, and makes their standings anew with it. */
export function createFactsKeeper({ store, people, standings }: Dependencies) {
  return {
    /** Of whom something was found; the others never said it. */
    async keep(contest: LoadedContest, rows: readonly SealedRow[]): Promise<KeptFacts[]> {
      const facts = rows.flatMap((row) => {
        const { bornOn: born, occupation } = keptFacts(contest, people.openIfReadable(contest.id, row))
        return born === null && occupation === null ? [] : [{ id: row.id, born, occupation }]
      })
      if (facts.length > 0)
        await store.keep(
          contest.id,
          facts,
          (transaction, ids) => standings.hold(transaction, contest.id, ids),
          (transaction, ids) => standings.refoldEverywhere(transaction, contest.id, ids),
        )
      return facts
    },
  }
}
export type FactsKeeper = ReturnType<typeof createFactsKeeper>

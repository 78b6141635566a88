import { neededOfPeople } from '../contest-desk/contest-faults.ts'
import type { ContestsService, LoadedContest } from '../contests/contests-service.ts'
import { createRulesFollower } from '../contests/follow-rules.ts'
import type { EligibilityStore } from './eligibility-store.ts'
import type { FactsKeeper } from './facts-keeper.ts'

type Dependencies = {
  store: Pick<EligibilityStore, 'lacking'>
  facts: FactsKeeper
  contests: Pick<ContestsService, 'all'>
  /** Whether writes are waiting. */
  isBusy(): boolean
  rest(ms: number): Promise<void>
}

const peopleAtOnce = 200
const restMs = 20
const beforeEverybody = '00000000-0000-0000-0000-000000000000'

/**
 * After rules came to ask for a day of birth or an occupation, those who registered before have it kept as well: else they would rank last and stand on no
 * age group's board until their next start.
 */
export function createMissingFacts({ store, facts, contests, isBusy, rest }: Dependencies) {
  const follow = createRulesFollower()

  async function fill(contest: LoadedContest, needs: { bornOn: boolean; occupation: boolean }): Promise<number> {
    let found = 0
    for (let after = beforeEverybody; ; ) {
      const rows = await store.lacking(contest.id, needs, after, peopleAtOnce)
      const last = rows.at(-1)
      if (!last) return found
      found += (await facts.keep(contest, rows)).length
      after = last.id
      if (isBusy()) await rest(restMs)
    }
  }

  return {
    /** One process at a time. */
    async run(): Promise<void> {
      for (const contest of await contests.all()) {
        const { birthDate, occupation } = neededOfPeople(
          contest.settings,
          contest.rounds.map(({ settings }) => settings),
        )
        if (birthDate === undefined && occupation === undefined) continue
        await follow(contest, contest.version, () => fill(contest, { bornOn: birthDate !== undefined, occupation: occupation !== undefined }))
      }
    },
  }
}

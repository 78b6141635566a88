import type { ContestsService, LoadedContest } from '../contests/contests-service.ts'
import { createRulesFollower } from '../contests/follow-rules.ts'
import type { StandingsService } from './standings-service.ts'
import type { StandingsStore } from './standings-store.ts'

type Dependencies = {
  store: StandingsStore
  standings: Pick<StandingsService, 'hold' | 'refold' | 'refoldContest' | 'announce'>
  contests: Pick<ContestsService, 'all' | 'checkVersions'>
  /** Whether writes are waiting. */
  isBusy(): boolean
  /** For so many milliseconds nothing is done. */
  rest(ms: number): Promise<void>
}

const peopleAtOnce = 200
const restMs = 20
const beforeEverybody = '00000000-0000-0000-0000-000000000000'

/** After rules were changed, standings that were made by those before are made anew. */
export function createRefolder({ store, standings, contests, isBusy, rest }: Dependencies) {
  const follow = createRulesFollower()

  async function refoldAll(next: (after: string) => Promise<string[]>, contestId: number, refold: Refold): Promise<number> {
    let count = 0
    for (let people = await next(beforeEverybody); people.length > 0; people = await next(people.at(-1) as string)) {
      const changed = await store.begin(async (transaction) => {
        await standings.hold(transaction, contestId, people)
        return refold(transaction, people)
      })
      standings.announce(contestId, changed)
      count += people.length
      if (isBusy()) await rest(restMs)
    }
    return count
  }

  async function bringUpToDate({ id: contestId, rounds, rulesVersion, settings }: LoadedContest): Promise<number> {
    let count = 0
    for (const round of rounds) {
      const inForce = { contestId, roundId: round.id, version: round.version }
      count += await refoldAll(
        (after) => store.nextOutdated(inForce, after, peopleAtOnce),
        contestId,
        async (transaction, people) => [
          ...(await standings.refold(transaction, inForce, people)),
          // a round that became one for practice leaves the contest as well
          ...(round.settings.isPractice ? await standings.refoldContest(transaction, contestId, people) : []),
        ],
      )
    }
    const counting = rounds.filter((round) => !round.settings.isPractice).map(({ id }) => id)
    if (settings.cumulative === null || counting.length === 0) return count
    const ofContest = await refoldAll(
      (after) => store.nextOutdatedInContest({ contestId, version: rulesVersion }, counting, after, peopleAtOnce),
      contestId,
      (transaction, people) => standings.refoldContest(transaction, contestId, people),
    )
    return count + ofContest
  }

  return {
    /** One process at a time. */
    async run(): Promise<void> {
      await contests.checkVersions()
      for (const contest of await contests.all()) await follow(contest, contest.rulesVersion, () => bringUpToDate(contest))
    },
  }
}

type Refold = (transaction: Parameters<StandingsService['refold']>[0], people: readonly string[]) => ReturnType<StandingsService['refold']>

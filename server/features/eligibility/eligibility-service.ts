import { Problem } from '../../contract/errors.ts'
import { neededOfPeople } from '../contest-desk/contest-faults.ts'
import type { ContestsService, LoadedContest } from '../contests/contests-service.ts'
import type { UnitsService } from '../units/units-service.ts'
import { dayInVietnam } from '../units/vietnam-day.ts'
import type { EligibilityStore, FactsRow } from './eligibility-store.ts'
import type { FactsKeeper } from './facts-keeper.ts'
import { unmetCondition } from './unmet-condition.ts'

type Dependencies = {
  store: Pick<EligibilityStore, 'find' | 'hasBegun'>
  facts: FactsKeeper
  contests: Pick<ContestsService, 'byId' | 'round'>
  units: Pick<UnitsService, 'trailIdsOf'>
}
type Start = { contestId: number; contestantId: string; roundId: number; actionId: string }

/**
 * Who may start, judged when somebody does. What rules need of a person is kept beside what is sealed from the registration on; here only of those
 * who registered before rules asked for it.
 */
export function createEligibilityService({ store, facts: keeper, contests, units }: Dependencies) {
  const needs = new WeakMap<LoadedContest, ReturnType<typeof neededOfPeople>>()
  function neededIn(contest: LoadedContest) {
    const known = needs.get(contest)
    if (known) return known
    const needed = neededOfPeople(
      contest.settings,
      contest.rounds.map(({ settings }) => settings),
    )
    needs.set(contest, needed)
    return needed
  }

  async function factsOf(
    contest: LoadedContest,
    row: FactsRow,
    needed: ReturnType<typeof neededOfPeople>,
  ): Promise<Pick<FactsRow, 'bornOn' | 'occupation'>> {
    const isMissing = (needed.birthDate !== undefined && row.bornOn === null) || (needed.occupation !== undefined && row.occupation === null)
    if (!isMissing) return row
    const [kept] = await keeper.keep(contest, [row])
    return { bornOn: row.bornOn ?? kept?.born ?? null, occupation: row.occupation ?? kept?.occupation ?? null }
  }

  return {
    /** Most contests ask for nothing, and then nothing is read. */
    async check({ contestId, contestantId, roundId, actionId }: Start): Promise<void> {
      const contest = await contests.byId(contestId)
      const round = await contests.round(contestId, roundId)
      const { eligibility } = round.settings
      const needed = neededIn(contest)
      const isOpenToAll = Object.keys(eligibility).length === 0
      if (isOpenToAll && needed.birthDate === undefined && needed.occupation === undefined) return
      const row = await store.find(contestId, contestantId)
      // the start itself says what is wrong with a person who is not there
      if (!row) return
      const facts = { ...(await factsOf(contest, row, needed)), unitIds: await units.trailIdsOf(row.unitId), isMember: row.isMember }
      const unmet = unmetCondition(eligibility, facts, dayInVietnam(round.opensAt.getTime()))
      if (unmet === undefined || (await store.hasBegun(contestId, roundId, contestantId, actionId))) return
      throw new Problem('NOT_ELIGIBLE', { errors: [{ at: `/eligibility/${unmet}`, reason: unmet }] })
    },
  }
}
export type EligibilityService = ReturnType<typeof createEligibilityService>

import type { ContestRules, Prize } from '../contract/contest-rules.ts'
import { placesAmong, placesByEntries } from '../features/prizes/prize-lists.ts'
import { type Candidate, proposePrizes } from '../features/prizes/propose-prizes.ts'
import { wholeContest } from '../features/standings/whole-contest.ts'
import type { PrizesLine, RaceLine } from './bundle-format.ts'
import type { Findings } from './verdict.ts'

export type PrizeFacts = {
  settings: Pick<ContestRules, 'prizes' | 'onePrizeEach'>
  lists: ReadonlyMap<number, readonly Candidate[]>
  barred: ReadonlySet<string>
  ages: ReadonlyMap<string, readonly string[]>
  /** For each round how often who took part; 0: in all that count. */
  entries: ReadonlyMap<number, ReadonlyMap<string, number>>
  races: readonly RaceLine[]
}

/** Who wins what follows from the places and the table of prizes. */
export function checkPrizes({ settings, ...facts }: PrizeFacts, { refused, settled, awards }: PrizesLine, findings: Findings): void {
  const found = proposePrizes({
    prizes: settings.prizes,
    onePrizeEach: settings.onePrizeEach,
    candidatesFor: (prize) => candidatesFor(prize, facts),
    barred: facts.barred,
    refused: new Set(refused),
    settled: new Map(Object.entries(settled)),
  })
  for (const [index, award] of found.entries()) findings.compare('prize', award.prizeId, awards[index], award)
  if (awards.length !== found.length) findings.fault('prize', '', awards.length, found.length)
}

function candidatesFor({ for: wanted }: Prize, { lists, ages, entries, races }: Omit<PrizeFacts, 'settings'>): readonly Candidate[] {
  if (wanted.kind === 'most-entries') return placesByEntries(entries.get(wanted.roundId ?? wholeContest) ?? new Map())
  if (wanted.kind === 'unit')
    return races
      .filter(({ raceId, sizeClassId }) => raceId === wanted.raceId && sizeClassId === (wanted.sizeClassId ?? sizeClassId))
      .flatMap(({ unit, place }) => (place === null ? [] : [{ id: unit, place }]))
  const list = lists.get(wanted.roundId ?? wholeContest) ?? []
  const { ageGroupId } = wanted
  return ageGroupId === undefined ? list : placesAmong(list, (id) => ages.get(id)?.includes(ageGroupId) ?? false)
}

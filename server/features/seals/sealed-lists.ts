import type { AgeGroups, Prize } from '../../contract/contest-rules.ts'
import type { PrizesLine, RaceLine } from '../../results-verifier/bundle-format.ts'
import { ageGroupsOf } from '../prizes/age-groups.ts'
import { placesAmong, placesByEntries } from '../prizes/prize-lists.ts'
import { type Award, type Candidate, listOf, proposePrizes, reachOf } from '../prizes/propose-prizes.ts'
import { wholeContest } from '../standings/whole-contest.ts'

type Rules = { prizes: readonly Prize[]; onePrizeEach: boolean; ageGroups: AgeGroups | null }
type Known = { barred: ReadonlySet<string>; refused: ReadonlySet<string>; settled: ReadonlyMap<string, readonly string[]> }

/** While boards stream by: the beginning of every list that a prize is given by, no longer than winners can reach down. */
export function createSealedLists({ prizes, onePrizeEach, ageGroups }: Rules, { barred, refused, settled }: Known) {
  const reach = reachOf({ prizes, barred, refused })
  const lists = new Map<string, Candidate[]>(prizes.map((prize) => [listOf(prize), []]))
  const entries = new Map<number, Map<string, number>>()
  const entryLists = new Set(prizes.flatMap(({ for: wanted }) => (wanted.kind === 'most-entries' ? [wanted.roundId ?? wholeContest] : [])))

  function put(list: Candidate[], candidate: Candidate): void {
    if (list.length < reach || list.at(-1)?.place === candidate.place) list.push(candidate)
  }

  return {
    /** One after the other from the first place down. */
    place(roundId: number, candidate: Candidate, bornDay: number | null): void {
      const ages = ageGroupsOf(bornDay, ageGroups)
      for (const prize of new Map(prizes.map((one) => [listOf(one), one])).values()) {
        const { for: wanted } = prize
        if (wanted.kind !== 'person' || (wanted.roundId ?? wholeContest) !== roundId) continue
        if (wanted.ageGroupId === undefined || ages.includes(wanted.ageGroupId)) put(lists.get(listOf(prize)) ?? [], candidate)
      }
    },
    entry(roundId: number, isPractice: boolean, person: string, count: number): void {
      for (const list of isPractice ? [roundId] : [roundId, wholeContest]) {
        if (!entryLists.has(list) || count === 0) continue
        const ofList = entries.get(list) ?? new Map<string, number>()
        entries.set(list, ofList.set(person, (ofList.get(person) ?? 0) + count))
      }
    },
    propose(races: readonly RaceLine[]): PrizesLine {
      const awards: Award[] = proposePrizes({
        prizes,
        onePrizeEach,
        barred,
        refused,
        settled,
        candidatesFor(prize) {
          const { for: wanted } = prize
          if (wanted.kind === 'most-entries') return placesByEntries(entries.get(wanted.roundId ?? wholeContest) ?? new Map())
          if (wanted.kind === 'unit')
            return races
              .filter(({ raceId, sizeClassId }) => raceId === wanted.raceId && sizeClassId === (wanted.sizeClassId ?? sizeClassId))
              .flatMap(({ unit, place }) => (place === null ? [] : [{ id: unit, place }]))
          const list = lists.get(listOf(prize)) ?? []
          // places of an age group are those among its own
          return wanted.ageGroupId === undefined ? list : placesAmong(list, () => true)
        },
      })
      return { refused: [...refused].sort(), settled: Object.fromEntries([...settled].map(([id, ids]) => [id, [...ids]])), awards }
    },
  }
}

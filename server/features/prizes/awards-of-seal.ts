import type { SealedResult } from '../seals/sealed-result-service.ts'
import { placesAmong, placesByEntries } from './prize-lists.ts'
import { type Award, type Candidate, listOf, type PrizeMatter, proposePrizes, reachOf } from './propose-prizes.ts'

/** Who wins by sealed places and the table of prizes that was sealed with them, with what people have decided about it so far. */
export async function awardsOf(result: SealedResult, decided: Pick<PrizeMatter, 'barred' | 'refused' | 'settled'>): Promise<Award[]> {
  const { prizes, onePrizeEach } = result.rules.settings
  const { barred, refused, settled } = decided
  const lists = await listsOf(result, reachOf({ prizes, barred, refused }))
  return proposePrizes({ prizes, onePrizeEach, barred, refused, settled, candidatesFor: (prize) => lists.get(listOf(prize)) ?? [] })
}

async function listsOf(result: SealedResult, reach: number): Promise<Map<string, Candidate[]>> {
  const { settings, rounds } = result.rules
  const lists = new Map<string, Candidate[]>()
  for (const prize of settings.prizes) {
    const { for: wanted } = prize
    if (lists.has(listOf(prize))) continue
    if (wanted.kind === 'unit') {
      const ofClass = (await result.race(wanted.raceId)).filter(({ sizeClassId }) => sizeClassId === (wanted.sizeClassId ?? sizeClassId))
      lists.set(
        listOf(prize),
        ofClass.flatMap(({ unitId, place }) => (place === null ? [] : [{ id: String(unitId), place }])),
      )
    } else if (wanted.kind === 'most-entries') {
      const counted = wanted.roundId === null ? rounds.filter(({ isPractice }) => !isPractice).map(({ roundId }) => roundId) : [wanted.roundId]
      const entries = await result.mostEntries(counted, reach)
      lists.set(listOf(prize), placesByEntries(new Map(entries.map(({ id, entries: count }) => [id, count]))))
    } else {
      const { ageGroups } = settings
      const found = ageGroups?.groups.find(({ id }) => id === wanted.ageGroupId)
      const group = found && ageGroups ? { ...found, on: ageGroups.on } : undefined
      const list = await result.list(wanted.roundId ?? 0, group, reach)
      lists.set(
        listOf(prize),
        placesAmong(list, () => true),
      )
    }
  }
  return lists
}

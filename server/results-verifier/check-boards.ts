import type { Candidate } from '../features/prizes/propose-prizes.ts'
import { comparePlaces } from '../features/standings/ranking.ts'
import type { BoardLine } from './bundle-format.ts'
import type { Refolded } from './refold.ts'
import type { Findings } from './verdict.ts'

/** Boards line by line against the standings that were made anew: the same keys, in order, with the places that follow from the order. */
export function createBoardCheck(findings: Findings) {
  /** What belongs on a board and was not met there yet. */
  const expected = new Map<string, string>()
  const lists = new Map<number, Candidate[]>()
  let before: BoardLine | undefined
  let places = 0

  return {
    expect(person: string, { roundId, ...standing }: Refolded): void {
      expected.set(`${roundId} ${person}`, textOf(standing))
    },
    take(line: BoardLine): void {
      const { roundId, person, place, by, attempt, unit, score } = line
      const where = `${roundId} ${person}`
      places += 1
      const list = lists.get(roundId) ?? []
      lists.set(roundId, list)
      if (before?.roundId !== roundId) before = undefined
      const order = before ? comparePlaces(before.by, by) : -1
      if (order > 0) findings.fault('place', where, place, 'order')
      const found = before && order === 0 ? (list.at(-1)?.place ?? 1) : list.length + 1
      findings.compare('place', where, place, found)
      list.push({ id: person, place: found })
      before = line
      const standing = expected.get(where)
      if (standing === undefined) findings.fault('standing', where, by)
      else if (standing !== textOf({ by, attempt, unit, score }))
        findings.fault('standing', where, { by, attempt, unit, score }, JSON.parse(standing))
      expected.delete(where)
    },
    /** Whoever has a result and stands nowhere. */
    finish(): { boards: number; places: number; lists: ReadonlyMap<number, readonly Candidate[]> } {
      for (const where of expected.keys()) findings.fault('not-on-board', where)
      return { boards: lists.size, places, lists }
    },
  }
}

function textOf({ by, attempt, unit, score }: Omit<Refolded, 'roundId' | 'entries'>): string {
  return JSON.stringify({ by, attempt, unit, score })
}

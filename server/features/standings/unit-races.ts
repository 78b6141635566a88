import type { UnitRace } from '../../contract/contest-rules.ts'

/** A unit of the race, with how many people belong to it where that was told. */
export type RacingUnit = { unitId: number; headcount: number | null }
/** Somebody who took part, for the unit of the race. */
export type Racer = { unitId: number; scoreThousandths: number; entries: number }
/** What one unit brings together; the score is null where the race does not ask for it. */
export type UnitTally = { unitId: number; entrants: number; entries: number; score: number | null }
export type RaceRow = {
  unitId: number
  sizeClassId: string | null
  /** Null: listed without a place. */
  place: number | null
  /** What the race is by: people, attempts, people per 100,000 heads, or thousandths of points. */
  value: number | null
  entrants: number
  entries: number
  headcount: number | null
}

type Rules = Pick<UnitRace, 'by' | 'bestPeople' | 'leastEntrants' | 'sizeClasses'>

const headsOfRate = 100_000

/** The rule in plain words: what people bring to their units. Stores do the same in SQL, and a test holds the two together. */
export function tallyRacers({ by, bestPeople }: Pick<Rules, 'by' | 'bestPeople'>, racers: readonly Racer[]): UnitTally[] {
  return [...Map.groupBy(racers, ({ unitId }) => unitId)].map(([unitId, own]) => {
    const scores = own.map(({ scoreThousandths }) => scoreThousandths).sort((a, b) => b - a)
    return {
      unitId,
      entrants: own.length,
      entries: own.reduce((sum, { entries }) => sum + entries, 0),
      score: scoreOf(by, scores.slice(0, bestPeople ?? scores.length)),
    }
  })
}

function scoreOf(by: UnitRace['by'], best: readonly number[]): number | null {
  const total = best.reduce((sum, score) => sum + score, 0)
  if (by === 'total') return total
  if (by === 'mean') return Math.trunc(total / best.length) + 0
  if (by !== 'median') return null
  const middle = (best.length + 1) / 2
  return Math.trunc(((best[Math.floor(middle) - 1] ?? 0) + (best[Math.ceil(middle) - 1] ?? 0)) / 2) + 0
}

/**
 * Places of units, in each class of sizes apart. Units that are equal share the place. Without a place are those of which too few took part, that fit no
 * class, or whose value nobody can know.
 */
export function rankUnits(rules: Rules, units: readonly RacingUnit[], tallies: readonly UnitTally[]): RaceRow[] {
  const byUnit = new Map(tallies.map((tally) => [tally.unitId, tally]))
  const rows = units.map(({ unitId, headcount }): RaceRow => {
    const { entrants, entries, score } = byUnit.get(unitId) ?? { entrants: 0, entries: 0, score: null }
    const value = { entrants, entries, rate: rateOf(entrants, headcount), mean: score, median: score, total: score }[rules.by]
    return { unitId, sizeClassId: classOf(rules, headcount), place: null, value, entrants, entries, headcount }
  })
  const placed = rows.filter((row) => isPlaced(rules, row))
  for (const ofClass of Map.groupBy(placed, ({ sizeClassId }) => sizeClassId).values()) {
    const values = ofClass.map(({ value }) => value ?? 0).sort((a, b) => b - a)
    for (const row of ofClass) row.place = values.indexOf(row.value ?? 0) + 1
  }
  const classes = rules.sizeClasses.map(({ id }) => id)
  const classAt = ({ sizeClassId }: RaceRow) => (sizeClassId === null ? classes.length : classes.indexOf(sizeClassId))
  const placeAt = ({ place }: RaceRow) => place ?? Number.MAX_SAFE_INTEGER
  return rows.sort((a, b) => classAt(a) - classAt(b) || placeAt(a) - placeAt(b) || b.entrants - a.entrants || a.unitId - b.unitId)
}

function rateOf(entrants: number, headcount: number | null): number | null {
  return headcount === null || headcount === 0 ? null : Math.floor((entrants * headsOfRate) / headcount)
}

function classOf({ sizeClasses }: Rules, headcount: number | null): string | null {
  if (headcount === null) return null
  return sizeClasses.find(({ from, to }) => headcount >= from && (to === null || headcount <= to))?.id ?? null
}

function isPlaced({ leastEntrants, sizeClasses }: Rules, { entrants, value, sizeClassId }: RaceRow): boolean {
  return entrants > 0 && entrants >= leastEntrants && value !== null && (sizeClasses.length === 0 || sizeClassId !== null)
}

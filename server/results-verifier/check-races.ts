import type { ContestRules } from '../contract/contest-rules.ts'
import { type Racer, rankUnits, tallyRacers } from '../features/standings/unit-races.ts'
import { wholeContest } from '../features/standings/whole-contest.ts'
import type { RaceLine, RoundLine, UnitLine } from './bundle-format.ts'
import type { Refolded } from './refold.ts'
import type { Findings } from './verdict.ts'

type Brought = { unit: string; scoreThousandths: number; entries: number }

/** Units against each other, made anew from what each of their people brought. */
export function createRaceCheck(findings: Findings) {
  const units = new Map<string, UnitLine>()
  const people: Brought[] = []
  const lines: RaceLine[] = []

  /** From the unit in which somebody counts up to the top. */
  function trailOf(code: string): UnitLine[] {
    const trail: UnitLine[] = []
    const own = units.get(code)
    let at = own?.home === undefined ? own : units.get(own.home ?? '')
    // a tree that bites its own tail ends somewhere too
    while (at && trail.length <= units.size) {
      trail.unshift(at)
      at = units.get(at.parent ?? '')
    }
    return trail
  }

  function check({ id, depth, ...rules }: ContestRules['unitRaces'][number]): void {
    const racing = [...units.values()].filter((unit) => unit.home === undefined && trailOf(unit.code).length === depth + 1)
    const numbers = new Map(racing.map(({ code }, number) => [code, number]))
    const racers = people.flatMap(({ unit, ...brought }): Racer[] => {
      const unitId = numbers.get(trailOf(unit)[depth]?.code ?? '')
      return unitId === undefined ? [] : [{ unitId, ...brought }]
    })
    const ranked = rankUnits(
      rules,
      racing.map(({ headcount = null }, unitId) => ({ unitId, headcount })),
      tallyRacers(rules, racers),
    )
    const found = new Map(
      ranked.map(({ unitId, sizeClassId, place, value, entrants, entries, headcount }) => {
        const unit = racing[unitId]?.code ?? ''
        return [unit, { raceId: id, sizeClassId, unit, place, figures: { value, entrants, entries, headcount } }]
      }),
    )
    for (const line of lines.filter(({ raceId }) => raceId === id)) {
      findings.compare('race', `${id} ${line.unit}`, line, found.get(line.unit))
      found.delete(line.unit)
    }
    for (const unit of found.keys()) findings.fault('race', `${id} ${unit}`)
  }

  return {
    unit: (line: UnitLine) => void units.set(line.code, line),
    line: (line: RaceLine) => void lines.push(line),
    /** What somebody brings to the unit: all rounds that count, or the result of the whole contest where there is one. */
    person(standings: readonly Refolded[], rounds: ReadonlyMap<number, RoundLine>): void {
      const whole = standings.find(({ roundId }) => roundId === wholeContest)
      const opensAt = ({ roundId }: Refolded) => rounds.get(roundId)?.opensAtMs ?? 0
      const counted = standings
        .filter(({ roundId }) => roundId !== wholeContest && !rounds.get(roundId)?.settings.isPractice)
        .toSorted((a, b) => opensAt(a) - opensAt(b) || a.roundId - b.roundId)
      const unit = (whole ?? counted.at(-1))?.unit
      if (counted.length === 0 || !unit) return
      const sum = (pick: (one: Refolded) => number | null) => counted.reduce((total, one) => total + (pick(one) ?? 0), 0)
      people.push({ unit, scoreThousandths: whole?.score ?? sum(({ score }) => score), entries: sum(({ entries }) => entries) })
    },
    finish({ unitRaces }: Pick<ContestRules, 'unitRaces'>, isTold: boolean): void {
      if (isTold) for (const race of unitRaces) check(race)
      else if (unitRaces.length > 0) findings.leave('races')
    },
    lines: (): readonly RaceLine[] => lines,
  }
}

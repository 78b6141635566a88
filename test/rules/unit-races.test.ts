import { describe, expect, test } from 'vitest'
import type { UnitRace } from '../../server/contract/contest-rules.ts'
import { type Racer, type RacingUnit, rankUnits, tallyRacers } from '../../server/features/standings/unit-races.ts'

type Rules = Pick<UnitRace, 'by' | 'bestPeople' | 'leastEntrants' | 'sizeClasses'>
const rules = (by: UnitRace['by'], changes: Partial<Rules> = {}): Rules => ({ by, bestPeople: null, leastEntrants: 0, sizeClasses: [], ...changes })

const [branch, commune, other] = [1, 2, 3]
const units: RacingUnit[] = [
  { unitId: branch, headcount: 40 },
  { unitId: commune, headcount: 40_000 },
  { unitId: other, headcount: null },
]
const people = (unitId: number, scores: readonly number[], entries = 1): Racer[] =>
  scores.map((score) => ({ unitId, scoreThousandths: score * 1_000, entries }))
const of = (unitId: number, count: number, score: number): Racer[] =>
  people(
    unitId,
    Array.from({ length: count }, () => score),
  )

/** "place unit value", the first first. */
const raced = (by: Rules, racers: readonly Racer[]) =>
  rankUnits(by, units, tallyRacers(by, racers)).map(
    ({ place, unitId, value }) => `${place ?? '-'} ${['', 'branch', 'commune', 'other'][unitId]} ${value}`,
  )

describe('a branch of 40 against a commune of 40,000', () => {
  // 30 of 40 with 10 points each; 8,000 of 40,000, fifty of them with 20 points
  const racers = [...of(branch, 30, 10), ...of(commune, 7_950, 5), ...of(commune, 50, 20)]

  test.each<[string, Rules, string[]]>([
    ['by entrants the larger one wins', rules('entrants'), ['1 commune 8000', '2 branch 30', '- other 0']],
    [
      'by entrants per head the smaller one does; who told no headcount is listed',
      rules('rate'),
      ['1 branch 75000', '2 commune 20000', '- other null'],
    ],
    ['by the mean of all the steadier one', rules('mean'), ['1 branch 10000', '2 commune 5093', '- other null']],
    [
      'by the mean of the best thirty whoever has thirty good ones',
      rules('mean', { bestPeople: 30 }),
      ['1 commune 20000', '2 branch 10000', '- other null'],
    ],
    ['by the median whoever has the better half', rules('median'), ['1 branch 10000', '2 commune 5000', '- other null']],
    ['by the total of the best ten', rules('total', { bestPeople: 10 }), ['1 commune 200000', '2 branch 100000', '- other null']],
    [
      'with too small a sample a unit is listed without a place',
      rules('mean', { leastEntrants: 31 }),
      ['1 commune 5093', '- branch 10000', '- other null'],
    ],
  ])('%s', (_rule, by, expected) => {
    expect(raced(by, racers)).toEqual(expected)
  })

  test('in classes of sizes each is first among its like, and who fits no class has no place', () => {
    const sizeClasses = [
      { id: 'small', title: 'Nhỏ', from: 0, to: 100 },
      { id: 'large', title: 'Lớn', from: 101, to: null },
    ]
    const rows = rankUnits(rules('entrants', { sizeClasses }), units, tallyRacers(rules('entrants'), [...racers, ...of(other, 9, 1)]))
    expect(rows.map(({ unitId, sizeClassId, place }) => [unitId, sizeClassId, place])).toEqual([
      [branch, 'small', 1],
      [commune, 'large', 1],
      [other, null, null],
    ])
  })
})

describe('what is counted', () => {
  test('entries are attempts, entrants are people', () => {
    expect(raced(rules('entries'), [...people(branch, [1, 1], 5), ...people(commune, [1, 1, 1], 2)])).toEqual([
      '1 branch 10',
      '2 commune 6',
      '- other 0',
    ])
  })

  test('units that are equal share the place, and the next one stands as far down as if they did not', () => {
    expect(raced(rules('entrants'), [...of(branch, 2, 1), ...of(commune, 2, 9), ...of(other, 1, 9)])).toEqual([
      '1 branch 2',
      '1 commune 2',
      '3 other 1',
    ])
  })

  test.each<[string, number[], number]>([
    ['of three, the one in the middle', [1, 9, 2], 2_000],
    ['of four, the mean of the two in the middle', [1, 9, 2, 5], 3_500],
    ['of one, that one', [7], 7_000],
  ])('a median: %s', (_what, scores, expected) => {
    expect(tallyRacers(rules('median'), people(branch, scores))[0]?.score).toBe(expected)
  })

  test('means are whole thousandths, cut off towards zero', () => {
    const mean = (...scoreThousandths: number[]) =>
      tallyRacers(
        rules('mean'),
        scoreThousandths.map((score) => ({ unitId: branch, scoreThousandths: score, entries: 1 })),
      )[0]?.score
    expect([mean(1, 2), mean(-1, -2), mean(2, 2, 1)]).toEqual([1, -1, 1])
  })
})

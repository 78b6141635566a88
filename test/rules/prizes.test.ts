import { describe, expect, test } from 'vitest'
import type { Prize } from '../../server/contract/contest-rules.ts'
import { drawLots } from '../../server/features/prizes/draw-lots.ts'
import { type Award, type Candidate, listOf, type PrizeMatter, proposePrizes } from '../../server/features/prizes/propose-prizes.ts'

/** "1 An, 2 Bình, 2 Cúc": places and names. */
const list = (text: string): Candidate[] =>
  text.split(',').map((entry) => {
    const [place = '', ...name] = entry.trim().split(' ')
    return { id: name.join(' '), place: Number(place) }
  })

const week = (roundId: number | null): Prize['for'] => ({ kind: 'person', roundId })
const aged = (ageGroupId: string): Prize['for'] => ({ kind: 'person', roundId: null, ageGroupId })
const race = (raceId: string, sizeClassId?: string): Prize['for'] => ({ kind: 'unit', raceId, ...(sizeClassId ? { sizeClassId } : {}) })
const mostEntries: Prize['for'] = { kind: 'most-entries', roundId: null }
const prize = (id: string, count: number, by: Prize['for'] = week(null)): Prize => ({ id, title: id, count, for: by })

type Rules = Partial<Omit<PrizeMatter, 'candidatesFor' | 'barred' | 'refused' | 'settled'>> & {
  lists: Record<string, string>
  barred?: string[]
  refused?: string[]
  settled?: Record<string, string[]>
}

function awards({ lists, barred = [], refused = [], settled = {}, prizes = [], onePrizeEach = true }: Rules): Award[] {
  return proposePrizes({
    prizes,
    onePrizeEach,
    candidatesFor: (one) => list(lists[listOf(one)] ?? lists.all ?? ''),
    barred: new Set(barred),
    refused: new Set(refused),
    settled: new Map(Object.entries(settled)),
  })
}

/** A line for each prize, as one would read it out. */
const told = (made: readonly Award[]) =>
  made.map(({ prizeId, winners, tie, waitsFor, vacant }) =>
    [
      `${prizeId}: ${winners.map(({ id }) => id).join(', ')}`.trim(),
      ...(tie ? [`lots for ${tie.open} among ${tie.candidates.map(({ id }) => id).join(', ')}`] : []),
      ...(waitsFor ? [`waits for ${waitsFor}`] : []),
      ...(vacant > 0 ? [`${vacant} vacant`] : []),
    ].join('; '),
  )

const nhat = prize('nhất', 1)
const nhi = prize('nhì', 2)
const ba = prize('ba', 3)
const board = { all: '1 An, 2 Bình, 3 Cúc, 4 Dung, 5 Em, 6 Giang, 7 Hoa, 8 Khánh' }

describe('who wins what by published rules', () => {
  test.each<[string, Rules, string[]]>([
    [
      '1 first, 2 second and 3 third prizes go down one list',
      { prizes: [nhat, nhi, ba], lists: board },
      ['nhất: An', 'nhì: Bình, Cúc', 'ba: Dung, Em, Giang'],
    ],
    [
      'staff of the organizer take part and do not win: the next move up',
      { prizes: [nhat, nhi], lists: board, barred: ['An', 'Cúc'] },
      ['nhất: Bình', 'nhì: Dung, Em'],
    ],
    [
      'a winner who was refused is followed by the next, and those behind move up too',
      { prizes: [nhat, nhi], lists: board, refused: ['An'] },
      ['nhất: Bình', 'nhì: Cúc, Dung'],
    ],
    [
      'two share place 2 and there are two prizes: nothing has to be decided',
      { prizes: [nhat, nhi, ba], lists: { all: '1 An, 2 Bình, 2 Cúc, 4 Dung, 5 Em, 6 Giang' } },
      ['nhất: An', 'nhì: Bình, Cúc', 'ba: Dung, Em, Giang'],
    ],
    [
      'three share the last place of a prize: all are shown, and lower prizes wait',
      { prizes: [nhat, nhi, ba], lists: { all: '1 An, 2 Bình, 2 Cúc, 2 Dung, 5 Em, 6 Giang' } },
      ['nhất: An', 'nhì:; lots for 2 among Bình, Cúc, Dung', 'ba:; waits for nhì'],
    ],
    [
      'once lots were drawn, whoever lost them is first in line for the next prize',
      { prizes: [nhat, nhi, ba], lists: { all: '1 An, 2 Bình, 2 Cúc, 2 Dung, 5 Em, 6 Giang' }, settled: { nhì: ['Dung', 'Bình'] } },
      ['nhất: An', 'nhì: Bình, Dung', 'ba: Cúc, Em, Giang'],
    ],
    [
      'lots that name somebody who is not in the tie settle nothing',
      { prizes: [nhat], lists: { all: '1 An, 1 Bình, 3 Cúc' }, settled: { nhất: ['Cúc'] } },
      ['nhất:; lots for 1 among An, Bình'],
    ],
    [
      'of those who tie, one may not win: the other has the prize without lots',
      { prizes: [nhat, nhi], lists: { all: '1 An, 1 Bình, 3 Cúc, 4 Dung' }, barred: ['An'] },
      ['nhất: Bình', 'nhì: Cúc, Dung'],
    ],
    [
      'weekly prizes and one of the whole contest: one person keeps the highest alone',
      {
        prizes: [prize('chung cuộc', 1), prize('tuần 1', 2, week(1)), prize('tuần 2', 2, week(2))],
        lists: { 'person  ': '1 An, 2 Bình', 'person 1 ': '1 An, 2 Bình, 3 Cúc', 'person 2 ': '1 Bình, 2 Dung, 3 Em' },
      },
      ['chung cuộc: An', 'tuần 1: Bình, Cúc', 'tuần 2: Dung, Em'],
    ],
    [
      'where several prizes for one person are allowed, each list stands for itself',
      {
        prizes: [prize('chung cuộc', 1), prize('tuần 1', 2, week(1)), prize('tuần 2', 2, week(2))],
        onePrizeEach: false,
        lists: { 'person  ': '1 An, 2 Bình', 'person 1 ': '1 An, 2 Bình, 3 Cúc', 'person 2 ': '1 Bình, 2 Dung, 3 Em' },
      },
      ['chung cuộc: An', 'tuần 1: An, Bình', 'tuần 2: Bình, Dung'],
    ],
    [
      'but nobody has the first and the second prize of the same list',
      { prizes: [nhat, nhi], onePrizeEach: false, lists: board },
      ['nhất: An', 'nhì: Bình, Cúc'],
    ],
    [
      'an unsettled tie for the contest holds up a weekly prize only if it reaches those who tie',
      {
        prizes: [nhat, prize('tuần 1', 1, week(1)), prize('tuần 2', 1, week(2))],
        lists: { 'person  ': '1 An, 1 Bình', 'person 1 ': '1 Cúc, 2 An', 'person 2 ': '1 An, 2 Dung' },
      },
      ['nhất:; lots for 1 among An, Bình', 'tuần 1: Cúc', 'tuần 2:; waits for nhất'],
    ],
    [
      'age groups have boards of their own',
      {
        prizes: [nhat, prize('thiếu niên', 1, aged('u15')), prize('cao tuổi', 1, aged('60+'))],
        lists: { 'person  ': '1 An, 2 Bình', 'person  u15': '1 An, 2 Cúc', 'person  60+': '1 Dung' },
      },
      ['nhất: An', 'thiếu niên: Cúc', 'cao tuổi: Dung'],
    ],
    [
      'the person with the most entries has a prize, unless there is a higher one',
      { prizes: [nhat, prize('chuyên cần', 1, mostEntries)], lists: { 'person  ': '1 An, 2 Bình', 'most-entries ': '1 An, 2 Em, 3 Bình' } },
      ['nhất: An', 'chuyên cần: Em'],
    ],
    [
      'collective prizes: by rate in two classes of size, and by entrants; a unit may win in several races',
      {
        prizes: [prize('tập thể đông', 1, race('entrants')), prize('tỉ lệ lớn', 1, race('rate', 'lon')), prize('tỉ lệ nhỏ', 2, race('rate', 'nho'))],
        lists: { 'unit entrants ': '1 Xã A, 2 Xã B', 'unit rate lon': '1 Xã A, 2 Xã B', 'unit rate nho': '1 Chi đoàn C' },
      },
      ['tập thể đông: Xã A', 'tỉ lệ lớn: Xã A', 'tỉ lệ nhỏ: Chi đoàn C; 1 vacant'],
    ],
    [
      'a unit is called like a person on the list of staff: that bars no unit',
      { prizes: [prize('tập thể', 1, race('mean'))], lists: { 'unit mean ': '1 12, 2 13' }, barred: ['12'] },
      ['tập thể: 12'],
    ],
    [
      'fewer people than prizes: what nobody is left for stays vacant',
      { prizes: [nhat, prize('khuyến khích', 20)], lists: { all: '1 An, 2 Bình, 3 Cúc' } },
      ['nhất: An', 'khuyến khích: Bình, Cúc; 18 vacant'],
    ],
    ['nobody took part', { prizes: [nhat], lists: { all: '', 'person  ': '' } }, ['nhất:; 1 vacant']],
    [
      'everybody ties at full marks: one list of candidates for all to see',
      { prizes: [nhat, nhi], lists: { all: '1 An, 1 Bình, 1 Cúc, 1 Dung' } },
      ['nhất:; lots for 1 among An, Bình, Cúc, Dung', 'nhì:; waits for nhất'],
    ],
  ])('%s', (_rule, rules, expected) => {
    // an empty list has no entries at all
    const made = Object.values(rules.lists).every((text) => text === '')
      ? proposePrizes({
          prizes: rules.prizes ?? [],
          onePrizeEach: true,
          candidatesFor: () => [],
          barred: new Set(),
          refused: new Set(),
          settled: new Map(),
        })
      : awards(rules)
    expect(told(made)).toEqual(expected)
  })

  test('it says who was passed over, and why', () => {
    const [, second] = awards({
      prizes: [prize('tuần 1', 1, week(1)), prize('tuần 2', 1, week(2))],
      lists: { all: '1 An, 2 Bình, 3 Cúc, 4 Dung' },
      barred: ['Bình'],
      refused: ['Cúc'],
    })
    expect(second?.passedOver).toEqual([
      { id: 'An', place: 1, because: 'higher-prize' },
      { id: 'Bình', place: 2, because: 'barred' },
      { id: 'Cúc', place: 3, because: 'refused' },
    ])
    expect(second?.winners).toEqual([{ id: 'Dung', place: 4 }])
  })
})

describe('lots', () => {
  const tied = ['a1', 'b2', 'c3', 'd4', 'e5']
  test('everybody who knows the seed draws the same, in whatever order those who tie are listed', () => {
    expect(drawLots('XSMB 20/12/2026: 48213', tied, 2)).toEqual(drawLots('XSMB 20/12/2026: 48213', tied.toReversed(), 2))
    expect(drawLots('một', tied, 5).toSorted()).toEqual(tied)
  })
  test('each of them has the same chance', () => {
    const wins = new Map(tied.map((id) => [id, 0]))
    for (let seed = 0; seed < 5_000; seed += 1) for (const id of drawLots(String(seed), tied, 2)) wins.set(id, (wins.get(id) ?? 0) + 1)
    // two of five: 2,000 of 5,000 times each, give or take five standard deviations
    for (const count of wins.values()) expect(Math.abs(count - 2_000)).toBeLessThan(175)
  })
})

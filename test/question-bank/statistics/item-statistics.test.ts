import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { QuestionContent } from '../../../question-bank/question.ts'
import { itemStatistics } from '../../../question-bank/statistics/item-statistics.ts'
import { addSitting, addSums, emptySums, type ItemSums, readSums, writeSums } from '../../../question-bank/statistics/item-sums.ts'
import { type ItemSitting, itemSittingsOf } from '../../../question-bank/statistics/sitting.ts'

const content: QuestionContent = { type: 'single-choice', stem: 'Hỏi?', options: ['một', 'hai', 'ba', 'bốn'] }
const key = { correct: 0 }
/** One person: which option, how many points in the rest of the paper (of 10), how many seconds. */
const person = (option: number | null, rest: number, seconds: number | null = 10): ItemSitting => ({
  revisionId: 'r',
  points: 1_000,
  restPoints: 10_000,
  earned: option === 0 ? 1_000 : 0,
  restEarned: rest * 1_000,
  isAnswered: option !== null,
  choices: option === null ? [] : [String(option)],
  seconds: option === null ? null : seconds,
})
const sumsOf = (people: readonly ItemSitting[]): ItemSums => {
  const sums = emptySums()
  for (const one of people) addSitting(sums, one)
  return sums
}
const measure = (...rounds: ItemSitting[][]) =>
  itemStatistics(
    content,
    key,
    rounds.map((people) => ({ points: people[0]?.points ?? 1_000, restPoints: people[0]?.restPoints ?? 10_000, sums: sumsOf(people) })),
  )

describe('one question, eight people, worked out by hand', () => {
  // person   option  own x  rest y   x·y   x²   y²
  //   1        A       1      9       9     1   81
  //   2        A       1      8       8     1   64
  //   3        A       1      6       6     1   36
  //   4        A       1      5       5     1   25
  //   5        B       0      7       0     0   49
  //   6        B       0      4       0     0   16
  //   7        C       0      3       0     0    9
  //   8        –       0      2       0     0    4
  // sums               4     44      28     4  284        n = 8
  const people = [
    person(0, 9, 5),
    person(0, 8, 7),
    person(0, 6, 30),
    person(0, 5, 8),
    person(1, 7, 9),
    person(1, 4, 9),
    person(2, 3, 12),
    person(null, 2),
  ]
  const { choices, looks, ...measured } = measure(people)

  test('what is counted', () => {
    // facility 4/8; left open 1/8; times 5 7 8 9 9 12 30: the fourth of seven is 9
    expect(measured).toEqual({ voided: null, shown: 8, answered: 7, facility: 500, nonResponse: 125, medianSeconds: 9, discrimination: 655 })
  })

  test('discrimination', () => {
    // n·Σxy − Σx·Σy = 8·28 − 4·44 = 48;  n·Σx² − (Σx)² = 8·4 − 16 = 16;  n·Σy² − (Σy)² = 8·284 − 1936 = 336
    // 48 / √(16 · 336) = 48 / √5376 = 48 / 73.3212… = 0.65465…
    expect(measured.discrimination).toBe(655)
  })

  test('each option', () => {
    // A is the question itself: 0.655
    // B: z sums 2, zy = 7 + 4 = 11: 8·11 − 2·44 = 0 → 0
    // C: z sums 1, zy = 3: 8·3 − 44 = −20; 8·1 − 1 = 7; −20 / √(7 · 336) = −20 / 48.4974… = −0.41239…
    // D: nobody: nothing varies
    expect(choices).toEqual([
      { choice: '0', isRight: true, count: 4, correlation: 655 },
      { choice: '1', isRight: false, count: 2, correlation: 0 },
      { choice: '2', isRight: false, count: 1, correlation: -412 },
      { choice: '3', isRight: false, count: 0, correlation: null },
    ])
  })

  test('of so few people nothing more is said', () => {
    expect(looks).toEqual([])
  })
})

describe('a question that was struck', () => {
  const people = Array.from({ length: 120 }, (_, index) => ({ ...person(1 + (index % 2), index % 10), earned: 0 }))
  const measured = (kind: 'taken-out' | 'full-marks') =>
    itemStatistics(content, key, [{ points: 1_000, restPoints: 10_000, sums: sumsOf(people) }], { kind })

  test.each(['taken-out', 'full-marks'] as const)('%s: is said to be so, without a facility, and asks for no look', (kind) => {
    expect(measured(kind)).toMatchObject({
      voided: kind,
      shown: 120,
      answered: 120,
      facility: null,
      discrimination: null,
      medianSeconds: 10,
      looks: [],
    })
  })

  test('still tells what was chosen, for that may be why it was struck', () => {
    expect(measured('taken-out').choices.map(({ isRight, count }) => [isRight, count])).toEqual([
      [true, 0],
      [false, 60],
      [false, 60],
      [false, 0],
    ])
  })
})

test('what people mark has no facility of its own, but tells how many wrote and how long they took', () => {
  const essay: QuestionContent = { type: 'essay', stem: 'Nêu cảm nghĩ' }
  const sums = sumsOf(Array.from({ length: 60 }, () => ({ ...person(1, 5), choices: [] })))
  expect(itemStatistics(essay, {}, [{ points: 1_000, restPoints: 10_000, sums }])).toMatchObject({
    shown: 60,
    answered: 60,
    facility: null,
    discrimination: null,
    nonResponse: 0,
    medianSeconds: 10,
    looks: [],
  })
})

describe('two rounds', () => {
  // Within each round the question tells nothing: in either, right and wrong people have the same rest.
  //   easy week: (1, 9) (0, 9)   and   hard week: (1, 1) (1, 1) (0, 1) (0, 1)
  test('of which one was hard make no correlation of their own', () => {
    expect(measure([person(0, 9), person(1, 9)], [person(0, 1), person(1, 1)]).discrimination).toBeNull()
    // all in one round it would be one: that is what pooling is for
    expect(measure([person(0, 9), person(0, 9), person(1, 1), person(1, 1)]).discrimination).toBe(1_000)
  })

  // round 1: x = 1 0, y = 8 2 of 10 → in shares y = 0.8 0.2:  Sxy = 0.8 − 1·1/2 = 0.3; Sxx = 1 − 1/2 = 0.5; Syy = 0.68 − 0.5 = 0.18
  // round 2: x = 1 0, y = 4 8 of 20 → in shares y = 0.2 0.4:  Sxy = 0.2 − 0.6/2 = −0.1; Sxx = 0.5;           Syy = 0.2 − 0.18 = 0.02
  // together: 0.2 / √(1 · 0.2) = √0.2 = 0.44721…
  test('with papers of different worth are compared by shares', () => {
    const twice = (one: ItemSitting): ItemSitting => ({ ...one, points: 500, earned: one.earned / 2, restPoints: 20_000 })
    const pooled = measure([person(0, 8), person(1, 2)], [twice(person(0, 4)), twice(person(1, 8))])
    expect(pooled).toMatchObject({ shown: 4, facility: 500, discrimination: 447 })
  })
})

describe('needs a look', () => {
  const repeated = (times: number, make: (index: number) => ItemSitting) => Array.from({ length: times }, (_, index) => make(index))
  const sound = [
    ...repeated(60, (index) => person(0, 5 + (index % 5))),
    ...repeated(20, (index) => person(1, 2 + (index % 4))),
    ...repeated(12, (index) => person(2, 1 + (index % 5))),
    ...repeated(8, () => person(3, 3)),
  ]
  const whys = (people: ItemSitting[]) => measure(people).looks.map(({ why, choice }) => (choice === undefined ? why : `${why} ${choice}`))
  test.each<[string, ItemSitting[], string[]]>([
    ['a sound question does not', sound, []],
    [
      'nobody knows it',
      [...repeated(10, () => person(0, 9)), ...repeated(90, (index) => person(1 + (index % 3), Math.trunc(index / 3) % 6))],
      ['too-hard'],
    ],
    ['everybody knows it', [...repeated(196, (index) => person(0, index % 9)), ...repeated(4, (index) => person(1 + (index % 3), 0))], ['too-easy']],
    ['an option that nobody chose', sound.map((one) => (one.choices[0] === '3' ? person(2, 3) : one)), ['unchosen-option 3']],
    ['the same among fewer than a hundred', sound.map((one) => (one.choices[0] === '3' ? person(2, 3) : one)).slice(5), []],
    ['often left open', [...sound, ...repeated(30, () => person(null, 1))], ['often-left-open']],
    ['better people choose a wrong option', [...sound, ...repeated(40, () => person(1, 8))], ['option-attracts-better 1']],
    [
      'they choose it rather than the key: the key may be wrong',
      sound.map((one) => ({
        ...one,
        choices: one.choices[0] === '0' ? ['1'] : one.choices[0] === '1' ? ['0'] : one.choices,
        earned: one.choices[0] === '1' ? 1_000 : 0,
      })),
      ['negative', 'key-suspect 1'],
    ],
    ['of thirty people not one word', sound.slice(0, 29).map(() => person(1, 5)), []],
  ])('%s', (_why, people, expected) => {
    expect(whys(people)).toEqual(expected)
  })
})

describe('sums', () => {
  const anyone = fc.record({
    option: fc.option(fc.integer({ min: 0, max: 3 })),
    rest: fc.integer({ min: 0, max: 10 }),
    seconds: fc.option(fc.integer({ min: 0, max: 90 })),
  })
  const people = fc.array(
    anyone.map(({ option, rest, seconds }) => person(option, rest, seconds)),
    { maxLength: 40 },
  )

  test('in whatever pieces and order they are added, all at once gives the same, and so does storing them in between', () => {
    fc.assert(
      fc.property(people, fc.nat(), fc.nat(), (all, cut, turn) => {
        const at = all.length === 0 ? 0 : cut % all.length
        const pieces = [all.slice(at), all.slice(0, at)].map((piece) =>
          piece.toSorted((a, b) => ((a.restEarned + turn) % 7) - ((b.restEarned + turn) % 7)),
        )
        const stepwise = emptySums()
        for (const piece of pieces) addSums(stepwise, readSums(JSON.parse(JSON.stringify(writeSums(sumsOf(piece))))))
        expect(writeSums(stepwise)).toEqual(writeSums(sumsOf(all)))
      }),
    )
  })

  test('numbers stay between their bounds, and what varies alike is one', () => {
    fc.assert(
      fc.property(people, (all) => {
        const { facility, discrimination, nonResponse, choices } = measure(all)
        for (const share of [facility, nonResponse]) if (share !== null) expect(share >= 0 && share <= 1_000).toBe(true)
        for (const correlation of [discrimination, ...choices.map((one) => one.correlation)])
          if (correlation !== null) expect(Math.abs(correlation)).toBeLessThanOrEqual(1_000)
        // who answers the right option earns the points: the two are one measure
        expect(choices[0]?.correlation).toBe(discrimination)
      }),
    )
  })
})

describe('a sitting', () => {
  const orders = [[3, 2, 1, 0]]
  const paper = ['a', 'b', 'c', 'd'].map((revisionId) => ({ revisionId, pointsThousandths: 1_000, orders }))
  const tap = (question: number, answer: string, second: number) => ({ question, answer, receivedAtMs: 1_000_000 + second * 1_000 })
  const sittings = (taps: ReturnType<typeof tap>[]) => itemSittingsOf({ paper, taps, startedAtMs: 1_000_000, materialOf: () => ({ content, key }) })

  test('counts what stands at the end, by the author’s numbers, and the rest without the question itself', () => {
    // displayed 3 is option 0, the right one; b is changed from right to wrong; d is left open
    const [a, b, c, d] = sittings([tap(0, '3', 12), tap(1, '3', 20), tap(2, '0', 50), tap(1, '1', 55)])
    expect(a).toMatchObject({ earned: 1_000, restEarned: 0, restPoints: 3_000, choices: ['0'], seconds: 12 })
    expect(b).toMatchObject({ earned: 0, restEarned: 1_000, choices: ['2'], seconds: 8 })
    expect(c).toMatchObject({ earned: 0, restEarned: 1_000, choices: ['3'], seconds: 30 })
    expect(d).toMatchObject({ earned: 0, isAnswered: false, choices: [], seconds: null })
  })

  test('tells no time of answers that arrived together after a lost line', () => {
    expect(sittings([tap(0, '3', 10), tap(1, '3', 200), tap(2, '3', 200), tap(3, '3', 207)]).map(({ seconds }) => seconds)).toEqual([
      10,
      null,
      null,
      7,
    ])
  })

  test('leaves what was taken out in nobody’s rest', () => {
    const taps = [tap(0, '3', 10), tap(1, '3', 20)]
    const materialOf = (id: string) => ({ content, key, ...(id === 'a' ? { inForce: { kind: 'taken-out' } as const } : {}) })
    const [a, b] = itemSittingsOf({ paper, taps, startedAtMs: 1_000_000, materialOf })
    expect(a).toMatchObject({ earned: 0, points: 1_000, restEarned: 1_000, restPoints: 3_000, choices: ['0'] })
    expect(b).toMatchObject({ earned: 1_000, restEarned: 0, restPoints: 2_000 })
  })

  test('takes what is no option for no answer', () => {
    expect(sittings([tap(0, '9', 10)])[0]).toMatchObject({ isAnswered: false, choices: [], seconds: null })
  })
})

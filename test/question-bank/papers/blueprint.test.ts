import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawPaper } from '../../../question-bank/paper.ts'
import type { AvailableRevision } from '../../../question-bank/papers/available-revision.ts'
import { blueprintFaults } from '../../../question-bank/papers/demands.ts'
import { fillBlueprint } from '../../../question-bank/papers/fill-blueprint.ts'
import type { BlueprintCell, QuestionChoice } from '../../../server/contract/blueprints.ts'

let made = 0
const someOf = (count: number, changes: Partial<AvailableRevision> = {}): AvailableRevision[] =>
  Array.from({ length: count }, () => {
    made += 1
    return { revisionId: `r${made}`, questionId: `q${made}`, topic: ['Luật'], level: 'recognition', tags: [], type: 'single-choice', ...changes }
  })
const aCell = (id: string, draw: number, from: QuestionChoice = {}): BlueprintCell => ({ id, draw, from, pointsThousandths: 1_000 })
const fill = (cells: BlueprintCell[], bank: AvailableRevision[]) => fillBlueprint({ cells, shuffleQuestions: true, shuffleOptions: true }, bank)
const filled = (cells: BlueprintCell[], bank: AvailableRevision[]) => {
  const filling = fill(cells, bank)
  if (!filling.isFilled) throw new Error(`not filled: ${JSON.stringify(filling.lacks)}`)
  return filling
}
const lacks = (cells: BlueprintCell[], bank: AvailableRevision[]) => {
  const filling = fill(cells, bank)
  return filling.isFilled ? [] : filling.lacks
}
const sizes = (cells: BlueprintCell[], bank: AvailableRevision[]) => filled(cells, bank).blueprint.pools.map(({ revisionIds }) => revisionIds.length)

describe('a cell draws from', () => {
  const bank = [
    ...someOf(3, { topic: ['Luật', 'Luật Thanh niên'], level: 'recognition', tags: ['2020', 'mới'] }),
    ...someOf(4, { topic: ['Luật', 'Luật Trẻ em'], level: 'application', tags: ['mới'] }),
    ...someOf(5, { topic: ['Lịch sử'], level: null, type: 'true-false' }),
    ...someOf(2, { topic: ['Lịch sử'], level: null, type: 'essay' }),
    ...someOf(2, { topic: ['Lịch sử'], level: null, type: 'prediction' }),
  ]
  const last = bank.at(-1) as AvailableRevision
  const size = (from: QuestionChoice, pointsThousandths = 0) => sizes([{ id: 'a', draw: 1, from, pointsThousandths }], bank)[0]
  test.each<[string, QuestionChoice, number]>([
    ['all that a machine can grade, when nothing is said', {}, 12],
    ['a topic and those below it', { topic: ['Luật'] }, 7],
    ['a topic, however its name is typed', { topic: [' luật ', 'LUẬT  thanh niên'] }, 3],
    ['a level', { levels: ['application'] }, 4],
    ['one of several levels', { levels: ['application', 'recognition'] }, 7],
    ['a tag', { tags: ['mới'] }, 7],
    ['all of several tags', { tags: ['Mới', '2020'] }, 3],
    ['a type', { types: ['true-false'] }, 5],
    ['essays, where they are named', { types: ['essay'] }, 2],
    ['topic and type together', { topic: ['Lịch sử'], types: ['prediction'] }, 2],
    ['a fixed list', { questionIds: [bank[0]?.questionId ?? '', last.questionId] }, 2],
  ])('%s', (_what, from, expected) => {
    expect(size(from)).toBe(expected)
  })

  test('no prediction where points are given, for nobody could earn them', () => {
    expect(size({ questionIds: [bank[0]?.questionId ?? '', last.questionId] }, 1_000)).toBe(1)
    expect(blueprintFaults([aCell('a', 1, { types: ['prediction'] })])).toEqual([{ cell: 0, fault: 'PREDICTION_WITH_POINTS' }])
  })
})

describe('a blueprint that the bank cannot fill', () => {
  test('says which cell lacks how many', () => {
    const bank = [...someOf(5, { level: 'recognition' }), ...someOf(2, { level: 'application' })]
    expect(lacks([aCell('easy', 5, { levels: ['recognition'] }), aCell('hard', 4, { levels: ['application'] })], bank)).toEqual([
      { cellId: 'hard', wanted: 4, fitting: 2, missing: 2, rivals: [] },
    ])
  })

  test('names the cells that need the same questions', () => {
    const bank = someOf(6, { topic: ['Luật'], level: 'recognition' })
    expect(lacks([aCell('topic', 4, { topic: ['Luật'] }), aCell('level', 4, { levels: ['recognition'] })], bank)).toEqual([
      { cellId: 'level', wanted: 4, fitting: 6, missing: 2, rivals: ['topic'] },
    ])
  })

  test('lacks nothing while any way of sharing works, however narrow', () => {
    // the broad cell comes first and must leave the narrow ones what only they can use
    const bank = [
      ...someOf(2, { level: 'recognition', tags: ['a'] }),
      ...someOf(2, { level: 'comprehension', tags: ['a'] }),
      ...someOf(2, { level: 'application' }),
    ]
    const cells = [aCell('any', 2), aCell('tagged', 2, { tags: ['a'] }), aCell('easy', 2, { levels: ['recognition'] })]
    expect(lacks(cells, bank)).toEqual([])
    expect(lacks([...cells, aCell('one more', 1, { levels: ['application'] })], bank)).toMatchObject([{ cellId: 'one more', missing: 1, fitting: 2 }])
  })

  test('names the sub-pool that is empty', () => {
    const cell: BlueprintCell = { id: 'groups', pointsThousandths: 500, oneFromEach: [{ tags: ['a'] }, { tags: ['b'] }] }
    expect(lacks([cell], someOf(3, { tags: ['a'] }))).toEqual([{ cellId: 'groups', subPool: 1, wanted: 1, fitting: 0, missing: 1, rivals: [] }])
  })

  test('is refused for what no bank could mend', () => {
    expect(blueprintFaults([aCell('a', 300), aCell('a', 300)])).toEqual([{ cell: 1, fault: 'SAME_ID' }, { fault: 'TOO_MANY_QUESTIONS' }])
  })
})

describe('pools', () => {
  test('never share a question, not even as two revisions of it', () => {
    const bank = someOf(10)
    const again = bank.map((revision) => ({ ...revision, revisionId: `${revision.revisionId} revised` }))
    const { blueprint } = filled([aCell('a', 2), aCell('b', 3)], [...bank, ...again])
    const all = blueprint.pools.flatMap(({ revisionIds }) => revisionIds)
    expect(all.length).toBe(10)
    expect(new Set(all.map((id) => id.replace(' revised', ''))).size).toBe(10)
    expect(all.every((id) => id.endsWith('revised'))).toBe(true)
  })

  test('that overlap are shared so that the shortest lasts as long as it can', () => {
    const bank = [...someOf(12, { level: 'recognition' }), ...someOf(30, { level: 'application' })]
    const { blueprint, attemptsWithoutRepeat } = filled([aCell('any', 3), aCell('easy', 3, { levels: ['recognition'] })], bank)
    expect(blueprint.pools.map(({ revisionIds }) => revisionIds.length)).toEqual([30, 12])
    expect(attemptsWithoutRepeat).toBe(4)
  })

  test('that lasts shortest keeps no other from lasting longer', () => {
    const bank = [...someOf(2, { tags: ['few'] }), ...someOf(100, { tags: ['a', 'b'] }), ...someOf(100, { tags: ['b'] })]
    const cells = [aCell('few', 1, { tags: ['few'] }), aCell('a', 1, { tags: ['a'] }), aCell('b', 1, { tags: ['b'] })]
    expect(sizes(cells, bank)).toEqual([2, 100, 100])
  })

  test('use every question that fits', () => {
    expect(sizes([aCell('a', 1), aCell('b', 3)], someOf(41)).reduce((sum, size) => sum + size, 0)).toBe(41)
  })

  test('do not depend on the order in which the bank names its questions', () => {
    const bank = [...someOf(7, { tags: ['a'] }), ...someOf(8, { level: 'application' }), ...someOf(9)]
    const cells = [aCell('a', 2, { tags: ['a'] }), aCell('b', 2, { levels: ['recognition'] }), aCell('c', 3)]
    expect(fill(cells, bank.toReversed())).toEqual(fill(cells, bank))
  })

  test('hold for any blueprint and any bank: enough in each, none twice, only what was asked for', () => {
    const levels = ['recognition', 'comprehension', 'application'] as const
    const tags = ['a', 'b', 'c']
    const choices = fc.record(
      { levels: fc.subarray([...levels], { minLength: 1 }), tags: fc.subarray(tags, { minLength: 1, maxLength: 1 }) },
      { requiredKeys: [] },
    )
    const kinds = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom(...levels), fc.subarray(tags)), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(kinds, fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), choices), { minLength: 1, maxLength: 5 }), (bankKinds, wanted) => {
        const bank = bankKinds.flatMap(([count, level, ofTags]) => someOf(count, { level, tags: ofTags }))
        const byId = new Map(bank.map((revision) => [revision.revisionId, revision]))
        const filling = fill(
          wanted.map(([draw, from], index) => aCell(`c${index}`, draw, from)),
          bank,
        )
        if (!filling.isFilled) {
          expect(filling.lacks.every(({ missing, wanted: want }) => missing > 0 && missing <= want)).toBe(true)
          return
        }
        const all = filling.blueprint.pools.flatMap(({ revisionIds }) => revisionIds)
        expect(new Set(all).size).toBe(all.length)
        for (const [index, { draw, revisionIds }] of filling.blueprint.pools.entries()) {
          const [, from] = wanted[index] as (typeof wanted)[number]
          expect(revisionIds.length).toBeGreaterThanOrEqual(draw * filling.attemptsWithoutRepeat)
          for (const id of revisionIds) {
            const { level, tags: has } = byId.get(id) as AvailableRevision
            expect(!from.levels || (level !== null && from.levels.includes(level as 'recognition'))).toBe(true)
            expect(!from.tags || from.tags.every((tag) => has.includes(tag))).toBe(true)
          }
        }
        // a later attempt repeats nothing while a question that would do is left unseen elsewhere: no pool outlasts one that could take of it
        const { pools } = filling.blueprint
        const lasts = pools.map(({ draw, revisionIds }) => Math.floor(revisionIds.length / draw))
        for (const [poor, [, from]] of wanted.entries())
          for (const [rich, { revisionIds }] of pools.entries()) {
            const couldTake = revisionIds.some((id) => {
              const { level, tags: has } = byId.get(id) as AvailableRevision
              return (from.levels?.includes(level as 'recognition') ?? true) && (from.tags?.every((tag) => has.includes(tag)) ?? true)
            })
            if (couldTake) expect(lasts[rich]).toBeLessThanOrEqual((lasts[poor] as number) + 1)
          }
      }),
    )
  })
})

describe('papers of a filled blueprint', () => {
  const bank = [...someOf(12, { tags: ['a'] }), ...someOf(8, { tags: ['b'] }), ...someOf(20, { level: 'application' })]
  const cells: BlueprintCell[] = [
    { id: 'groups', pointsThousandths: 500, oneFromEach: [{ tags: ['a'] }, { tags: ['b'] }] },
    aCell('hard', 4, { levels: ['application'] }),
  ]
  const { blueprint, attemptsWithoutRepeat } = filled(cells, bank)
  const paperOf = (person: number, attemptNo: number) =>
    drawPaper({
      seed: Buffer.from(`person ${person}`),
      roundId: 1,
      attemptNo,
      blueprint,
      contentOf: () => ({ type: 'single-choice', stem: '?', options: ['a', 'b', 'c', 'd'] }),
    }).map(({ revisionId }) => revisionId)

  test('have one question from each sub-pool', () => {
    const isOf = (tag: string) => (id: string) => bank.some(({ revisionId, tags }) => revisionId === id && tags.includes(tag))
    for (let person = 0; person < 50; person += 1) {
      const paper = paperOf(person, 1 + (person % 5))
      expect([paper.length, paper.filter(isOf('a')).length, paper.filter(isOf('b')).length]).toEqual([6, 1, 1])
    }
  })

  test('have no question in common for as many attempts as promised', () => {
    expect(attemptsWithoutRepeat).toBe(5)
    for (let person = 0; person < 50; person += 1) {
      const seen = [1, 2, 3, 4, 5].flatMap((attemptNo) => paperOf(person, attemptNo))
      expect(new Set(seen).size).toBe(seen.length)
    }
  })

  // with these seeds for ever: a fair draw fails once in a thousand banks, and this is not one of them
  test.each([
    ['groups/1', 12, 31.26],
    ['groups/2', 8, 24.32],
    ['hard', 20, 43.82],
  ])('draw evenly within %s', (poolId, size, limit) => {
    const pool = blueprint.pools.find(({ id }) => id === poolId)
    const counts = new Map(pool?.revisionIds.map((id) => [id, 0]))
    const people = 6_000
    for (let person = 0; person < people; person += 1)
      for (const id of paperOf(person, 1 + (person % 3))) if (counts.has(id)) counts.set(id, (counts.get(id) ?? 0) + 1)
    const expected = (people * (pool?.draw ?? 0)) / size
    expect(counts.size).toBe(size)
    expect([...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeLessThan(limit)
  })

  test.each([2, 3, 4, 5, 6])('show each of %i options at each place evenly', (size) => {
    const seen = Array.from({ length: size }, () => new Array<number>(size).fill(0))
    const papers = 3_000
    for (let person = 0; person < papers; person += 1) {
      const [question] = drawPaper({
        seed: Buffer.from(`options ${person}`),
        roundId: 1,
        attemptNo: 1,
        blueprint: { ...blueprint, pools: [{ id: 'p', draw: 1, pointsThousandths: 1, revisionIds: ['r'] }] },
        contentOf: () => ({ type: 'single-choice', stem: '?', options: Array.from({ length: size }, (_, index) => String(index)) }),
      })
      for (const [place, option] of Array.from(question?.orders[0] ?? []).entries()) (seen[option] as number[])[place]! += 1
    }
    const expected = papers / size
    // (size - 1)² degrees of freedom: these limits are passed by one fair shuffle in a thousand
    const limit = { 2: 10.83, 3: 18.47, 4: 27.88, 5: 39.25, 6: 52.62 }[size] ?? 0
    expect(seen.flat().reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeLessThan(limit)
  })
})

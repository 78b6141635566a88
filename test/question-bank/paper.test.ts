import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gradePaper } from '../../question-bank/grading.ts'
import { type Blueprint, drawPaper, maxScoreOf, type Paper } from '../../question-bank/paper.ts'
import type { QuestionContent } from '../../question-bank/question.ts'

const content = (options = 4, locked: number[] = []): QuestionContent => ({
  type: 'single-choice',
  stem: 'Hỏi?',
  options: Array.from({ length: options }, (_, index) => `phương án ${index}`),
  locked,
})
const aPool = (size: number, draw: number, id = 'pool') => ({
  id,
  draw,
  pointsThousandths: 1_000,
  revisionIds: Array.from({ length: size }, (_, index) => `${id}-${index}`),
})
const aBlueprint = (...pools: Blueprint['pools'][number][]): Blueprint => ({ pools, shuffleQuestions: true, shuffleOptions: true })
const seedOf = (person: number) => Buffer.from(`seed of person ${person}`)
const draw = (person: number, attemptNo: number, blueprint: Blueprint, contentOf = () => content()): Paper =>
  drawPaper({ seed: seedOf(person), roundId: 7, attemptNo, blueprint, contentOf })
const ids = (paper: Paper) => paper.map((question) => question.revisionId)

describe('a paper', () => {
  test('is a function of its inputs: this one stays this one for ever', () => {
    const paper = draw(1, 2, aBlueprint(aPool(6, 2, 'dễ'), aPool(9, 2, 'khó')))
    expect(paper.map(({ revisionId, orders }) => `${revisionId} ${Array.from(orders[0] ?? []).join('')}`)).toMatchInlineSnapshot(`
      [
        "dễ-3 1302",
        "khó-2 3210",
        "dễ-2 1032",
        "khó-3 1023",
      ]
    `)
  })

  test('draws from each pool as many as it says, none twice', () => {
    fc.assert(
      fc.property(
        fc.nat(1_000),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 5 }),
        (person, attemptNo, easy, hard) => {
          const paper = draw(person, attemptNo, aBlueprint(aPool(10, easy, 'dễ'), aPool(8, hard, 'khó')))
          expect(new Set(ids(paper)).size).toBe(easy + hard)
          expect(ids(paper).filter((id) => id.startsWith('dễ'))).toHaveLength(easy)
        },
      ),
    )
  })

  test('repeats no question for a person until the pool is used up, and then uses all of it again', () => {
    for (let person = 0; person < 50; person += 1) {
      const attempts = [1, 2, 3, 4, 5, 6].map((attemptNo) => ids(draw(person, attemptNo, aBlueprint(aPool(15, 5)))))
      expect(new Set(attempts.slice(0, 3).flat()).size).toBe(15)
      expect(new Set(attempts.slice(3).flat()).size).toBe(15)
    }
  })

  test('shows what is unseen first where the pool does not divide: of five, two at a time, the third shows the fifth and one again', () => {
    for (let person = 0; person < 50; person += 1) {
      const [first, second, third] = [1, 2, 3].map((attemptNo) => ids(draw(person, attemptNo, aBlueprint(aPool(5, 2)))))
      const unseen = aPool(5, 2).revisionIds.filter((id) => ![...(first ?? []), ...(second ?? [])].includes(id))
      expect(unseen).toHaveLength(1)
      expect(third?.filter((id) => unseen.includes(id))).toHaveLength(1)
      expect(new Set(third).size).toBe(2)
    }
  })

  test('shows nobody a question once more while another was shown to them less often, whatever the pools and however many attempts', () => {
    const pools = fc.array(
      fc.integer({ min: 1, max: 24 }).chain((size) => fc.tuple(fc.constant(size), fc.integer({ min: 1, max: size }))),
      { minLength: 1, maxLength: 4 },
    )
    fc.assert(
      fc.property(fc.nat(1_000), pools, (person, sizes) => {
        const blueprint = aBlueprint(...sizes.map(([size, count], index) => aPool(size, count, `pool ${index}`)))
        const times = new Map(blueprint.pools.flatMap(({ revisionIds }) => revisionIds.map((id) => [id, 0])))
        for (let attemptNo = 1; attemptNo <= 30; attemptNo += 1) {
          for (const id of ids(draw(person, attemptNo, blueprint))) times.set(id, (times.get(id) as number) + 1)
          for (const { revisionIds, draw: count } of blueprint.pools) {
            const shown = revisionIds.map((id) => times.get(id) as number)
            expect(Math.max(...shown) - Math.min(...shown)).toBeLessThanOrEqual(1)
            expect(shown.reduce((sum, one) => sum + one, 0)).toBe(count * attemptNo)
          }
        }
      }),
    )
  })

  test('comes in another company once the pool is used up, so that few questions still make many papers', () => {
    const blueprint = aBlueprint(...Array.from({ length: 10 }, (_, index) => aPool(3, 1, `group ${index}`)))
    const papers = Array.from({ length: 12 }, (_, index) =>
      ids(draw(1, index + 1, blueprint))
        .sort()
        .join(),
    )
    expect(new Set(papers).size).toBe(12)
  })

  test('is another one for another person, and each question comes up evenly', () => {
    const drawn = new Map<string, number>()
    const people = 4_000
    for (let person = 0; person < people; person += 1)
      for (const id of ids(draw(person, 1, aBlueprint(aPool(20, 5))))) drawn.set(id, (drawn.get(id) ?? 0) + 1)
    const expected = (people * 5) / 20
    const chiSquare = [...drawn.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    // 19 degrees of freedom: beyond 43.8 lies one fair draw in a thousand
    expect(drawn.size).toBe(20)
    expect(chiSquare).toBeLessThan(43.8)
  })

  test('draws evenly also where a slice goes on at the beginning', () => {
    const drawn = new Map<string, number>()
    const people = 4_000
    for (let person = 0; person < people; person += 1)
      for (const id of ids(draw(person, 3, aBlueprint(aPool(12, 5))))) drawn.set(id, (drawn.get(id) ?? 0) + 1)
    const expected = (people * 5) / 12
    // 11 degrees of freedom
    expect([...drawn.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeLessThan(31.26)
    expect(drawn.size).toBe(12)
  })

  test('puts the right option at every place evenly', () => {
    const places = [0, 0, 0, 0]
    for (let person = 0; person < 2_000; person += 1)
      for (const { orders } of draw(person, 1, aBlueprint(aPool(20, 5)))) places[Array.from(orders[0] ?? []).indexOf(0)]! += 1
    const chiSquare = places.reduce((sum, count) => sum + (count - 2_500) ** 2 / 2_500, 0)
    expect(chiSquare).toBeLessThan(16.3)
  })

  test('leaves locked options where their author put them', () => {
    for (let person = 0; person < 100; person += 1) {
      for (const { orders } of draw(person, 1, aBlueprint(aPool(8, 4)), () => content(5, [4, 1]))) {
        const optionOrder = Array.from(orders[0] ?? [])
        expect([optionOrder[1], optionOrder[4]]).toEqual([1, 4])
        expect(optionOrder.sort()).toEqual([0, 1, 2, 3, 4])
      }
    }
  })
})

describe('grading', () => {
  const blueprint = aBlueprint(aPool(30, 10))
  test('gives full marks for the key and never more, whatever the order of options', () => {
    fc.assert(
      fc.property(
        fc.nat(500),
        fc.integer({ min: 0, max: 3 }),
        fc.array(fc.option(fc.integer({ min: -2, max: 9 }), { nil: undefined }), { minLength: 10, maxLength: 10 }),
        (person, correct, tried) => {
          const paper = draw(person, 1, blueprint)
          const keyOf = () => ({ content: content(), key: { correct } })
          const right = paper.map(({ orders }) => String(Array.from(orders[0] ?? []).indexOf(correct)))
          expect(gradePaper(paper, right, keyOf)).toMatchObject({
            scoreThousandths: maxScoreOf(blueprint),
            correctCount: 10,
            answeredCount: 10,
            wrong: [],
          })
          const graded = gradePaper(
            paper,
            tried.map((answer) => (answer === undefined ? undefined : String(answer))),
            keyOf,
          )
          expect(graded.scoreThousandths).toBe(graded.correctCount * 1_000)
          expect(graded.correctCount + graded.wrong.length).toBe(graded.answeredCount)
          expect(graded.answeredCount).toBeLessThanOrEqual(10)
        },
      ),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { KeyInForce } from '../../../question-bank/amended-key.ts'
import { type GradingMaterial, gradePaper } from '../../../question-bank/grading.ts'
import type { QuestionContent, QuestionKey } from '../../../question-bank/question.ts'
import { authorsOrder, pointsOf } from '../../../question-bank/types/question-type.ts'
import { questionTypeOf } from '../../../question-bank/types/question-types.ts'
import type { SingleChoiceKey } from '../../../question-bank/types/single-choice.ts'

const content: QuestionContent = { type: 'single-choice', stem: 'Hỏi?', options: Array.from({ length: 12 }, (_, index) => `phương án ${index}`) }
const orders = [[11, 3, 0, 1, 2, 4, 5, 6, 7, 8, 9, 10]]
const graded = (key: QuestionKey, answer: string | undefined, pointsThousandths = 1_000) =>
  gradePaper([{ revisionId: 'r', pointsThousandths, orders }], [answer], () => ({ content, key }))

describe('grading of a single choice', () => {
  test('takes the short path to where the long one leads', () => {
    const anyAnswer = fc.oneof(
      fc.integer({ min: -3, max: 14 }).map(String),
      fc.constantFrom('', ' ', ':', 'a', '01', '1.0', '٣', '0 ', '-'),
      fc.string({ maxLength: 3 }),
    )
    const anyKey = fc.record(
      {
        correct: fc.integer({ min: 0, max: 11 }),
        weightsThousandths: fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 12, maxLength: 12 }),
      },
      { requiredKeys: ['correct'] },
    ) as fc.Arbitrary<SingleChoiceKey>
    fc.assert(
      fc.property(anyAnswer, anyKey, fc.integer({ min: 0, max: 10_000 }), (text, key, points) => {
        const type = questionTypeOf(content)
        const answer = type.read(content, text, orders)
        const grade = answer === undefined ? undefined : type.grade(content, key, answer)
        const isFull = grade !== undefined && grade.part === grade.of
        const written = answer === undefined ? '' : type.write(content, answer as never, authorsOrder(type.shuffledLists(content)))
        expect(graded(key, text, points)).toEqual({
          // a sum, as on a paper: it knows no zero with a sign
          scoreThousandths: 0 + (grade ? pointsOf(grade, points) : 0),
          correctCount: isFull ? 1 : 0,
          answeredCount: grade ? 1 : 0,
          essays: [],
          wrong: grade && !isFull ? [{ revisionId: 'r', chosen: written }] : [],
        })
      }),
    )
  })

  test('+5 for right and −2 for wrong', () => {
    const key = { correct: 0, weightsThousandths: [1_000, ...new Array<number>(11).fill(-400)] }
    expect(graded(key, '2', 5_000)).toMatchObject({ scoreThousandths: 5_000, correctCount: 1 })
    expect(graded(key, '0', 5_000)).toMatchObject({ scoreThousandths: -2_000, correctCount: 0, wrong: [{ chosen: '11' }] })
    expect(graded(key, undefined, 5_000)).toMatchObject({ scoreThousandths: 0, answeredCount: 0 })
  })

  test('what is no whole thousandth is dropped towards zero, earned or lost', () => {
    const third = (weight: number) => ({ correct: 0, weightsThousandths: [1_000, weight, ...new Array<number>(10).fill(0)] })
    expect(graded(third(333), '3', 250).scoreThousandths).toBe(83)
    expect(graded(third(-333), '3', 250).scoreThousandths).toBe(-83)
    // and never a zero with a sign, which no database and no reader would take for nothing
    expect(Object.is(graded(third(-1), '3', 1).scoreThousandths, 0)).toBe(true)
  })
})

describe('grading with an amended key', () => {
  const inForce = (force: KeyInForce, answers: (string | undefined)[]) =>
    gradePaper(
      answers.map((_, index) => ({ revisionId: `r${index}`, pointsThousandths: 1_000, orders })),
      answers,
      (id) => ({ content, key: { correct: 0 }, ...(id === 'r0' && { inForce: force }) }),
    )
  test.each<[string, KeyInForce, string | undefined, number, number]>([
    ['the other key counts, not the first', { kind: 'keys', keys: [{ correct: 11 }] }, '0', 1_000, 1],
    ['what the first key said is wrong now', { kind: 'keys', keys: [{ correct: 11 }] }, '2', 0, 1],
    ['each of several keys is right', { kind: 'keys', keys: [{ correct: 11 }, { correct: 0 }] }, '2', 1_000, 1],
    ['nothing answered earns nothing', { kind: 'keys', keys: [{ correct: 11 }] }, undefined, 0, 0],
    ['full marks for whoever answered', { kind: 'full-marks' }, '5', 1_000, 1],
    ['full marks for who did not', { kind: 'full-marks' }, undefined, 1_000, 0],
    ['taken out: nobody earns', { kind: 'taken-out' }, '2', 0, 1],
  ])('%s', (_what, force, answer, scoreThousandths, answeredCount) => {
    expect(inForce(force, [answer])).toMatchObject({ scoreThousandths, answeredCount, correctCount: scoreThousandths / 1_000 })
    // the question beside it is graded as ever
    expect(inForce(force, [answer, '2'])).toMatchObject({ scoreThousandths: scoreThousandths + 1_000, answeredCount: answeredCount + 1 })
  })
})

describe('what people are asked to mark', () => {
  const essay: QuestionContent = { type: 'essay', stem: 'Vì sao?' }
  const guess: QuestionContent = { type: 'prediction', stem: 'Bao nhiêu người?' }
  test.each<[string, QuestionContent, KeyInForce | undefined, string | undefined, number, number]>([
    ['an essay somebody wrote', essay, undefined, 'vì thế', 1, 0],
    ['not one that was left open', essay, undefined, undefined, 0, 0],
    ['nor one of blanks and line breaks', essay, undefined, ' \n\t ', 0, 0],
    ['an essay whose guide was amended', essay, { kind: 'keys', keys: [{ guide: 'khác' }] }, 'vì thế', 1, 0],
    ['not one that everybody has full marks for', essay, { kind: 'full-marks' }, 'vì thế', 0, 2_000],
    ['nor one that was taken out', essay, { kind: 'taken-out' }, 'vì thế', 0, 0],
    ['never a prediction, which nobody marks', guess, undefined, '12', 0, 0],
    ['never what the machine grades', content, undefined, '0', 0, 0],
  ])('%s', (_what, asked, inForce, answer, count, scoreThousandths) => {
    const paper = ['r0', 'r1'].map((revisionId) => ({ revisionId, pointsThousandths: 2_000, orders: revisionId === 'r1' ? orders : [[1, 0]] }))
    const other: QuestionContent = { type: 'single-choice', stem: 'Hỏi?', options: ['a', 'b'] }
    const key: QuestionKey = asked.type === 'single-choice' ? { correct: 0 } : {}
    const { essays, scoreThousandths: score } = gradePaper(paper, [undefined, answer], (id) =>
      id === 'r0' ? { content: other, key: { correct: 0 } } : { content: asked, key, ...(inForce && { inForce }) },
    )
    expect(essays).toEqual(count === 1 ? [{ position: 1, revisionId: 'r1', pointsThousandths: 2_000 }] : [])
    expect(score).toBe(scoreThousandths)
  })
})

describe('a round with penalties', () => {
  const choice = { content, key: { correct: 0 } }
  const statements = {
    content: { type: 'four-statements', stem: 'Hỏi?', statements: ['a', 'b', 'c', 'd'], ladderThousandths: [100, 250, 500, 1_000] },
    key: { truths: [true, true, true, true] },
  } as never
  const essay = { content: { type: 'essay', stem: 'Viết.' }, key: {} } as never
  const guess = { content: { type: 'prediction', stem: 'Bao nhiêu?' }, key: {} } as never
  const [otherKey, fullMarks, takenOut] = (
    [{ kind: 'keys', keys: [{ correct: 3 }] }, { kind: 'full-marks' }, { kind: 'taken-out' }] satisfies KeyInForce[]
  ).map((inForce) => ({ ...choice, inForce }))
  const penalties = { wrongThousandths: -2_000, blankThousandths: -500 }
  const score = (material: GradingMaterial, answer: string | undefined, given = penalties, pointsThousandths = 5_000) =>
    gradePaper(
      [{ revisionId: 'r', pointsThousandths, orders: material.content.type === 'single-choice' ? orders : [[0, 1, 2, 3]] }],
      [answer],
      () => material,
      given,
    ).scoreThousandths

  test.each<[string, GradingMaterial, string | undefined, number]>([
    ['+5 for right', choice, '2', 5_000],
    ['−2 for wrong', choice, '0', -2_000],
    ['and something for what was left open', choice, undefined, -500],
    ['what is no answer counts as left open', choice, 'x', -500],
    ['a part of the points is a part of the points', statements, 'TTFF', 1_250],
    ['nothing right of several is wrong', statements, 'FFFF', -2_000],
    ['several left open are left open', statements, undefined, -500],
    ['an essay is never penalized', essay, 'bài viết', 0],
    ['nor is one that was not written', essay, undefined, 0],
    ['nor is a guess', guess, '12', 0],
    ['nor no guess', guess, undefined, 0],
    ['nor a wrong answer by an amended key', otherKey!, '2', 0],
    ['nor an open one', otherKey!, undefined, 0],
    ['which still earns', otherKey!, '1', 5_000],
    ['nor a question with full marks for everybody', fullMarks!, undefined, 5_000],
    ['nor one that was taken out', takenOut!, '0', 0],
  ])('%s', (_rule, material, answer, points) => expect(score(material, answer)).toBe(points))

  test('an option with a weight of its own earns that, and one that is worth nothing is wrong', () => {
    const key = { correct: 0, weightsThousandths: [1_000, -400, ...new Array<number>(10).fill(0)] }
    expect(score({ content, key }, '3')).toBe(-2_000)
    expect(score({ content, key }, '0')).toBe(-2_000)
    expect(score({ content, key }, '3', { wrongThousandths: -100, blankThousandths: 0 })).toBe(-2_000)
    expect(score({ content, key }, '0', { wrongThousandths: -100, blankThousandths: 0 })).toBe(-100)
  })

  test('twenty questions at +5 and −2: twelve right, five wrong, three open', () => {
    const paper = Array.from({ length: 20 }, () => ({ revisionId: 'r', pointsThousandths: 5_000, orders }))
    const answers = paper.map((_, index) => (index < 12 ? '2' : index < 17 ? '0' : undefined))
    const result = gradePaper(paper, answers, () => choice, { wrongThousandths: -2_000, blankThousandths: 0 })
    expect(result).toMatchObject({ scoreThousandths: 50_000, correctCount: 12, answeredCount: 17 })
  })
})

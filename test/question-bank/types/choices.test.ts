import { describe, expect, test } from 'vitest'
import { faultCodes, gradeText } from './papers-and-answers.ts'

const options = ['Huế', 'Hà Nội', 'Đà Nẵng', 'Cần Thơ']
const single = { type: 'single-choice', stem: 'Thủ đô?', options } as const
const multiple = { type: 'multiple-choice', stem: 'Thành phố nào ở miền Trung?', options, scoring: 'all-or-nothing' } as const

describe('single choice', () => {
  test.each([
    ['1', 1],
    ['0', 0],
    ['4', undefined],
    ['', undefined],
    ['B', undefined],
    ['-1', undefined],
    ['1,2', undefined],
  ])('the answer “%s”', (answer, worth) => {
    expect(gradeText(single, { correct: 1 }, answer)).toBe(worth)
  })

  test('an option beside the right one may be worth something, or cost', () => {
    const key = { correct: 1, weightsThousandths: [0, 1_000, 500, -250] }
    expect(['0', '1', '2', '3'].map((answer) => gradeText(single, key, answer))).toEqual([0, 1, 0.5, -0.25])
  })

  test.each([
    ['a key beyond the options', { correct: 4 }, 'KEY_BEYOND_OPTIONS'],
    ['weights for other options than there are', { correct: 1, weightsThousandths: [0, 1_000] }, 'BAD_WEIGHTS'],
    ['a right option that is not worth everything', { correct: 1, weightsThousandths: [0, 500, 0, 0] }, 'BAD_WEIGHTS'],
  ])('%s stands in the way', (_what, key, code) => {
    expect(faultCodes(single, key)).toEqual([code])
  })
})

describe('multiple choice', () => {
  const right = { correct: [0, 2] }
  test.each([
    ['all-or-nothing', '0,2', 1],
    ['all-or-nothing', '2,0', 1],
    ['all-or-nothing', '0', 0],
    ['all-or-nothing', '0,1,2', 0],
    ['per-right-option', '0,2', 1],
    ['per-right-option', '0', 0.5],
    ['per-right-option', '0,1', 0.5],
    ['per-right-option', '0,1,2', 0],
    ['per-right-option', '1,3', 0],
    ['right-minus-wrong', '0,2', 1],
    ['right-minus-wrong', '0', 0.5],
    ['right-minus-wrong', '0,1', 0],
    ['right-minus-wrong', '0,1,2', 0.5],
    ['right-minus-wrong', '0,1,2,3', 0],
    ['right-minus-wrong', '1,3', 0],
  ] as const)('%s, answered %s: %s', (scoring, answer, worth) => {
    expect(gradeText({ ...multiple, scoring }, right, answer)).toBe(worth)
  })

  test('weights are summed, never below nothing and never above the whole', () => {
    const key = { correct: [0, 2], weightsThousandths: [500, -500, 500, -1_000] }
    const worthOf = (answer: string) => gradeText(multiple, key, answer)
    expect(['0', '0,2', '0,1,2', '0,3', '1'].map(worthOf)).toEqual([0.5, 1, 0.5, 0, 0])
  })

  test('three thirds are the whole', () => {
    expect(gradeText(multiple, { correct: [0, 1, 2], weightsThousandths: [333, 333, 333, -1_000] }, '0,1,2')).toBe(1)
  })

  test.each(['', '0,0', '0,9', '0;2', '0, 2', 'A,C'])('“%s” is no answer', (answer) => {
    expect(gradeText(multiple, right, answer)).toBeUndefined()
  })

  test.each([
    ['no right option', { correct: [] }, 'NO_KEY'],
    ['the same right option twice', { correct: [0, 0] }, 'NO_KEY'],
    ['a key beyond the options', { correct: [0, 7] }, 'KEY_BEYOND_OPTIONS'],
    ['weights that do not make a whole', { correct: [0], weightsThousandths: [500, 0, 0, 0] }, 'BAD_WEIGHTS'],
    ['weights that disagree with what is right', { correct: [0], weightsThousandths: [500, 500, 0, 0] }, 'BAD_WEIGHTS'],
  ])('%s stands in the way', (_what, key, code) => {
    expect(faultCodes(multiple, key)).toEqual([code])
  })
})

describe('a list of options', () => {
  test.each([
    ['one option', ['Huế'], undefined, ['TOO_FEW_OPTIONS']],
    ['27 options', Array.from({ length: 27 }, (_, index) => `${index}`), undefined, ['TOO_MANY_OPTIONS']],
    ['an empty option', ['Huế', ' '], undefined, ['EMPTY_OPTION']],
    ['an endless option', ['Huế', 'a'.repeat(5_001)], undefined, ['TEXT_TOO_LONG']],
    ['the same option twice', ['Huế', 'Hà Nội', ' Huế '], undefined, ['SAME_OPTIONS']],
    ['the same option in two forms of Unicode', ['Huế', 'Huế'.normalize('NFD')], undefined, ['SAME_OPTIONS']],
    ['a lock where no option is', ['Huế', 'Hà Nội'], [2], ['BAD_LOCK']],
    ['two options that differ in case, which may be the question', ['DNA', 'dna'], undefined, []],
  ])('%s', (_what, list, locked, codes) => {
    expect(faultCodes({ ...single, options: list, ...(locked ? { locked } : {}) }, { correct: 0 })).toEqual(codes)
  })
})

describe('true or false', () => {
  const statement = { type: 'true-false', stem: 'Huế là thủ đô.' } as const
  test.each([
    ['F', 1],
    ['T', 0],
    ['', undefined],
    ['t', undefined],
    ['true', undefined],
    ['Đ', undefined],
  ])('the answer “%s”', (answer, worth) => {
    expect(gradeText(statement, { isTrue: false }, answer)).toBe(worth)
  })
})

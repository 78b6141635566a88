import { describe, expect, test } from 'vitest'
import { faultCodes, gradeText } from './papers-and-answers.ts'

const content = { type: 'numeric', stem: 'Diện tích là bao nhiêu?' } as const
const key = (value: string, tolerance?: string) => ({ accepted: [{ value, ...(tolerance ? { tolerance } : {}), worthThousandths: 1_000 }] })

describe('a number', () => {
  test.each([
    ['3.5', '3,5', 1],
    ['3.5', '3.50', 1],
    ['3.5', ' 3.5 ', 1],
    ['3.5', '+3,5', 1],
    ['3.5', '3,51', 0],
    ['3,5', '3.5', 1],
    ['-2', '−2', 1],
    ['-2', '–2', 1],
    ['-2', '2', 0],
    ['0', '-0', 1],
    ['1000', '1000', 1],
    ['0.1', '0,1', 1],
    ['12', '012', 1],
  ])('%s is answered with “%s”: %s', (value, answer, worth) => {
    expect(gradeText(content, key(value), answer)).toBe(worth)
  })

  test.each(['', ' ', 'ba', '3,5 km', '1/2', '1e3', '3,', ',5', '--3', '3.5.1', '1 000'])('“%s” is no answer', (answer) => {
    expect(gradeText(content, key('3'), answer)).toBeUndefined()
  })

  test.each([
    ['3.14', '0.01', '3,15', 1],
    ['3.14', '0.01', '3,13', 1],
    ['3.14', '0.01', '3,151', 0],
    ['0.3', '0.1', '0.4', 1],
    ['100', '0,5', '99,5', 1],
    ['100', '0,5', '99,49', 0],
  ])('%s ± %s, answered %s: %s, and nothing is lost in floating point', (value, tolerance, answer, worth) => {
    expect(gradeText(content, key(value, tolerance), answer)).toBe(worth)
  })

  test('the best of several accepted values counts', () => {
    const accepted = [
      { value: '10', tolerance: '2', worthThousandths: 500 },
      { value: '10', worthThousandths: 1_000 },
    ]
    expect(gradeText(content, { accepted }, '10')).toBe(1)
    expect(gradeText(content, { accepted }, '11')).toBe(0.5)
    expect(gradeText(content, { accepted }, '13')).toBe(0)
  })
})

describe('what stands in the way of a numeric question', () => {
  test.each([
    ['no value with full marks', { accepted: [{ value: '3', worthThousandths: 500 }] }, ['NO_KEY']],
    ['no value at all', { accepted: [] }, ['NO_KEY']],
    ['a value that is no number', key('ba'), ['NOT_A_NUMBER']],
    ['a tolerance that is no number', key('3', 'ít'), ['NOT_A_NUMBER']],
    ['a tolerance below nothing', key('3', '-1'), ['NEGATIVE_TOLERANCE']],
  ])('%s', (_what, wrong, codes) => {
    expect(faultCodes(content, wrong)).toEqual(codes)
  })

  test.each([
    ['-1,5', []],
    ['1234', []],
    ['12345', ['NUMBER_TOO_LONG_FOR_BOX']],
    ['-12,5', ['NUMBER_TOO_LONG_FOR_BOX']],
  ])('a box of four characters and the answer %s', (value, codes) => {
    expect(faultCodes({ ...content, hasBox: true }, key(value))).toEqual(codes)
  })
})

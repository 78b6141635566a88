import { describe, expect, test } from 'vitest'
import { hideOrder } from '../../../question-bank/types/hidden-order.ts'
import { faultCodes, gradeText } from './papers-and-answers.ts'

const ordering = { type: 'ordering', stem: 'Xếp theo thời gian', items: ['Lê', 'Lý', 'Trần'], scoring: 'per-place' as const } as const
const list = { ...ordering, items: [...ordering.items] }
const order = { order: [1, 2, 0] }

describe('ordering', () => {
  test.each([
    ['per-place', '1,2,0', 1],
    ['per-place', '1,0,2', 1 / 3],
    ['per-place', '0,1,2', 0],
    ['all-or-nothing', '1,2,0', 1],
    ['all-or-nothing', '1,0,2', 0],
  ] as const)('%s, answered %s: %s', (scoring, answer, worth) => {
    expect(gradeText({ ...list, scoring }, order, answer)).toBe(worth)
  })

  test.each(['', '1,2', '1,1,2', '1,2,3', '1,2,0,0', 'a,b,c', '1, 2, 0'])('“%s” is no answer', (answer) => {
    expect(gradeText(list, order, answer)).toBeUndefined()
  })

  test.each([
    ['one item', { ...list, items: ['Lê'] }, { order: [0] }, ['TOO_FEW_ITEMS']],
    ['an item twice in the key', list, { order: [0, 0, 1] }, ['BAD_ORDER']],
    ['an item missing in the key', list, { order: [0, 1] }, ['BAD_ORDER']],
    ['the same item twice', { ...list, items: ['Lê', 'Lý', 'Lê'] }, order, ['SAME_OPTIONS']],
  ])('%s stands in the way', (_what, wrong, key, codes) => {
    expect(faultCodes(wrong, key)).toEqual(codes)
  })

  test('the stored order tells nothing: it is the same whatever order the author wrote', () => {
    expect(hideOrder(['Trần', 'Lý', 'Lê'])).toEqual({ entries: ['Lê', 'Lý', 'Trần'], placeOf: [2, 1, 0] })
    expect(hideOrder(['Lý', 'Lê', 'Trần']).entries).toEqual(['Lê', 'Lý', 'Trần'])
  })
})

const matching = {
  type: 'matching',
  stem: 'Ghép nước với thủ đô',
  left: ['Lào', 'Việt Nam'],
  right: ['Hà Nội', 'Paris', 'Viêng Chăn'],
  scoring: 'per-pair' as const,
} as const
const pairs = { ...matching, left: [...matching.left], right: [...matching.right] }
const rightOf = { rightOf: [2, 0] }

describe('matching', () => {
  test.each([
    ['per-pair', '2,0', 1],
    ['per-pair', '2,1', 0.5],
    ['per-pair', '2,-', 0.5],
    ['per-pair', '-,2', 0],
    ['all-or-nothing', '2,0', 1],
    ['all-or-nothing', '2,-', 0],
  ] as const)('%s, answered %s: %s', (scoring, answer, worth) => {
    expect(gradeText({ ...pairs, scoring }, rightOf, answer)).toBe(worth)
  })

  test.each(['', '-,-', '2', '2,0,1', '2,3', 'x,0'])('“%s” is no answer', (answer) => {
    expect(gradeText(pairs, rightOf, answer)).toBeUndefined()
  })

  test.each([
    ['one pair', { ...pairs, left: ['Lào'] }, { rightOf: [2] }, ['TOO_FEW_PAIRS']],
    ['a left item without a right one', pairs, { rightOf: [2] }, ['BAD_PAIRS']],
    ['a right item that is not there', pairs, { rightOf: [2, 3] }, ['BAD_PAIRS']],
    ['an empty item', { ...pairs, left: ['Lào', ' '] }, rightOf, ['BAD_PAIRS']],
    ['the same right item twice', { ...pairs, right: ['Hà Nội', 'Hà Nội', 'Viêng Chăn'] }, rightOf, ['BAD_PAIRS']],
  ])('%s stands in the way', (_what, wrong, key, codes) => {
    expect(faultCodes(wrong, key)).toEqual(codes)
  })
})

import { describe, expect, test } from 'vitest'
import { gradeInForce, type KeyAmendment, keyInForce } from '../../question-bank/amended-key.ts'

const content = { type: 'single-choice' as const, stem: 'Gì?', options: ['a', 'b', 'c', 'd'] }
const key = { correct: 0 }
const full = { part: 1, of: 1 }
const none = { part: 0, of: 1 }

const amendments: KeyAmendment[] = [
  { number: 7, change: { kind: 'several-keys', keys: [{ correct: 1 }, { correct: 2 }] } },
  { number: 3, change: { kind: 'other-key', key: { correct: 1 } } },
  { number: 9, change: { kind: 'voided', as: 'full-marks' } },
  { number: 12, change: { kind: 'voided', as: 'taken-out' } },
]

describe('what an answer is worth depends on the number of the key', () => {
  test.each([
    ['before any amendment', 0, [full, none, none, none, none]],
    ['just below the first', 2, [full, none, none, none, none]],
    ['another key', 3, [none, full, none, none, none]],
    ['between two', 6, [none, full, none, none, none]],
    ['two keys are right; the first one no longer', 7, [none, full, full, none, none]],
    ['voided: full marks, answered or not', 9, [full, full, full, full, full]],
    ['taken out: worth nothing and asked of nobody', 12, [undefined, undefined, undefined, undefined, undefined]],
    ['a number nobody gave yet', 99, [undefined, undefined, undefined, undefined, undefined]],
  ] as const)('%s', (_when, number, expected) => {
    const inForce = keyInForce(key, amendments, number)
    expect([0, 1, 2, 3, undefined].map((answer) => gradeInForce(content, inForce, answer))).toEqual(expected)
  })

  test('of several keys the best one for each answer counts, weights and all', () => {
    const keys = [
      { correct: 0, weightsThousandths: [1_000, 500, 0, -500] },
      { correct: 3, weightsThousandths: [0, 0, 0, 1_000] },
    ]
    const inForce = keyInForce(key, [{ number: 1, change: { kind: 'several-keys', keys } }], 1)
    const worth = [0, 1, 2, 3].map((answer) => gradeInForce(content, inForce, answer))
    expect(worth.map((grade) => grade && grade.part / grade.of)).toEqual([1, 0.5, 0, 1])
  })
})

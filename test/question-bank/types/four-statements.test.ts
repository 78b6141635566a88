import { expect, test } from 'vitest'
import { usualLadder } from '../../../question-bank/types/four-statements.ts'
import { faultCodes, gradeText } from './papers-and-answers.ts'

const content = { type: 'four-statements', stem: 'Cho hình chóp…', statements: ['a', 'b', 'c', 'd'], ladderThousandths: usualLadder(4) } as const
const key = { truths: [true, false, true, true] }
const sheet = { ...content, statements: [...content.statements] }

test.each([
  ['TFTT', 1],
  ['TFTF', 0.5],
  ['TFFF', 0.25],
  ['TTFF', 0.1],
  ['FTFF', 0],
  ['T---', 0.1],
  ['TFT-', 0.5],
  ['FTF-', 0],
])('the school-leaving ladder of 2025: %s is worth %s', (answer, worth) => {
  expect(gradeText(sheet, key, answer)).toBe(worth)
})

test.each(['', '----', 'TFT', 'TFTTT', 'tftt', 'ĐSĐĐ', '1011'])('“%s” is no answer', (answer) => {
  expect(gradeText(sheet, key, answer)).toBeUndefined()
})

test('another ladder pays otherwise', () => {
  expect(gradeText({ ...sheet, ladderThousandths: [0, 0, 0, 1_000] }, key, 'TFTF')).toBe(0)
  expect(usualLadder(3)).toEqual([333, 666, 1_000])
})

test.each([
  ['one statement', { ...sheet, statements: ['a'], ladderThousandths: [1_000] }, { truths: [true] }, ['TOO_FEW_STATEMENTS']],
  ['a statement without a truth', sheet, { truths: [true, false, true] }, ['NO_KEY']],
  ['a ladder that falls', { ...sheet, ladderThousandths: [100, 50, 500, 1_000] }, key, ['BAD_LADDER']],
  ['a ladder that is too short', { ...sheet, ladderThousandths: [100, 1_000] }, key, ['BAD_LADDER']],
  ['a ladder that never reaches the whole', { ...sheet, ladderThousandths: [100, 250, 500, 900] }, key, ['BAD_LADDER']],
  ['the same statement twice', { ...sheet, statements: ['a', 'b', 'c', 'a'] }, key, ['SAME_OPTIONS']],
])('%s stands in the way', (_what, wrong, truths, codes) => {
  expect(faultCodes(wrong, truths)).toEqual(codes)
})

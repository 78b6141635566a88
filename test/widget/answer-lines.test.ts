import { describe, expect, test } from 'vitest'
import { answerLines } from '../../widget/ui/answers/answer-lines.ts'

const truths = { true: 'Đúng', false: 'Sai' }
const stem = 'Câu hỏi'

describe('an answer is read in the words of its question', () => {
  test.each([
    ['one option', { type: 'single-choice', stem, options: ['đỏ', 'xanh'] }, '1', ['B. xanh']],
    ['several options', { type: 'multiple-choice', stem, options: ['đỏ', 'xanh', 'vàng'] }, '0,2', ['A. đỏ', 'C. vàng']],
    ['true or false', { type: 'true-false', stem }, 'F', ['Sai']],
    ['statements, one left open', { type: 'four-statements', stem, statements: ['một', 'hai'] }, 'T-', ['a) một: Đúng', 'b) hai: —']],
    ['an order', { type: 'ordering', stem, items: ['gieo', 'gặt'] }, '1,0', ['1. gặt', '2. gieo']],
    [
      'pairs, one left open',
      { type: 'matching', stem, left: ['Huế', 'Đà Nẵng'], right: ['sông Hàn', 'sông Hương'] },
      '1,-',
      ['Huế → sông Hương', 'Đà Nẵng → —'],
    ],
    [
      'gaps of two kinds',
      { type: 'cloze', stem: 'Có [[1]] và [[2]]', gaps: [{ kind: 'choice', options: ['gạo', 'ngô'] }, { kind: 'text' }] },
      '["1","khoai"]',
      ['(1) ngô', '(2) khoai'],
    ],
    ['a number with its unit', { type: 'numeric', stem, unit: 'km' }, '12,5', ['12,5 km']],
    ['a text', { type: 'short-text', stem }, 'Hạ Long', ['Hạ Long']],
    ['what is no list of gaps', { type: 'cloze', stem, gaps: [] }, 'hỏng', ['(1) hỏng']],
  ] as const)('%s', (_what, question, answer, lines) => {
    expect(answerLines(question as never, answer, truths)).toEqual(lines)
  })
})

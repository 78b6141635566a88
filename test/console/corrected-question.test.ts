import { describe, expect, test } from 'vitest'
import { correctedQuestion } from '../../console/correction/corrected-question.ts'
import type { EditedQuestion } from '../../console/correction/edited-question.ts'
import { readQuestion } from '../../question-bank/read-question.ts'

const formOf = (fields: Record<string, string | readonly string[]>) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) form.append(name, one)
  return form
}
const worthThousandths = 1_000
const options = { 'options.0': 'một', 'options.1': 'hai', 'options.2': 'ba' }
const listed = { stem: 'Hỏi?', options: ['1', '2', '3'] }

describe('what a form says becomes a question', () => {
  test.each<[string, EditedQuestion, Record<string, string | string[]>, unknown]>([
    ['single choice', { content: { type: 'single-choice', ...listed } }, { ...options, key: '2' }, { correct: 2 }],
    [
      'single choice whose shares belong to another key',
      { content: { type: 'single-choice', ...listed }, key: { correct: 0, weightsThousandths: [1_000, 0, 0] } },
      { ...options, key: '1' },
      { correct: 1 },
    ],
    [
      'single choice whose key stays',
      { content: { type: 'single-choice', ...listed }, key: { correct: 0, weightsThousandths: [1_000, 500, 0] } },
      { ...options, key: '0' },
      { correct: 0, weightsThousandths: [1_000, 500, 0] },
    ],
    [
      'multiple choice',
      { content: { type: 'multiple-choice', ...listed, scoring: 'all-or-nothing' } as EditedQuestion['content'] },
      { ...options, key: ['0', '2'] },
      { correct: [0, 2] },
    ],
    ['true or false', { content: { type: 'true-false', stem: '?' } }, { key: 'false' }, { isTrue: false }],
    [
      'statements',
      { content: { type: 'four-statements', stem: '?', statements: ['a', 'b'], ladderThousandths: [500, 1_000] } as EditedQuestion['content'] },
      { 'statements.0': 'ý một', 'statements.1': 'ý hai', 'key.0': 'true', 'key.1': 'false' },
      { truths: [true, false] },
    ],
    [
      'a number',
      { content: { type: 'numeric', stem: '?' } },
      { key: '−1,5', tolerance: '0,1' },
      { accepted: [{ value: '-1.5', tolerance: '0.1', worthThousandths }] },
    ],
    [
      'a number beside which another earns a part',
      {
        content: { type: 'numeric', stem: '?' },
        key: {
          accepted: [
            { value: '2', tolerance: '1', worthThousandths },
            { value: '3', worthThousandths: 500 },
          ],
        },
      },
      { key: '4', tolerance: '' },
      {
        accepted: [
          { value: '4', worthThousandths },
          { value: '3', worthThousandths: 500 },
        ],
      },
    ],
    [
      'short text',
      { content: { type: 'short-text', stem: '?' }, key: { ignoresDiacritics: true, accepted: [{ text: 'Huế', worthThousandths: 500 }] } },
      { key: 'Hà Nội\n\n Huế \r\n' },
      {
        ignoresDiacritics: true,
        accepted: [
          { text: 'Hà Nội', worthThousandths },
          { text: 'Huế', worthThousandths: 500 },
        ],
      },
    ],
    [
      'an order, by the place of each item',
      { content: { type: 'ordering', stem: '?', items: ['a', 'b', 'c'], scoring: 'all-or-nothing' } as EditedQuestion['content'] },
      { 'items.0': 'x', 'items.1': 'y', 'items.2': 'z', 'key.0': '1', 'key.1': '2', 'key.2': '0' },
      { order: [2, 0, 1] },
    ],
    [
      'pairs',
      { content: { type: 'matching', stem: '?', left: ['a', 'b'], right: ['c', 'd'], scoring: 'per-pair' } as EditedQuestion['content'] },
      { 'left.0': 'Huế', 'left.1': 'Hà Nội', 'right.0': 'phở', 'right.1': 'bún bò', 'key.0': '1', 'key.1': '0' },
      { rightOf: [1, 0] },
    ],
    [
      'gaps',
      {
        content: { type: 'cloze', stem: '?', gaps: [{ kind: 'choice', options: ['a', 'b'] }, { kind: 'text' }, { kind: 'numeric' }] },
        key: { gaps: [{ kind: 'choice', correct: 0, weight: 2 }] },
      },
      { 'key.0': '1', 'key.1': 'Huế', 'key.2': '4', stem: 'Ở [[1]] có [[2]] và [[3]].' },
      {
        gaps: [
          { kind: 'choice', correct: 1, weight: 2 },
          { kind: 'text', text: { accepted: [{ text: 'Huế', worthThousandths }] }, weight: 1 },
          { kind: 'numeric', number: { accepted: [{ value: '4', worthThousandths }] }, weight: 1 },
        ],
      },
    ],
    ['an essay', { content: { type: 'essay', stem: '?' } }, { key: 'Đủ ba ý' }, { guide: 'Đủ ba ý' }],
    ['a prediction', { content: { type: 'prediction', stem: '?' } }, {}, {}],
  ])('%s', (_type, question, fields, key) => {
    const corrected = correctedQuestion(question, formOf({ stem: ' Câu hỏi đã sửa? ', ...fields }))
    expect(corrected.key).toEqual(key)
    expect(corrected.content.stem).toBe(fields.stem ?? 'Câu hỏi đã sửa?')
    // and it is one that the bank takes
    expect(readQuestion(corrected)).toMatchObject({ question: { key } })
  })

  test('what no form shows stays as it was', () => {
    const question = { content: { type: 'true-false' as const, stem: 'cũ' }, key: { isTrue: true }, topic: ['Luật'], explanation: 'vì thế' }
    expect(correctedQuestion(question, formOf({ stem: 'mới', key: 'true' }))).toEqual({ ...question, content: { type: 'true-false', stem: 'mới' } })
  })
})

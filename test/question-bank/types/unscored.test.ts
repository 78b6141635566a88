import { expect, test } from 'vitest'
import { questionTypeOf } from '../../../question-bank/types/question-types.ts'
import { gradeText } from './papers-and-answers.ts'

const essay = { type: 'essay', stem: 'Viết bài dự thi.' } as const
const prediction = { type: 'prediction', stem: 'Bao nhiêu người trả lời đúng?', unit: 'người' } as const

test('an essay is marked by people; until then it is worth nothing, and an empty one is no answer', () => {
  expect(questionTypeOf(essay).gradedBy).toBe('people')
  expect(gradeText(essay, { guide: 'Nêu ba ý' }, 'Bài viết của tôi')).toBe(0)
  expect(gradeText(essay, {}, ' \n ')).toBeUndefined()
})

test('the guide for markers is never shown', () => {
  expect(questionTypeOf(essay).present({ ...essay, mostWords: 500 }, [])).toEqual({ ...essay, mostWords: 500 })
})

test('a prediction is a number that never scores', () => {
  expect(questionTypeOf(prediction).gradedBy).toBe('nobody')
  expect(gradeText(prediction, {}, '1234')).toBe(0)
  expect(gradeText(prediction, {}, 'nhiều')).toBeUndefined()
})

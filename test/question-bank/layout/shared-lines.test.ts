import { describe, expect, test } from 'vitest'
import { document } from './typed-document.ts'

const keys = ['ANSWER KEY', '1. A 2. B 3. C']

describe('what stands over several questions', () => {
  test('gives those without a text of their own the gap they fill', () => {
    const lead =
      'Read the following passage and mark the letter A, B, C, or D to indicate the correct word for each of the numbered blanks from 1 to 2.'
    const items = document(
      lead,
      'Ha Long Bay is (1) ___ and (2) ___.',
      'Question 1: A. old\tB. new\tC. hot',
      'Question 2: A. wet\tB. big\tC. red',
      'Question 3: She ___ here.',
      'A. are\tB. am\tC. is',
      ...keys,
    )
    expect(items.map(({ state, stem, correct }) => [state, stem.split('\n').at(-1), correct])).toEqual([
      ['good', '(1)', [0]],
      ['good', '(2)', [1]],
      ['good', 'She ___ here.', [2]],
    ])
    expect(items[0]?.stem).toContain('Ha Long Bay')
  })

  test('asks for them where it says all there is to ask', () => {
    const items = document(
      'Mark the letter A, B, C, or D to indicate the word whose underlined part differs from the other three in pronunciation.',
      'Question 1. A. needed\tB. watched\tC. cooked',
      'Choose the correct answer.',
      'Question 2. A. is\tB. are\tC. am',
      'ANSWER KEY',
      '1. A 2. B',
    )
    expect(items).toMatchObject([{ state: 'good', correct: [0] }, { state: 'doubtful' }])
    expect(items[0]?.stem).toContain('pronunciation')
  })

  test('ends where another task begins', () => {
    const asked = (number: number, stem: string) => [`Question ${number}. ${stem}`, '*A. one', 'B. two', 'C. three']
    const items = document(
      'Read the passage and answer the questions.',
      'Mai is fifteen.',
      ...asked(1, 'How old is Mai?'),
      'Choose the best response.',
      ...asked(2, 'Hello?'),
    )
    expect(items).toMatchObject([
      { state: 'good', stem: 'Read the passage and answer the questions.\nMai is fifteen.\nHow old is Mai?', options: ['one', 'two', 'three'] },
      { state: 'good', stem: 'Hello?' },
    ])
  })

  test('for "the following questions" is doubted where they are many', () => {
    const many = Array.from({ length: 9 }, (_none, index) => [`Câu ${index + 1}: Hỏi?`, '*A. một', 'B. hai']).flat()
    const items = document('Đọc đoạn văn sau và trả lời các câu hỏi bên dưới:', 'Ngày xưa …', ...many)
    expect(items.every(({ state }) => state === 'doubtful')).toBe(true)
  })
})

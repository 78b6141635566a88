import { expect, test } from 'vitest'
import { document } from './typed-document.ts'

const asked = (number: number) => [`Câu ${number}: Hỏi số ${number}?`, 'A. một', '*B. hai', 'C. ba', 'D. bốn']

test('numbers of pages belong to no question, wherever a page ends', () => {
  const items = document(
    'Câu 1: Vua nào',
    'Trang 1/3 - Mã đề 101',
    'dời đô?',
    'A. Lý Thái Tổ',
    'B. Lê Lợi',
    'Trang 2/3 - Mã đề 101',
    '*C. Lê Hoàn',
    ...asked(2),
    '- 3 -',
  )
  expect(items).toMatchObject([
    { state: 'good', stem: 'Vua nào\ndời đô?', options: ['Lý Thái Tổ', 'Lê Lợi', 'Lê Hoàn'], correct: [2] },
    { state: 'good', options: ['một', 'hai', 'ba', 'bốn'] },
  ])
})

test('nor does what is repeated beside them', () => {
  const header = 'Bộ câu hỏi pháp luật dành cho đoàn viên'
  const items = document(...asked(1), header, '- 1 -', ...asked(2), header, '- 2 -', ...asked(3))
  expect(items.map(({ state, options }) => [state, options[3]])).toEqual([
    ['good', 'bốn'],
    ['good', 'bốn'],
    ['good', 'bốn'],
  ])
})

test('a bare number is one of a page where it goes on from page to page', () => {
  expect(document(...asked(1), '1', ...asked(2), '2', ...asked(3)).map(({ state }) => state)).toEqual(['good', 'good', 'good'])
  expect(document(...asked(1), '7', ...asked(2), '2', ...asked(3)).map(({ state }) => state)).toEqual(['doubtful', 'doubtful', 'good'])
})

test('any other may be a part of the text, so somebody has to look', () => {
  expect(document('Câu 1: Hỏi?', 'A. một', '2', '*B. hai', 'C. ba')).toMatchObject([{ state: 'doubtful', correct: [1] }])
  expect(document('Câu 1: Tính tổng.', 'Đáp án:', '2', 'Câu 2: Tính hiệu.', 'Đáp án:', '3', 'Câu 3: Tính tích.', 'Đáp án:', '4')).toMatchObject(
    [2, 3, 4].map((value) => ({ type: 'numeric', correct: [String(value)] })),
  )
})

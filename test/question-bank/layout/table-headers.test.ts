import { describe, expect, test } from 'vitest'
import { document } from './typed-document.ts'

const good = (correct: number, options: string[]) => ({ state: 'good', type: 'single-choice', correct: [correct], options })
const two = ['1', 'Cầu Long Biên bắc qua sông nào?', 'Sông Đà', 'Sông Hồng', 'Sông Mã']

describe('a table of questions in a document says in its header what a sheet may say', () => {
  test.each([
    [['STT', 'Câu hỏi', 'PA A', 'PA B', 'PA C', 'ĐA'], 'B'],
    [['TT', 'Câu hỏi trắc nghiệm', 'A', 'B', 'C', 'Đáp án'], 'B'],
    [['STT', 'Câu hỏi', 'Câu trả lời A', 'Câu trả lời B', 'Câu trả lời C', 'Đáp án'], 'B'],
    [['STT', 'Nội dung', 'Trả lời 1', 'Trả lời 2', 'Trả lời 3', 'Lựa chọn đúng'], '2'],
    [['STT', 'Câu hỏi', 'Phương án 1', 'Phương án 2', 'Phương án 3', 'Đáp án đúng'], 'Sông Hồng'],
  ])('%j', (header, key) => {
    expect(document([header, [...two, key]])).toMatchObject([good(1, ['Sông Đà', 'Sông Hồng', 'Sông Mã'])])
  })

  test('over two rows', () => {
    const items = document([
      ['STT', 'Câu hỏi', 'Phương án trả lời', '', '', 'Đáp án'],
      ['', '', 'A', 'B', 'C', ''],
      [...two, 'B'],
    ])
    expect(items).toMatchObject([good(1, ['Sông Đà', 'Sông Hồng', 'Sông Mã'])])
  })

  test('the right answer beside the wrong ones keeps them', () => {
    const items = document([
      ['STT', 'Câu hỏi', 'Đáp án đúng', 'Phương án nhiễu 1', 'Phương án nhiễu 2'],
      ['1', 'Cầu Long Biên bắc qua sông nào?', 'Sông Hồng', 'Sông Đà', 'Sông Mã'],
    ])
    expect(items).toMatchObject([good(0, ['Sông Hồng', 'Sông Đà', 'Sông Mã'])])
  })

  test('points are kept', () => {
    expect(
      document([
        ['STT', 'Câu hỏi', 'A', 'B', 'C', 'Đáp án', 'Điểm'],
        [...two, 'B', '0,5'],
      ])[0]?.points,
    ).toBe(0.5)
  })

  test('a number that is an option, too, is nobody’s guess', () => {
    const items = document([
      ['STT', 'Câu hỏi', 'Phương án 1', 'Phương án 2', 'Phương án 3', 'Đáp án'],
      ['1', 'Mấy?', '2', '3', '1', '2'],
    ])
    expect(items[0]?.state).toBe('doubtful')
  })

  test('columns that nobody can name leave the question in doubt and are shown', () => {
    const items = document([
      ['STT', 'Câu hỏi', 'Ô thứ nhất', 'Ô thứ hai', 'Ô thứ ba', 'Đáp án'],
      [...two, '2'],
    ])
    expect(items[0]?.state).not.toBe('good')
    expect(JSON.stringify(items[0])).toContain('Sông Mã')
  })
})

test('statements with one column of Đ and S under “Đáp án” are one question; questions with such a column are questions of their own', () => {
  const rows = [
    ['a) Nước sôi ở 100 °C', 'Đ'],
    ['b) Băng nặng hơn nước', 'S'],
  ]
  expect(document('Câu 1: Xét các nhận định:', [['Nhận định', 'Đáp án'], ...rows])).toMatchObject([
    { state: 'good', type: 'four-statements', correct: [0] },
  ])
  expect(document([['Câu hỏi', 'Đáp án'], ...rows.map(([said = '', key = '']) => [said.slice(3), key])])).toHaveLength(2)
})

test.each([['D. A'], ['D. An'], ['D. A - B']])('“%s” is the fourth option and no answer', (fourth) => {
  const [item] = document('Câu 1: Hỏi?', 'A. Bình', 'B. Chi', 'C. Dũng', fourth, 'Đáp án: D')
  expect(item).toMatchObject(good(3, ['Bình', 'Chi', 'Dũng', fourth.slice(3)]))
})

test.each([['Đ.A: B'], ['D.A: B'], ['Đáp án là câu B'], ['Đáp án: phương án B.']])('“%s” says the answer', (line) => {
  expect(document('Câu 1: Hỏi?', 'A. Bình', 'B. Chi', 'C. Dũng', line)).toMatchObject([good(1, ['Bình', 'Chi', 'Dũng'])])
})

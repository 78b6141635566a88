import { describe, expect, test } from 'vitest'
import { readFile } from '../../../question-bank/formats/read-file.ts'
import { reportOf } from '../../../question-bank/report.ts'
import { xlsxFile } from '../../helpers/xlsx-file.ts'

const read = (...rows: (string | null)[][]) => readFile({ name: 'bank.xlsx', bytes: xlsxFile({ Sheet1: rows }) }).items.map((item) => reportOf(item))
const good = (correct: number, options: string[]) => ({ state: 'good', type: 'single-choice', options, correct: [correct] })

describe('a row for each option', () => {
  test('with its letter in the column that counts the questions', () => {
    const items = read(
      ['Câu', 'Nội dung', 'Đúng'],
      ['Câu 1', 'Thủ đô?', null],
      ['A', 'Huế', null],
      ['B', 'Hà Nội', 'x'],
      ['Câu 2', 'Cố đô?', null],
      ['A', 'Huế', 'X'],
      ['B', 'Vinh', null],
    )
    expect(items).toMatchObject([good(1, ['Huế', 'Hà Nội']), good(0, ['Huế', 'Vinh'])])
  })

  test('with the letter of the right one beside the question', () => {
    expect(read(['Câu', 'Nội dung', 'Đáp án'], ['1', 'Thủ đô?', 'B'], ['A', 'Huế', null], ['B', 'Hà Nội', null])).toMatchObject([
      good(1, ['Huế', 'Hà Nội']),
    ])
  })

  test('with true or false, or one sign, beside each', () => {
    const items = read(
      ['STT', 'Câu hỏi', 'Phương án', 'Đúng/Sai'],
      ['1', 'Thủ đô?', 'Huế', 'S'],
      [null, null, 'Hà Nội', 'Đ'],
      [null, null, 'Vinh', 'S'],
      ['2', 'Cố đô?', 'Huế', 'x'],
      [null, null, 'Vinh', null],
    )
    expect(items).toMatchObject([good(1, ['Huế', 'Hà Nội', 'Vinh']), good(0, ['Huế', 'Vinh'])])
  })

  test('the first in the row of its question', () => {
    const header = ['STT', 'Câu hỏi', '', 'Phương án', 'Đúng']
    const items = read(
      header,
      ['1', 'Thủ đô?', 'A', 'Huế', ''],
      ['', '', 'B', 'Hà Nội', 'x'],
      ['2', 'Cố đô?', 'A', 'Huế', 'x'],
      ['', '', 'B', 'Vinh', ''],
    )
    expect(items).toMatchObject([good(1, ['Huế', 'Hà Nội']), good(0, ['Huế', 'Vinh'])])
  })

  test('is no question where a letter is missing or two are marked', () => {
    const header = ['Câu', 'Nội dung', 'Đúng']
    expect(read(header, ['1', 'Thủ đô?', null], ['A', 'Huế', null], ['C', 'Hà Nội', 'x'])[0]?.state).toBe('refused')
    expect(read(header, ['1', 'Thủ đô?', null], ['A', 'Huế', 'x'], ['B', 'Hà Nội', 'x'])[0]?.state).toBe('doubtful')
  })

  test('says with a cross under "Sai" that it is wrong', () => {
    const items = read(['Câu', 'Nội dung', 'Sai'], ['Câu 1', 'Thủ đô?', null], ['A', 'Huế', 'x'], ['B', 'Hà Nội', null])
    expect(items.map(({ state }) => state)).not.toContain('good')
  })
})

test('headers and keys in letters that only look Latin', () => {
  const header = ['STT', 'Câu hỏi', 'А', 'В', 'С', 'Đáp án đúng']
  expect(read(header, ['1', 'Thủ đô?', 'Huế', 'Hà Nội', 'Vinh', 'В'], ['2', 'Cố đô?', 'Huế', 'Hà Nội', 'Vinh', 'Ａ'])).toMatchObject([
    good(1, ['Huế', 'Hà Nội', 'Vinh']),
    good(0, ['Huế', 'Hà Nội', 'Vinh']),
  ])
})

describe('a star between two options of one cell', () => {
  const chosen = (options: string) => {
    const [item] = read(['Câu hỏi', 'Các phương án'], ['Hỏi?', options])
    return item?.state === 'good' ? item.correct[0] : item?.state
  }

  test.each([
    ['A. x *B. y C. z', 1],
    ['A. x* B. y C. z', 0],
    ['A. x  * B. y C. z', 1],
    ['A. x * B. y C. z', 'doubtful'],
    ['A. x * B. y C. z *', 'doubtful'],
    ['A. x B. y C. z *', 2],
    ['1. x\t*2. y\t3. z', 1],
  ])('"%s" marks %s', (options, expected) => {
    expect(chosen(options)).toBe(expected)
  })
})

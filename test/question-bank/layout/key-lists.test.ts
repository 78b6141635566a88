import { describe, expect, test } from 'vitest'
import { document } from './typed-document.ts'

const asked = (number: number, label = 'Câu ', end = ': ') => [
  `${label}${number}${end}Nội dung số ${number} là gì?`,
  'A. một',
  'B. hai',
  'C. ba',
  'D. bốn',
]
const three = [...asked(1), ...asked(2), ...asked(3)]
const keysOf = (...lines: (string | string[][])[]) => document(...lines).map(({ state, correct }) => (state === 'good' ? correct[0] : state))

describe('a list of keys may be written', () => {
  test.each([
    ['without gaps', ['Đáp án: 1B2C3D']],
    ['without gaps, on two lines and without a heading', ['1B 2C', '3D']],
    ['with dashes between the keys', ['ĐÁP ÁN', '1B - 2C - 3D']],
    ['in small letters', ['ĐÁP ÁN', '1. b  2. c  3. d']],
    ['in brackets', ['Đáp án', '[1] B; [2] C; [3] D']],
    ['in words', ['Đáp án câu 1 là B, câu 2 là C, câu 3 là D']],
    ['with a line for each question', ['Đáp án câu 1: B', 'Đáp án câu 2: C', 'Đáp án câu 3: D']],
    ['with a mended key', ['ĐÁP ÁN', '1-<s>A</s>B 2-C 3-D']],
  ])('%s', (_how, lines) => {
    expect(keysOf(...three, ...lines)).toEqual([1, 2, 3])
  })

  test('for questions with numbers of five digits', () => {
    const questions = [10_001, 10_002, 10_003].flatMap((number) => asked(number))
    expect(
      keysOf(...questions, [
        ['10001', '10002', '10003'],
        ['A', 'B', 'C'],
      ]),
    ).toEqual([0, 1, 2])
    expect(
      keysOf(...questions, 'ĐÁP ÁN', [
        ['Câu', '10001', '10002', '10003'],
        ['Đáp án', 'A', 'B', 'C'],
      ]),
    ).toEqual([0, 1, 2])
  })

  test('for questions that are counted in brackets', () => {
    expect(keysOf(...asked(1, '[', '] '), ...asked(2, '[', '] '), 'HƯỚNG DẪN CHẤM', '[1] D; [2] A')).toEqual([3, 0])
  })

  test.each([
    ['on the line of the heading', ['ĐÁP ÁN PHẦN ĐỊA LÍ: 1-C 2-D', 'ĐÁP ÁN PHẦN LỊCH SỬ: 1-A 2-B']],
    ['below it', ['ĐÁP ÁN PHẦN ĐỊA LÍ', '1-C 2-D', 'ĐÁP ÁN PHẦN LỊCH SỬ', '1-A 2-B']],
    ['behind the name alone', ['ĐÁP ÁN', 'Phần Địa lí: 1-C 2-D', 'Phần Lịch sử: 1-A 2-B']],
  ])('under the name of a subject, %s', (_where, keys) => {
    expect(keysOf('I. LỊCH SỬ', ...asked(1), ...asked(2), 'II. ĐỊA LÍ', ...asked(1), ...asked(2), ...keys)).toEqual([0, 1, 2, 3])
  })
})

describe('nobody is told a key', () => {
  test('that a list of another subject names', () => {
    const keys = keysOf('I. LỊCH SỬ', ...asked(1), 'II. ĐỊA LÍ', ...asked(1), 'ĐÁP ÁN PHẦN SINH HỌC: 1-A 2-B', 'ĐÁP ÁN PHẦN ĐỊA LÍ: 1-C 2-D')
    expect(keys).toEqual(['doubtful', 2])
  })

  test('whose place in the list is empty, even where a look marks an option', () => {
    const bold = ['Câu 2: Hỏi?', 'A. một', '<b>B. hai</b>', 'C. ba']
    expect(
      keysOf(...asked(1), ...bold, ...asked(3), 'ĐÁP ÁN', [
        ['1', '2', '3'],
        ['A', '', 'C'],
      ]),
    ).toEqual([0, 'doubtful', 2])
    expect(keysOf(...asked(1), ...bold, ...asked(3), 'ĐÁP ÁN', '1-A; 2- ; 3-C')).toEqual([0, 'doubtful', 2])
    expect(
      keysOf(...bold, ...asked(3), 'ĐÁP ÁN', [
        ['2', '3'],
        ['<s>B</s>', 'C'],
      ]),
    ).toEqual(['doubtful', 2])
    // a form for participants has places for all of them and nothing in any
    expect(
      keysOf(...bold, [
        ['Câu', '2', '3'],
        ['Trả lời', '', ''],
      ]),
    ).toEqual([1])
  })

  test('that somebody put right further down', () => {
    expect(keysOf(...three, 'ĐÁP ÁN', '1A 2B 3C', 'Đính chính: câu 3 đáp án là D')).toEqual([0, 1, 'doubtful'])
    expect(keysOf('Lưu ý: hủy câu 2, câu 3 do in thiếu.', ...three, 'ĐÁP ÁN', '1A 2B 3C')).toEqual([0, 'doubtful', 'doubtful'])
    expect(keysOf('Câu 1: Luật sửa đổi, bổ sung nào?', 'A. một', 'B. hai', 'Đáp án: B (Luật sửa đổi năm 2020)')).toEqual([1])
  })

  test('from a table of years', () => {
    const table = [
      ['Năm', '2010', '2015', '2020'],
      ['Loại', 'A', 'B', 'C'],
    ]
    expect(keysOf('Câu 2010: Hỏi?', 'A. một', 'B. hai', 'C. ba', table, 'Câu 2: Hỏi?', '*A. một', 'B. hai')).toEqual(['doubtful', 0])
  })
})

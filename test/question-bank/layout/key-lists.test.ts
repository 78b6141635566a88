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

  test('over a row of what each is worth', () => {
    const rows = [
      ['Câu', '1', '2', '3'],
      ['Đáp án', 'B', 'C', 'D'],
      ['Điểm', '0,2', '0,2', '0,2'],
    ]
    expect(keysOf(...three, 'BẢNG ĐÁP ÁN', rows)).toEqual([1, 2, 3])
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

  test('once a number was written twice and the numbers behind it are one short', () => {
    const slipped = [1, 2, 2, 3, 4].flatMap((number) => asked(number))
    expect(keysOf(...slipped, 'ĐÁP ÁN: 1B 2C 3A 4D 5C')).toEqual([1, ...Array(4).fill('doubtful')])
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

describe('a list with solutions', () => {
  const two = [...asked(1), ...asked(2)]

  test('says the letter where the solution chooses it', () => {
    const items = document(...two, 'HƯỚNG DẪN GIẢI', 'Câu 1: Ta có x. Chọn A.', 'Câu 2: Ta có y.', 'Vậy chọn B.')
    expect(items).toMatchObject([
      { state: 'good', correct: [0], explanation: 'Ta có x. Chọn A.' },
      { state: 'good', correct: [1], explanation: 'Ta có y.\nVậy chọn B.' },
    ])
  })

  test('agrees with a list of letters or speaks against it', () => {
    const keys = keysOf(...two, 'ĐÁP ÁN', '1A 2B', 'ĐÁP ÁN CHI TIẾT', 'Câu 1: Chọn A', 'Vì thế.', 'Câu 2: Chọn C')
    expect(keys).toEqual([0, 'doubtful'])
    expect(keysOf(...two, 'ĐÁP ÁN', 'Câu 1: A', 'Vì x nên chọn B.', 'Câu 2: B', 'Vì y.')).toEqual(['doubtful', 1])
  })
})

test('statements and short answers have their keys in lists too', () => {
  const statements = (number: number) => [`Câu ${number}. Cho một vật.`, 'a) Ý một.', 'b) Ý hai.', 'c) Ý ba.', 'd) Ý bốn.']
  const parts = [
    'PHẦN I. Trắc nghiệm',
    ...asked(1),
    'PHẦN II. Đúng sai',
    ...statements(1),
    ...statements(2),
    'PHẦN III. Trả lời ngắn',
    'Câu 1. Tính x.',
  ]
  const items = document(...parts, 'ĐÁP ÁN', 'Phần I: 1B', 'Phần II: 1. ĐSĐS; 2. SSĐĐ', 'Phần III: 1. -12,5')
  expect(items.map(({ state, correct }) => [state, correct])).toEqual([
    ['good', [1]],
    ['good', [0, 2]],
    ['good', [2, 3]],
    ['good', ['-12.5']],
  ])
})

describe('letters in a row are keys', () => {
  const five = [1, 2, 3, 4, 5].flatMap((number) => asked(number))

  test.each([['ĐÁP ÁN: ABCDA'], ['ĐÁP ÁN: A B C D A']])('where there is one for each question: %s', (row) => {
    expect(keysOf(...five, row)).toEqual([0, 1, 2, 3, 0])
  })

  test('and nobody’s where they are more, or may be the right ones of one question', () => {
    expect(keysOf(...five, 'ĐÁP ÁN', 'A B C D A B')).toEqual(Array(5).fill('doubtful'))
    expect(keysOf(...five.slice(0, 20), 'Đáp án: ABCD')).toEqual(Array(4).fill('doubtful'))
  })
})

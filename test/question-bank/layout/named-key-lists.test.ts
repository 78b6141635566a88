import { describe, expect, test } from 'vitest'
import { document } from './typed-document.ts'

const questions = (count: number) =>
  Array.from({ length: count }, (_none, index) => [`Câu ${index + 1}: Nội dung câu hỏi số ${index + 1}?`, 'A. một\tB. hai\tC. ba\tD. bốn']).flat()
const keys = (...lines: (string | string[][])[]) =>
  document(...lines)
    .map(({ state, correct }) => (state === 'good' ? correct.map((option) => 'ABCD'[option as number]).join('') : '?'))
    .join(' ')
const twoParts = (first: string, second: string) => [first, ...questions(2), second, ...questions(2), 'HẾT']

describe('a list of keys speaks of the part that it is named for', () => {
  test.each([
    ['part II before part I', twoParts('PHẦN I. SỬ', 'PHẦN II. ĐỊA'), ['Đáp án Phần II', '1.D 2.C', 'Đáp án Phần I', '1.B 2.A'], 'B A D C'],
    ['parts by letters', twoParts('Phần A: Sử', 'Phần B: Địa'), ['Đáp án Phần B', '1.D 2.C', 'Đáp án Phần A', '1.B 2.A'], 'B A D C'],
    ['subjects', twoParts('A. LỊCH SỬ', 'B. ĐỊA LÝ'), ['ĐÁP ÁN', 'B. ĐỊA LÝ', '1.D 2.C', 'A. LỊCH SỬ', '1.B 2.A'], 'B A D C'],
    ['papers', twoParts('MÃ ĐỀ 101', 'MÃ ĐỀ 102'), ['ĐÁP ÁN', 'Mã đề 102', '1.D 2.C', 'Mã đề 101', '1.B 2.A'], 'B A D C'],
    ['papers by number', twoParts('ĐỀ SỐ 1', 'ĐỀ SỐ 2'), ['ĐÁP ÁN ĐỀ SỐ 2', '1.D 2.C', 'ĐÁP ÁN ĐỀ SỐ 1', '1.B 2.A'], 'B A D C'],
    ['weeks', twoParts('TUẦN 1', 'TUẦN 2'), ['Đáp án tuần 2:', '1-D; 2-C', 'Đáp án tuần 1:', '1-B; 2-A'], 'B A D C'],
    ['the name on the line of the keys', twoParts('PHẦN I', 'PHẦN II'), ['ĐÁP ÁN', 'Phần II: 1D, 2C', 'Phần I: 1B, 2A'], 'B A D C'],
    ['only one part', twoParts('PHẦN I', 'PHẦN II'), ['ĐÁP ÁN PHẦN I', '1.B 2.A'], 'B A ? ?'],
    ['only the other part', twoParts('PHẦN I', 'PHẦN II'), ['ĐÁP ÁN PHẦN II', '1.D 2.C'], '? ? D C'],
    ['names in the same order', twoParts('PHẦN I', 'PHẦN II'), ['ĐÁP ÁN', 'PHẦN I', '1.B 2.A', 'PHẦN II', '1.D 2.C'], 'B A D C'],
    ['a part that the paper has not', twoParts('PHẦN I', 'PHẦN II'), ['Đáp án phần I', '1.B 2.A', 'Đáp án phần III', '1.D 2.C'], 'B A ? ?'],
    ['parts counted another way', twoParts('PHẦN A', 'PHẦN B'), ['Đáp án phần I', '1.B 2.A', 'Đáp án phần II', '1.D 2.C'], '? ? ? ?'],
    [
      'a letter and a title that contradict',
      twoParts('A. LỊCH SỬ', 'B. ĐỊA LÝ'),
      ['ĐÁP ÁN', 'A. ĐỊA LÝ', '1.D 2.C', 'B. LỊCH SỬ', '1.B 2.A'],
      '? ? ? ?',
    ],
    ['no part, where all parts have names', twoParts('PHẦN I', 'PHẦN II'), ['ĐÁP ÁN', '1.B 2.A', '1.D 2.C'], '? ? ? ?'],
    ['one list for two parts', twoParts('PHẦN I', 'PHẦN II'), ['ĐÁP ÁN', '1.B 2.A'], '? ? ? ?'],
    ['subjects by name', twoParts('MÔN LỊCH SỬ', 'MÔN ĐỊA LÍ'), ['ĐÁP ÁN MÔN ĐỊA LÍ', '1.D 2.C', 'ĐÁP ÁN MÔN LỊCH SỬ', '1.B 2.A'], 'B A D C'],
    [
      'subjects by name, in order',
      twoParts('MÔN LỊCH SỬ', 'MÔN ĐỊA LÍ'),
      ['ĐÁP ÁN MÔN LỊCH SỬ', '1.B 2.A', 'ĐÁP ÁN MÔN ĐỊA LÍ', '1.D 2.C'],
      'B A D C',
    ],
    [
      'subjects by name and letter',
      twoParts('A. MÔN LỊCH SỬ', 'B. MÔN ĐỊA LÍ'),
      ['ĐÁP ÁN MÔN ĐỊA LÍ', '1.D 2.C', 'ĐÁP ÁN MÔN LỊCH SỬ', '1.B 2.A'],
      'B A D C',
    ],
    [
      'those whom it is for',
      twoParts('DÀNH CHO ĐOÀN VIÊN', 'DÀNH CHO HỘI VIÊN'),
      ['ĐÁP ÁN (hội viên)', '1.D 2.C', 'ĐÁP ÁN (đoàn viên)', '1.B 2.A'],
      'B A D C',
    ],
    [
      'a subject that the paper has not',
      twoParts('MÔN LỊCH SỬ', 'MÔN ĐỊA LÍ'),
      ['ĐÁP ÁN MÔN TOÁN', '1.D 2.C', 'ĐÁP ÁN MÔN VĂN', '1.B 2.A'],
      '? ? ? ?',
    ],
    ['lessons', twoParts('BÀI 1: SỬ', 'BÀI 2: ĐỊA'), ['ĐÁP ÁN BÀI 2', '1.D 2.C', 'ĐÁP ÁN BÀI 1', '1.B 2.A'], 'B A D C'],
    ['classes', twoParts('LỚP 10', 'LỚP 11'), ['ĐÁP ÁN', 'LỚP 11', '1.D 2.C', 'LỚP 10', '1.B 2.A'], 'B A D C'],
    [
      'words that are no known name',
      twoParts('PHẦN THI VỀ ĐÍCH', 'PHẦN THI TĂNG TỐC'),
      ['ĐÁP ÁN', 'TĂNG TỐC', '1.D 2.C', 'VỀ ĐÍCH', '1.B 2.A'],
      '? ? ? ?',
    ],
    ['subjects without letters', twoParts('LỊCH SỬ', 'ĐỊA LÝ'), ['ĐÁP ÁN', 'ĐỊA LÝ', '1.D 2.C', 'LỊCH SỬ', '1.B 2.A'], '? ? ? ?'],
    [
      'numbers that go on, under names',
      ['PHẦN I', ...questions(2), 'PHẦN II', 'Câu 3: Hỏi?', 'A. một\tB. hai\tC. ba'],
      ['ĐÁP ÁN', 'PHẦN I', '1.B 2.A', 'PHẦN II', '3.C'],
      'B A C',
    ],
  ])('%s', (_how, paper, list, expected) => {
    expect(keys(...paper, ...list)).toBe(expected)
  })

  test('order is enough where nothing has a name', () => {
    expect(keys(...questions(2), ...questions(2), 'ĐÁP ÁN', '1.B 2.A', '1.D 2.C')).toBe('B A D C')
  })

  test('a list behind each paper is for the questions before it', () => {
    expect(keys(...questions(2), 'ĐÁP ÁN', '1.B 2.A', 'ĐỀ SỐ 2', ...questions(2), 'ĐÁP ÁN', '1.D 2.C')).toBe('B A D C')
  })

  test('parts are told apart inside each paper', () => {
    const paper = (number: number) => [`ĐỀ SỐ ${number}`, ...twoParts('PHẦN I', 'PHẦN II').slice(0, -1)]
    const list = ['ĐÁP ÁN ĐỀ SỐ 2', 'PHẦN I', '1A 2A', 'PHẦN II', '1B 2B', 'ĐÁP ÁN ĐỀ SỐ 1', 'PHẦN II', '1D 2D', 'PHẦN I', '1C 2C']
    expect(keys(...paper(1), ...paper(2), 'HẾT', ...list)).toBe('C C D D A A B B')
  })

  test('the keys of paper 2 say nothing of paper 1', () => {
    expect(keys('ĐỀ SỐ 1', ...questions(2), 'ĐÁP ÁN ĐỀ SỐ 2', '1.B 2.A')).toBe('? ?')
  })
})

describe('a table with the keys of several papers', () => {
  const columns = [
    ['Câu', 'Mã 101', 'Mã 102'],
    ['1', 'A', 'B'],
    ['2', 'C', 'D'],
  ]
  const rows = [
    ['Mã đề', '1', '2'],
    ['101', 'A', 'C'],
    ['102', 'B', 'D'],
  ]
  test.each([
    ['by columns', columns],
    ['by rows', rows],
  ])('%s is read for the code that the paper bears', (_how, table) => {
    expect(keys('Mã đề: 102', ...questions(2), 'ĐÁP ÁN', table)).toBe('B D')
    expect(keys('Mã đề: 103', ...questions(2), 'ĐÁP ÁN', table)).toBe('? ?')
    expect(keys(...questions(2), 'ĐÁP ÁN', table)).toBe('? ?')
    expect(keys('MÃ ĐỀ 102', ...questions(2), 'MÃ ĐỀ 101', ...questions(2), 'ĐÁP ÁN', table)).toBe('B D A C')
  })
})

describe('a list with an entry that cannot be read', () => {
  test.each([
    ['a question mark', '1-A; 2-B; 3-?', 'A B ?'],
    ['two letters', '1A 2B 3C/B', 'A B ?'],
    ['words', '1-A; 2-B; 3-bỏ câu này', 'A B ?'],
    ['a run of letters that fits', '1-2: AB; 3-3: C', '? ? ?'],
    ['runs of letters', '1-3: ABC', 'A B C'],
    ['a run of letters that is too short', '1-3: AB', '? ? ?'],
  ])('%s', (_what, list, expected) => {
    expect(keys(...questions(3), 'ĐÁP ÁN', list)).toBe(expected)
  })

  test('stays a list, and a bold option does not replace it', () => {
    const bold = ['Câu 3: Nội dung câu hỏi số 3?', 'A. một', '<b>B. hai</b>', 'C. ba']
    expect(keys(...questions(2), ...bold, 'ĐÁP ÁN', '1-A; 2-B; 3-?')).toBe('A B ?')
    expect(keys(...questions(2), ...bold, 'ĐÁP ÁN', '1-A; 2-?; 3-C')).toBe('A ? ?')
  })
})

import { describe, expect, test } from 'vitest'
import { document } from './typed-document.ts'

const columns = [
  ['Cột A', 'Cột B'],
  ['1. Việt Nam', 'a) Tô-ki-ô'],
  ['2. Nhật Bản', 'b) Hà Nội'],
]
const matching = { state: 'good', type: 'matching', options: ['Việt Nam', 'Nhật Bản'], correct: ['Hà Nội', 'Tô-ki-ô'] }

describe('a key in the labels of two listed columns is one of matching', () => {
  test.each([
    ['in a table', [columns, 'Đáp án: 1-b, 2-a']],
    ['in lists', ['1. Việt Nam', '2. Nhật Bản', 'a) Tô-ki-ô', 'b) Hà Nội', 'Đáp án: 1b; 2a']],
    ['in named lists', ['Cột A', '1. Việt Nam', '2. Nhật Bản', 'Cột B', 'a. Tô-ki-ô', 'b. Hà Nội', 'Đáp án: 1 → b, 2 → a']],
    ['with its type', [columns, 'Loại: Ghép nối', 'Đáp án: 1-b, 2-a']],
  ])('%s', (_how, lines) => {
    expect(document('Câu 1: Nối mỗi nước với thủ đô.', ...lines)[0]).toMatchObject({ ...matching, stem: 'Nối mỗi nước với thủ đô.' })
  })

  test.each([
    ['a left item has no pair', [columns, 'Đáp án: 1-b, 1-a']],
    ['a label is not there', [columns, 'Đáp án: 1-b, 2-c']],
    ['the columns are not there', ['Đáp án: 1-b, 2-a']],
    ['two keys disagree', [columns, 'Đáp án: 1-b, 2-a', 'Đáp án: 1-a, 2-b']],
  ])('but nobody knows which where %s', (_how, lines) => {
    expect(document('Câu 1: Nối mỗi nước với thủ đô.', ...lines)[0]?.state).toBe('doubtful')
  })
})

describe('a key in the labels of listed items is their order', () => {
  const order = (...lines: string[]) => {
    const [item] = document('Câu 1: Sắp xếp các sự kiện theo thứ tự thời gian.', ...lines)
    return item?.state === 'good' && item.type === 'ordering' ? item.correct.map((entry) => item.options[entry as number]) : item?.state
  }
  const letters = ['a) Đổi mới', 'b) Điện Biên Phủ', 'c) Thống nhất']
  const numbers = ['1. Đổi mới', '2. Điện Biên Phủ', '3. Thống nhất']
  test.each([
    ['letters', [...letters, 'Đáp án: b-c-a'], ['Điện Biên Phủ', 'Thống nhất', 'Đổi mới']],
    ['numbers', [...numbers, 'Đáp án: 2 - 3 - 1'], ['Điện Biên Phủ', 'Thống nhất', 'Đổi mới']],
    ['capital letters', ['A. Đổi mới', 'B. Điện Biên Phủ', 'C. Thống nhất', 'Đáp án: B → C → A'], ['Điện Biên Phủ', 'Thống nhất', 'Đổi mới']],
    ['numbers that may be places', [...numbers, 'Đáp án: 2, 3, 1'], 'doubtful'],
    ['a label is missing', [...numbers, 'Đáp án: 2-3-4'], 'doubtful'],
    ['no items', ['Đáp án: 2-3-1'], 'doubtful'],
  ])('%s', (_how, lines, expected) => {
    expect(order(...lines)).toEqual(expected)
  })

  test('it is chosen from where the options are orders themselves', () => {
    const options = ['A. 1-2-3', 'B. 2-3-1', 'C. 3-2-1', 'Đáp án: 2-3-1']
    expect(document('Câu 1: Sắp xếp theo thứ tự thời gian.', ...numbers, ...options)[0]).toMatchObject({ type: 'single-choice', correct: [1] })
  })

  test('arrows between letters are no single letter', () => {
    expect(document('Câu 1: Chọn?', 'A. một', 'B. hai', 'C. ba', 'Đáp án: B → C')[0]?.state).toBe('doubtful')
  })

  test('it is no short answer where no order is asked for', () => {
    expect(document('Câu 1: Điền vào chỗ trống.', 'Đáp án: 2-3-1')[0]?.state).toBe('doubtful')
  })
})

describe('a line that says something about its question', () => {
  const asked = ['Câu 1: Thủ đô của Việt Nam?', 'A. Huế', 'B. Hà Nội', 'C. Vinh', 'Đáp án: B']
  test('is taken for that', () => {
    const about = ['Mức độ: Thông hiểu', 'Chủ đề: Địa lý / Việt Nam', 'Nhãn: thủ đô, lớp 5', 'Nguồn: Hiến pháp 2013', 'Điểm: 0,25']
    const [item] = document(...asked, ...about)
    expect(item).toMatchObject({ state: 'good', topic: ['Địa lý', 'Việt Nam'], points: 0.25, source: 'Hiến pháp 2013' })
  })

  test.each([
    ['one right option', ['Loại: Một lựa chọn'], 'good'],
    ['the official name of choosing one', ['Loại: Trắc nghiệm nhiều lựa chọn'], 'good'],
    ['several right options, and one is marked', ['Loại: Nhiều lựa chọn'], 'doubtful'],
    ['a type that a document cannot say', ['Loại: Điền khuyết'], 'doubtful'],
    ['an essay, but there are options', ['Loại: Tự luận'], 'doubtful'],
  ])('may say its type: %s', (_how, lines, state) => {
    expect(document(...asked, ...lines)[0]?.state).toBe(state)
  })

  test.each([
    ['Tự luận', [], 'essay'],
    ['Dự đoán', [], 'prediction'],
    ['Trả lời ngắn', ['Đáp án: 54'], 'short-text'],
    ['Điền số', ['Đáp án: 54'], 'numeric'],
    ['Đúng/Sai', ['Đáp án: Đúng'], 'true-false'],
  ])('%s without options', (type, lines, expected) => {
    expect(document('Câu 1: Nước ta có 54 dân tộc?', `Loại: ${type}`, ...lines)[0]).toMatchObject({ state: 'good', type: expected })
  })
})

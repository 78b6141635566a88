import { describe, expect, test } from 'vitest'
import { document } from './typed-document.ts'

const asked = (...lines: string[]) => document('Câu 1: Thủ đô của Việt Nam?', ...lines)[0]
const options = ['A. Huế', 'B. Hà Nội', 'C. Vinh', 'D. Cần Thơ']

describe('the right answer is the one that', () => {
  test.each([
    ['a line names', [...options, 'Đáp án: B']],
    ['a line names without a colon', [...options, 'Đáp án B']],
    ['a line names by its text', [...options, 'Đáp án: Hà Nội']],
    ['a line names by letter and text', [...options, 'Đáp án đúng là: B. Hà Nội']],
    ['an arrow chooses', [...options, '=> B']],
    ['the stem names at its end', [...options.slice(0, 3), 'D. Cần Thơ [Đáp án: B]']],
    ['the explanation chooses', [...options, 'Lời giải: Loại A và C. Không chọn D. Vậy đáp án đúng là B.']],
    ['has a star', ['A. Huế', '*B. Hà Nội', 'C. Vinh']],
    ['has a star behind', ['A. Huế', 'B. Hà Nội*', 'C. Vinh']],
    ['has an arrow before it', ['A. Huế', '→ B. Hà Nội', 'C. Vinh']],
    ['has a ticked box', ['☐ A. Huế', '☑ B. Hà Nội', '☐ C. Vinh']],
    ['is said to be right', ['A. Huế (sai)', 'B. Hà Nội (đúng)', 'C. Vinh (sai)']],
    ['has a tick behind', ['A. Huế', 'B. Hà Nội ✓', 'C. Vinh']],
    ['is bold where all letters are', ['<b>A.</b> Huế', '<b>B. Hà Nội</b>', '<b>C.</b> Vinh']],
    ['has its letter underlined among bold letters', ['<b>A</b>. Huế', '<u>B</u>. Hà Nội', '<b>C</b>. Vinh']],
    ['is red where all letters are', ['<red>A.</red> Huế', '<red>B. Hà Nội</red>', '<red>C.</red> Vinh']],
  ])('%s', (_how, lines) => {
    expect(asked(...lines)).toMatchObject({ state: 'good', correct: [1] })
  })
})

describe('nobody guesses when', () => {
  test.each([
    ['nothing is marked', options, 'Không thấy dấu hiệu'],
    ['only wrong options are explained', [...options, 'Lời giải:', 'Đáp án A: sai vì một.', 'Đáp án C sai.', 'Không chọn D.'], ''],
    ['an option ends with a bracket of its own', ['A. f(x)', 'B. y = x', 'C. 5 (V)'], 'Không thấy dấu hiệu'],
    ['line and explanation disagree', [...options, 'Đáp án: A', 'Lời giải: Chọn B.'], 'lời giải: B'],
    ['letter and text of the answer disagree', [...options, 'Đáp án: A. Hà Nội'], 'không thống nhất'],
    ['two lines disagree', [...options, 'Đáp án: A', 'Đáp án: B'], 'không thống nhất'],
    ['several are marked and one is asked for', ['<hl>A. Huế</hl>', '<hl>B. Hà Nội</hl>', 'C. Vinh'], 'nhiều hơn một'],
    ['only a word is red', ['A. Huế', 'B. thủ đô <red>Hà Nội</red> cũ', 'C. Vinh'], 'Chỉ một phần'],
    ['a letter is missing', ['A. Huế', 'B. Hà Nội', 'D. Vinh', 'Đáp án: B'], 'A, B, D'],
    ['a letter is doubled', ['A. Huế', 'B. Hà Nội', 'B. Vinh', 'D. Cần Thơ', 'Đáp án: B'], 'A, B, B, D'],
    ['the answer is beyond the options', [...options, 'Đáp án: E'], '“E”'],
    ['a strange line follows the options', ['A. Huế', '<b>B. Hà Nội</b>', 'C. Vinh', 'Một dòng lạ.'], 'Một dòng lạ.'],
  ])('%s', (_how, lines, reason) => {
    const item = asked(...lines)
    expect(item?.state).toBe('doubtful')
    expect(item?.reasons.join(' ')).toContain(reason)
  })

  test('the stem is as bold as the option', () => {
    const [item] = document('<b>Câu 1: Thủ đô của Việt Nam?</b>', 'A. Huế', '<b>B. Hà Nội</b>', 'C. Vinh')
    expect(item).toMatchObject({ state: 'doubtful', correct: [] })
  })

  test('a lone italic option stands among questions with bold answers', () => {
    const bold = [1, 2, 3].flatMap((number) => [`Câu ${number}: Hỏi?`, 'A. một', '<b>B. hai</b>', 'C. ba'])
    expect(document(...bold, 'Câu 4: Hỏi?', 'A. một', '<i>B. Homo sapiens</i>', 'C. ba').map(({ state }) => state)).toEqual([
      'good',
      'good',
      'good',
      'doubtful',
    ])
  })
})

describe('a list of keys', () => {
  const questions = (...numbers: number[]) => numbers.flatMap((number) => [`Câu ${number}: Hỏi ${number}?`, 'A. một\tB. hai\tC. ba'])

  test('may stand before the questions', () => {
    expect(document('ĐÁP ÁN: 1-B, 2-C', ...questions(1, 2)).map(({ correct }) => correct)).toEqual([[1], [2]])
  })

  test('needs no heading', () => {
    expect(document(...questions(1, 2), 'Câu 1: B', 'Câu 2: C').map(({ correct }) => correct)).toEqual([[1], [2]])
  })

  test('whose numbers are shifted makes every question it keys doubtful', () => {
    expect(document(...questions(1, 2, 4, 5), 'ĐÁP ÁN', '1A 2B 3C 4A').every(({ state }) => state === 'doubtful')).toBe(true)
  })

  test('cannot tell two questions of one number apart', () => {
    expect(document(...questions(1, 2, 2, 4), 'ĐÁP ÁN', '1A 2B 3C 4A').map(({ state }) => state)).toEqual(['good', 'doubtful', 'doubtful', 'good'])
  })

  test('that disagrees with a mark is no key', () => {
    expect(document('Câu 1: Hỏi?', '<b>A. một</b>', 'B. hai', 'C. ba', 'ĐÁP ÁN', 'Câu 1: B')[0]).toMatchObject({ state: 'doubtful', correct: [] })
  })
})

test('numbers are read as Vietnamese authors write them', () => {
  const answers = ['12,5', '1 000 000 đồng', '1.000.000', '-3', '12,5 m2'].flatMap((text, index) => [`Câu ${index + 1}: Tính?`, `Đáp án: ${text}`])
  expect(document(...answers).map(({ correct }) => correct)).toEqual([['12.5'], ['1000000'], ['1000000'], ['-3'], ['12.5']])
})

test('"1.500" may be a thousand and a half or one and a half', () => {
  expect(document('Câu 1: Tính?', 'Đáp án: 1.500')[0]?.state).toBe('doubtful')
})

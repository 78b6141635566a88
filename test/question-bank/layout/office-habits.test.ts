import { describe, expect, test } from 'vitest'
import { document } from './typed-document.ts'

const lettered = (mark: string) => [`A${mark} Huế`, `B${mark} Hà Nội`, `C${mark} Vinh`]
const good = (right: number) => ({ state: 'good', type: 'single-choice', correct: [right] })

describe('tables', () => {
  const rows = (signs: string[], header = 'Câu hỏi/Phương án') => [
    ['STT', header, 'Đáp án'],
    ['1', 'Nơi nào là thủ đô?', ''],
    ...['A. Huế', 'B. Hà Nội', 'C. Vinh'].map((option, at) => ['', option, signs[at] ?? '']),
    ['2', 'Nơi nào ở miền Trung?', 'A'],
    ...['A. Huế', 'B. Hà Nội'].map((option) => ['', option, '']),
  ]

  test('a row for each option, and a sign beside the right one or its letter beside the question', () => {
    expect(document(rows(['', 'X', '']))).toMatchObject([{ ...good(1), stem: 'Nơi nào là thủ đô?', options: ['Huế', 'Hà Nội', 'Vinh'] }, good(0)])
    expect(document(rows(['S', 'Đ', 'S'], 'Câu hỏi'))).toMatchObject([good(1), good(0)])
  })

  test('two signs and no sign are nobody’s to choose between', () => {
    expect(document(rows(['X', 'X', '']))[0]).toMatchObject({ state: 'doubtful' })
    expect(document(rows([]))[0]).toMatchObject({ state: 'doubtful' })
  })
})

describe('one look on one option', () => {
  const dashed = ['Câu 1: Nơi nào là thủ đô?', '+ Huế', '+ Vinh', '<b>+ Hà Nội</b>']

  test('of a list with dashes is its key, where something is asked', () => {
    expect(document(...dashed)[0]).toMatchObject(good(2))
    expect(document('Câu 1: Trình bày các thành phố sau.', ...dashed.slice(1))[0]).toMatchObject({ state: 'doubtful' })
    expect(document(...dashed.slice(0, 3), '+ <b>Hà</b> Nội')[0]).toMatchObject({ state: 'doubtful' })
  })

  test('is doubtful where it is the look of a link', () => {
    expect(document('Câu 1: Trang nào?', 'A. <link>www.chinhphu.vn</link>', 'B. Khác', 'C. Không có')[0]).toMatchObject({ state: 'doubtful' })
    expect(document('Câu 1: Trang nào?', 'A. <link>www.chinhphu.vn</link>', 'B. Khác', 'C. Không có', 'Đáp án: A')[0]).toMatchObject(good(0))
  })

  test('says nothing against a key where it is the italics of a scientific name', () => {
    const species = ['Câu 1: Tên khoa học của lúa?', 'A. <i>Oryza sativa</i>', 'B. <i>Zea mays</i>', 'C. Khác']
    expect(document(...species, 'Đáp án: A')[0]).toMatchObject(good(0))
    expect(document(...species, 'Đáp án: C')[0]).toMatchObject(good(2))
    expect(document('Câu 1: Nơi nào?', 'A. <i>Huế</i>', 'B. Vinh', 'C. Hà Nội', 'Đáp án: C')[0]).toMatchObject({ state: 'doubtful' })
  })

  test('is called by its colour', () => {
    const reasons = (...lines: string[]) => document('Câu 1: Nơi nào?', ...lines, 'Đáp án: C')[0]?.reasons.join()
    expect(reasons('A. Huế', '<red>B. Vinh</red>', 'C. Hà Nội')).toContain('chữ đỏ: B')
    expect(reasons('A. Huế', '<hl>B. Vinh</hl>', 'C. Hà Nội')).toContain('tô vàng: B')
  })
})

describe('answer lines', () => {
  test.each(['Đáp án: B/', 'Đ. án: B', 'Đ.án: B', 'Đ . án : B'])('“%s”', (line) => {
    expect(document('Câu 1: Nơi nào là thủ đô?', ...lettered('/'), line)[0]).toMatchObject(good(1))
  })

  test('two letters with a stroke between them are two', () => {
    expect(document('Câu 1: Nơi nào là thủ đô?', ...lettered('/'), 'Đáp án: B/ C')[0]).toMatchObject({ state: 'doubtful' })
  })
})

test('level and points in one bracket', () => {
  const [item] = document('Câu 2 (Vận dụng cao - 1 điểm): Nơi nào là thủ đô?', ...lettered('.'), 'Đáp án: B')
  expect(item).toMatchObject({ ...good(1), stem: 'Nơi nào là thủ đô?', points: 1 })
})

import { describe, expect, test } from 'vitest'
import { document } from './typed-document.ts'

const asked = (...lines: string[]) => document('Câu 1: Nơi nào là thủ đô?', ...lines)[0]
const options = ['A. Huế', 'B. Hà Nội', 'C. Vinh', 'D. Cần Thơ']

describe('a key is doubtful where', () => {
  test.each([
    ['its author asks about another letter', [...options, 'Đáp án: B (hay D?)']],
    ['it names another letter too', [...options, 'Đáp án: B (hoặc A)']],
    ['it bears a question mark', [...options, 'Đáp án: B (?)']],
    ['its option is struck through', ['A. Huế', 'B. <s>Hà Nội</s>', 'C. Vinh', 'Đáp án: B']],
    ['it is the text of one option and the place of another', ['A. 2', 'B. 1', 'C. 5', 'Đáp án: 2']],
    ['its author changed it', [...options, 'Đáp án: B (sửa thành C)']],
    ['a note changed it', [...options, 'Đáp án: B', 'Ghi chú: đáp án đã đổi thành C']],
    ['a line below mends it', [...options, 'Đáp án: B', 'Sửa lại: Đáp án C']],
    ['a note says what it must be', [...options, 'Đáp án: B', 'Ghi chú: đáp án trên sai, phải là C']],
    ['it is called wrong beside a right one', [...options, 'Đáp án: B (sai), C (đúng)']],
    ['it is to be looked at again', [...options, 'Đáp án: B (cần xem lại)']],
    ['it is struck through itself', [...options, 'Đáp án: <s>B</s>']],
    ['it is struck through beside a bold option', ['A. Huế', '<b>B. Hà Nội</b>', 'C. Vinh', 'Đáp án: <s>B</s>']],
    ['it says two texts with another word', ['Đáp án: Hà Nội hay Thăng Long']],
    ['it says two texts', ['Đáp án: Hà Nội hoặc Thành phố Hà Nội']],
  ])('%s', (_where, lines) => {
    expect(asked(...lines)).toMatchObject({ state: 'doubtful' })
  })

  test('but not where only another option is struck through, nor where a bracket closes its letter', () => {
    expect(asked('A. <s>Huế</s>', 'B. Hà Nội', 'C. Vinh', 'Đáp án: B')).toMatchObject({ state: 'good', correct: [1] })
    expect(asked(...options, 'Đáp án đúng: B) Hà Nội')).toMatchObject({ state: 'good', correct: [1] })
  })

  test('what was struck through and written anew is read anew', () => {
    expect(asked(...options, 'Đáp án: <s>A</s> B')).toMatchObject({ state: 'good', correct: [1] })
    expect(asked('A. Có nói', 'B. Không nói với ai', 'Đáp án: B) Không nói với ai')).toMatchObject({ state: 'good', correct: [1] })
  })

  test('and a number with a tolerance is a number', () => {
    expect(asked('Đáp án: 3,14 (± 0,01)')).toMatchObject({ state: 'good', type: 'numeric' })
  })
})

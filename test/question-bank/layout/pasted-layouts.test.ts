import { describe, expect, test } from 'vitest'
import { document } from './typed-document.ts'

const good = (correct: number) => ({ state: 'good', type: 'single-choice', correct: [correct] })

describe('options', () => {
  test('in two columns of tabs are read downwards', () => {
    const [item] = document('Câu 1: Hỏi?', 'A. một\tC. ba', 'B. hai\tD. bốn', 'Đáp án: C')
    expect(item).toMatchObject({ ...good(2), options: ['một', 'hai', 'ba', 'bốn'] })
  })

  test('in another order stay as they are and are doubtful', () => {
    expect(document('Câu 1: Hỏi?', 'A. một', 'C. ba', 'B. hai', 'D. bốn', 'Đáp án: C')[0]?.state).toBe('doubtful')
  })

  test('counted by numbers are chosen by a number', () => {
    const [item] = document('Câu 1: Hành tinh nào lớn nhất?', '1. Sao Thổ', '2. Trái Đất', '3. Sao Mộc', 'Đáp án: 3')
    expect(item).toMatchObject({ ...good(2), options: ['Sao Thổ', 'Trái Đất', 'Sao Mộc'] })
  })

  test.each([
    ['are counted', ['Câu 1: Có bao nhiêu phát biểu đúng?', '1. Một', '2. Hai', '3. Ba', 'Đáp án: 3']],
    ['are numbers themselves', ['Câu 1: Tìm x.', '1. 3', '2. 5', '3. 7', 'Đáp án: 3']],
    ['do not reach so far', ['Câu 1: Hỏi?', '1. Một', '2. Hai', '3. Ba', 'Đáp án: 4']],
  ])('that %s are not chosen by a number', (_how, lines) => {
    expect(document(...lines)[0]).not.toMatchObject({ state: 'good', type: 'single-choice' })
  })

  test('may have a star behind a number', () => {
    expect(document('Câu 1: Tính 15 % của 200.', 'A. 30 *', 'B. 15', 'C. 35')[0]).toMatchObject({ ...good(0), options: ['30', '15', '35'] })
  })
})

test('a number goes on among questions that begin with a word', () => {
  const asked = (label: string) => [`${label} Nội dung câu hỏi?`, 'A. một', '*B. hai', 'C. ba']
  const items = document(...asked('Câu 1:'), ...asked('2.'), ...asked('3.'), ...asked('Câu 4:'))
  expect(items).toMatchObject([good(1), good(1), good(1), good(1)])
  expect(document(...asked('Câu 1:'), ...asked('5.'))[1]?.state).toBe('doubtful')
})

test('a note that some questions have several answers asks none of them for several', () => {
  const items = document('Lưu ý: một số câu có nhiều đáp án đúng.', 'Câu 1: Hỏi?', 'A. một', 'B. hai', 'C. ba', 'Đáp án: B')
  expect(items[0]).toMatchObject(good(1))
})

test.each([['II. KIẾN THỨC CHUNG'], ['TUẦN 2'], ['Phần cô Bích gửi:']])(
  '“%s” between two questions is a heading and no text of the last option',
  (heading) => {
    const items = document('Câu 1: Hỏi?', 'A. một', '*B. hai', 'C. ba', 'D. bốn', heading, 'Câu 2: Hỏi?', '*A. một', 'B. hai', 'C. ba')
    expect(items).toMatchObject([{ ...good(1), options: ['một', 'hai', 'ba', 'bốn'] }, good(0)])
  },
)

test('a letter before capitals is a heading only where the headings have come to it', () => {
  const asked = ['Câu 1: Ai?', 'A. HỒ CHÍ MINH', 'B. LÊ DUẨN', '*C. VÕ NGUYÊN GIÁP']
  const next = ['Câu 2: Hỏi?', '*A. một', 'B. hai']
  expect(document('A. LỊCH SỬ', ...asked, 'B. ĐỊA LÝ', ...next)).toMatchObject([good(2), good(0)])
  expect(document(...asked, 'C. TRƯỜNG CHINH', ...next)[0]?.state).toBe('doubtful')
  expect(document(...asked, 'D. TRƯỜNG CHINH', ...next)[0]?.options).toHaveLength(4)
})

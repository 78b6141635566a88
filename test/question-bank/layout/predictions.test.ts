import { expect, test } from 'vitest'
import { document } from './typed-document.ts'

const choice = ['Câu 1. Nơi nào là thủ đô?', 'A. Huế', 'B. Hà Nội', 'C. Vinh', 'Đáp án: B']
const essay = ['II. PHẦN TỰ LUẬN', 'Câu 2. Anh (chị) hãy trình bày vai trò của thanh niên (không quá 500 từ).']

test.each(['III. CÂU HỎI DỰ ĐOÁN', 'III. Câu hỏi dự đoán', 'CÂU HỎI DỰ ĐOÁN', 'Phần dự đoán', 'Câu hỏi dự đoán:', 'IV. DỰ ĐOÁN'])(
  'under “%s” a question without a number asks for a guess, and the essay before ends',
  (heading) => {
    const [, written, guess, ...others] = document(...choice, ...essay, heading, 'Có bao nhiêu người tham gia cuộc thi?')
    expect(written).toMatchObject({ state: 'good', type: 'essay', stem: 'Anh (chị) hãy trình bày vai trò của thanh niên (không quá 500 từ).' })
    expect(guess).toMatchObject({ state: 'good', type: 'prediction', stem: 'Có bao nhiêu người tham gia cuộc thi?' })
    expect(others).toEqual([])
  },
)

test('a line that begins with the guess is a question without any heading', () => {
  const line = 'Dự đoán có bao nhiêu người trả lời đúng tất cả các câu?'
  expect(document(...choice, line)[1]).toMatchObject({ type: 'prediction', stem: line })
  expect(document(...choice, ...essay, line)).toMatchObject([{ type: 'single-choice' }, { type: 'essay' }, { type: 'prediction' }])
})

test('a heading in capitals ends an essay before the next question', () => {
  const items = document(...choice, ...essay, 'III. KIẾN THỨC CHUNG', 'Câu 3. Nơi nào ở miền Trung?', 'A. Huế', 'B. Hà Nội', 'Đáp án: A')
  expect(items).toMatchObject([{ state: 'good' }, { state: 'good', type: 'essay' }, { state: 'good', stem: 'Nơi nào ở miền Trung?' }])
})

test.each(['Có bao nhiêu người tham gia cuộc thi?', 'III. Kiến thức chung', 'KIẾN THỨC CHUNG', 'Ai là tác giả của bài thơ?'])(
  'an essay that may hold “%s” besides its own question is doubtful',
  (line) => {
    expect(document(...choice, ...essay, line)[1]).toMatchObject({ state: 'doubtful', type: 'essay' })
  },
)

test('an essay in several parts stays one', () => {
  const parts = ['- Nêu ba nhiệm vụ?', '- Nhiệm vụ nào quan trọng nhất?', '- Liên hệ bản thân.']
  expect(document(...choice, ...essay, ...parts)[1]).toMatchObject({ state: 'good', type: 'essay' })
})

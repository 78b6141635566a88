import { describe, expect, test } from 'vitest'
import { lockedByWording } from '../../question-bank/types/option-locks.ts'

const others = ['Hà Nội', 'Huế', 'Đà Nẵng', 'Cần Thơ']
/** Four options, the one at this place with these words. */
const at = (place: number, wording: string) => lockedByWording(others.map((other, index) => (index === place ? wording : other)))

describe('an option about all others stays at its end', () => {
  test.each([
    'Tất cả các đáp án trên',
    'Tất cả các đáp án trên.',
    'TẤT CẢ CÁC ĐÁP ÁN TRÊN ĐỀU ĐÚNG',
    'Tất cả đáp án trên đều đúng!',
    'Tat ca cac dap an tren',
    'Tất cả các đáp án trên'.normalize('NFD'),
    'Tất cả các phương án trên',
    'Tất cả các phương án nêu trên',
    'Tất cả các ý trên đều đúng',
    'Tất cả các câu trên đều sai',
    'Tất cả ý trên',
    'Tất cả những điều trên',
    'Tất cả các hành vi nêu trên',
    'Tất cả các trường hợp kể trên',
    'Tất cả các nội dung đã nêu ở trên',
    'Tất cả ở trên',
    'Tất cả trên',
    'Tất cả đều đúng',
    'Tất cả đều sai',
    'Tất cả đúng',
    'Tất cả',
    'Tất cả các đáp án',
    'Tất cả các phương án đều đúng',
    'Toàn bộ các ý trên',
    'Cả 3 đáp án trên',
    'Cả ba đáp án trên',
    'Cả 3 đáp án trên đều đúng',
    'Cả ba phương án trên đều không đúng',
    'Cả ba ý trên',
    'Cả ba câu đều đúng',
    'Cả ba đều sai',
    'Cả ba',
    'Cả 3',
    'Các đáp án trên đều đúng',
    'Các câu trên đều sai',
    'Những ý kiến trên đều đúng',
    'Ba ý trên đều đúng',
    'Đáp án trên đều sai',
    'Đều đúng',
    'Không có đáp án nào đúng',
    'Không có đáp án đúng',
    'Không có đáp án nào',
    'Không đáp án nào đúng',
    'Không câu nào đúng cả',
    'Không có câu trả lời đúng',
    'Không có ý nào ở trên',
    'Không có đáp án nào trong các đáp án trên',
    'Không phải các đáp án trên',
    'Đáp án khác',
    'Một đáp án khác',
    'Ý kiến khác',
    'Kết quả khác',
    'Khác',
    '(Tất cả các đáp án trên)',
    '"Tất cả các đáp án trên"',
    'All of the above',
    'All of the above.',
    'All the above',
    'None of the above',
    'None of the above are correct',
    'All are correct',
    'All of these',
    'None of these',
    'Both of the above',
    'All answers are correct',
  ])('%s', (wording) => {
    expect(at(3, wording)).toEqual([3])
  })

  test('what follows "trên" stays below it', () => {
    expect(at(2, 'Tất cả các đáp án trên')).toEqual([2, 3])
    expect(at(2, 'Cả hai ý trên')).toEqual([2, 3])
    expect(at(2, 'Cả hai')).toEqual([2, 3])
    expect(at(2, 'All of the above')).toEqual([2, 3])
  })
})

describe('an option that names others by letter stays, and so do they', () => {
  test.each([
    ['Cả A và B', [0, 1, 3]],
    ['Cả A và B đều đúng', [0, 1, 3]],
    ['Cả a và b đều đúng.', [0, 1, 3]],
    ['cả A & B', [0, 1, 3]],
    ['Cả A lẫn B', [0, 1, 3]],
    ['Cả (A) và (B)', [0, 1, 3]],
    ['(Cả A và C)', [0, 2, 3]],
    ['Cả đáp án A và đáp án B', [0, 1, 3]],
    ['Cả hai đáp án A và B đều đúng', [0, 1, 3]],
    ['Cả A, B, C', [0, 1, 2, 3]],
    ['Cả A, B và C đều đúng', [0, 1, 2, 3]],
    ['Cả A,B,C đều sai', [0, 1, 2, 3]],
    ['Cả A, B, C, D đều đúng', [0, 1, 2, 3]],
    ['Cả 3 phương án A, B, C', [0, 1, 2, 3]],
    ['Cả ba ý A, B, C đều đúng', [0, 1, 2, 3]],
    ['Tất cả A, B, C', [0, 1, 2, 3]],
    ['A và B', [0, 1, 3]],
    ['A và B đúng', [0, 1, 3]],
    ['A và C đều sai', [0, 2, 3]],
    ['A, B, C đều đúng', [0, 1, 2, 3]],
    ['A + B', [0, 1, 3]],
    ['A hoặc C', [0, 2, 3]],
    ['A đúng, B sai', [0, 1, 3]],
    ['A đúng B sai', [0, 1, 3]],
    ['Câu A và B đúng', [0, 1, 3]],
    ['Câu A và câu C', [0, 2, 3]],
    ['Đáp án A và C', [0, 2, 3]],
    ['Đáp án B', [1, 3]],
    ['Câu B đúng', [1, 3]],
    ['Các ý B, C', [1, 2, 3]],
    ['Hai câu A và B', [0, 1, 3]],
    ['Chỉ A và C', [0, 2, 3]],
    ['Chỉ có A và B đúng', [0, 1, 3]],
    ['Chỉ A đúng', [0, 3]],
    ['Cả A và B đều đúng, C sai', [0, 1, 2, 3]],
    ['Không phải A và B', [0, 1, 3]],
    ['Both A and B', [0, 1, 3]],
    ['Both A and B are correct', [0, 1, 3]],
    ['A and C only', [0, 2, 3]],
    ['Only A and B', [0, 1, 3]],
    ['Neither A nor B', [0, 1, 3]],
    ['Either A or B', [0, 1, 3]],
    ['A, B and C are correct', [0, 1, 2, 3]],
  ] as const)('%s', (wording, locked) => {
    expect(at(3, wording)).toEqual(locked)
  })
})

describe('false friends are shuffled like any other', () => {
  test.each([
    'Cả nước',
    'Cả nước cùng thi đua',
    'Cả năm',
    'Cả ngày lẫn đêm',
    'Cả trên bộ và trên biển',
    'Cả xã hội',
    'Tất cả học sinh đều vui',
    'Tất cả học sinh đều đúng giờ',
    'Tất cả công dân Việt Nam từ đủ 18 tuổi trở lên',
    'Tất cả mọi người',
    'Tất cả các tỉnh, thành phố',
    'Toàn bộ nội dung',
    'Toàn bộ hệ thống chính trị',
    'Vitamin A và B',
    'Nhóm máu A và B',
    'Vitamin A',
    'Điểm A và B đối xứng nhau',
    'Hai điểm A và B trùng nhau',
    'A',
    'Lớp A',
    'A và B bằng nhau',
    'A và O',
    'E và F',
    'Không có điều kiện',
    'Không có ý kiến',
    'Không câu nệ hình thức',
    'Không có ý thức',
    'Không có',
    'Không khác',
    'Ý chí và nghị lực',
    'Câu lạc bộ',
    'Cây khác',
    'Khác biệt về văn hóa',
    'Các câu lạc bộ đều sinh hoạt',
    'Đều đặn hằng ngày',
    'Bộ Chính trị và Ban Bí thư',
    'Đoàn và Đội',
    '1 và 2',
    '(1), (2) và (3)',
    'Cả (1) và (2)',
    'A book and a pen',
    'Both teams',
    'All students are happy',
    'None of my friends',
    'Above the sea',
    'a² + b²',
    'a + b + c = 0',
    'Cả chiều dài và chiều rộng',
  ])('%s', (wording) => {
    expect(at(3, wording)).toEqual([])
  })

  test('pairs of things that the question itself calls A, B, C, D', () => {
    expect(lockedByWording(['A và B', 'B và C', 'A và C', 'A và D'])).toEqual([])
  })
})

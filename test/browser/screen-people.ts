import { demoQuestions } from '../../server/demo/demo-questions.ts'

const names =
  'Nguyễn Minh Khôi, Trần Thị Ngọc Ánh, Lê Hoàng Nam, Phạm Thu Trang, Hoàng Đức Anh, Vũ Thị Mai Hương, Đặng Quốc Bảo, Bùi Khánh Linh, Đỗ Mạnh Hùng, Hồ Thị Kim Oanh, Ngô Gia Huy, Dương Thùy Dung, Lý Văn Phúc, Đinh Thị Hồng Nhung, Mai Xuân Trường, Tô Bảo Châu, Phan Thanh Tùng, Trịnh Thị Lan Anh, Cao Việt Cường, Lâm Mỹ Duyên, Châu Ngọc Sơn, Huỳnh Thị Bích Trâm, Võ Tấn Lộc, Tạ Quỳnh Như, Quách Trung Kiên, La Thị Thanh Tâm, Thái Hữu Nghĩa, Kiều Diễm My'

/** How many of them come before the public board is frozen. */
export const screenEarly = 22

/** Invented people for the pictures: how many of twenty they know, how long they think, and two of them on one phone. */
export const screenPeople = names.split(', ').map((fullName, index) => ({
  fullName,
  knows: index < screenEarly ? 20 - Math.floor(index / 2.2) : 20 - (index % 3),
  seconds: 414 + ((index * 97) % 460),
  unitIndex: (index * 7) % 23,
  device: index === 3 || index === 4 ? 'one-phone-for-two' : `phone-number-${index}`,
}))

const rightText = new Map(demoQuestions.map(({ stem, options, correct }) => [stem, options[correct] ?? '']))

/** The displayed position of the right option, as somebody who knows the subject would find it. */
export const rightPosition = ({ stem, options }: { stem: string; options: readonly string[] }) => options.indexOf(rightText.get(stem) ?? '')

const header = ['STT', 'Câu hỏi', 'Đáp án A', 'Đáp án B', 'Đáp án C', 'Đáp án D', 'Đáp án đúng', 'Chủ đề', 'Mức độ']

/** A file as an organizer has it: most rows good, two to look at again, one that is no question. */
export const screenFile: readonly (readonly string[])[] = [
  header,
  ...demoQuestions
    .slice(4, 13)
    .map(({ stem, options, correct, topic, level }, row) => [String(row + 1), stem, ...options, 'ABCD'.charAt(correct), topic, level]),
  [
    '10',
    'Khi nghi ngờ bị lừa đảo trên mạng, trước hết nên làm gì?',
    'Chuyển thêm tiền',
    'Dừng giao dịch',
    'Gửi mã OTP',
    'Im lặng',
    '',
    'Phòng chống lừa đảo',
    '',
  ],
  ['11', 'Mã OTP dùng để làm gì?', 'Xác nhận giao dịch', 'Đăng ảnh', 'Nghe nhạc', 'Tải ứng dụng', 'E', 'An toàn thông tin', ''],
  ['12', '', 'Đúng', 'Sai', '', '', 'A', '', ''],
]

import type { TemplateId } from '../../features/contest-desk/contest-templates.ts'

type Words = { title: string; about: string; round: string }

export const contestTemplates: Record<TemplateId, Words> = {
  'twenty-and-prediction': {
    title: '20 câu và một câu dự đoán',
    about: 'Một kỳ thi trong tuần, 15 phút, một lượt. Bằng điểm thì ai dự đoán số người dự thi gần đúng hơn xếp trên.',
    round: 'Kỳ thi',
  },
  'weekly-best': {
    title: 'Thi tuần, không giới hạn lượt',
    about: 'Bốn tuần, từ 9 giờ thứ Hai đến 17 giờ Chủ nhật. Thi bao nhiêu lượt cũng được, lượt cao nhất được tính.',
    round: 'Tuần {n}',
  },
  'five-and-minus-two': {
    title: 'Đúng +5, sai −2',
    about: 'Mỗi câu đúng được 5 điểm, mỗi câu sai bị trừ 2 điểm, bỏ trống không trừ.',
    round: 'Kỳ thi',
  },
  'eight-weeks': { title: 'Tám tuần cộng dồn', about: 'Tám kỳ thi tuần, kết quả chung cuộc là tổng điểm các tuần.', round: 'Tuần {n}' },
  'units-race': { title: 'Thi đua giữa các đơn vị', about: 'Bốn tuần; các xã, phường thi đua theo tỷ lệ tham gia và theo điểm.', round: 'Tuần {n}' },
  'five-keys': {
    title: 'Năm tiêu chí xếp hạng',
    about: 'Điểm, dự đoán, thời gian làm bài, vào thi sớm hơn, số lượt đạt điểm tối đa.',
    round: 'Kỳ thi',
  },
  'school-leaving-mathematics': {
    title: 'Định dạng thi tốt nghiệp 2025: Toán',
    about: '12 câu trắc nghiệm, 4 câu đúng/sai, 6 câu trả lời ngắn; 90 phút, 10 điểm.',
    round: 'Bài thi',
  },
  'school-leaving-sciences': {
    title: 'Định dạng thi tốt nghiệp 2025: môn khác',
    about: '18 câu trắc nghiệm, 4 câu đúng/sai, 6 câu trả lời ngắn; 50 phút, 10 điểm.',
    round: 'Bài thi',
  },
}

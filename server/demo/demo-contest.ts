/** The public face of the demonstration contest; the numbers in its rules are those of the seeded round. */
export const demoContest = {
  slug: 'cong-dan-so-an-toan',
  title: 'Công dân số an toàn',
  organizer: 'Ban Thường vụ Tỉnh đoàn Trà Giang',
  summary:
    'Cuộc thi trực tuyến tìm hiểu kỹ năng số, an toàn thông tin, bảo vệ dữ liệu cá nhân và phòng chống lừa đảo trên mạng, dành cho đoàn viên, thanh niên trong tỉnh. Đây là cuộc thi minh họa: tỉnh, đơn vị và ban tổ chức đều là tên hư cấu.',
  rules: [
    'Đối tượng dự thi: đoàn viên, thanh niên đang sinh hoạt tại các đơn vị trong danh sách. Mỗi người chỉ đăng ký một lần, bằng thông tin thật của mình.',
    'Mỗi lượt thi gồm 20 câu hỏi trắc nghiệm, mỗi câu có bốn phương án và chỉ một phương án đúng. Thời gian làm bài là 15 phút, tính từ lúc bấm bắt đầu.',
    'Mỗi thí sinh được thi tối đa 3 lượt. Lượt có kết quả tốt nhất được dùng để xếp hạng.',
    'Mỗi lần chọn đáp án, bài làm được lưu ngay trên máy chủ. Nếu mất mạng hoặc tắt máy, thí sinh mở lại trang để làm tiếp khi còn thời gian; đồng hồ vẫn chạy trong lúc đó.',
    'Bài thi kết thúc khi thí sinh bấm nộp bài hoặc khi hết giờ. Hết giờ mà chưa nộp, hệ thống tự đóng bài và chấm những câu đã lưu. Điểm được báo ngay sau khi nộp bài.',
    'Xếp hạng lần lượt theo: điểm cao hơn; thời gian làm bài ngắn hơn; nộp bài sớm hơn.',
    'Hệ thống có thể đánh dấu những lượt thi có dấu hiệu bất thường để ban tổ chức xem xét. Không ai bị loại chỉ vì máy đánh dấu; mọi kết luận do con người đưa ra và thí sinh được quyền giải trình.',
  ],
  consents: [
    {
      id: 'registration',
      version: 1,
      text: 'Tôi đồng ý để ban tổ chức dùng họ tên, ngày sinh, số điện thoại và đơn vị của tôi vào việc tổ chức cuộc thi này: đăng ký, xếp hạng, liên hệ và trao giải; bảng xếp hạng công khai chỉ hiện tên đã che bớt. Tôi có thể rút lại sự đồng ý bằng cách liên hệ ban tổ chức.',
      required: true,
    },
  ],
}

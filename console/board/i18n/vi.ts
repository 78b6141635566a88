/** Every text of the big-screen board; this is the source. */
export const vi = {
  'board.title': 'Bảng xếp hạng trực tiếp',
  'board.loading': 'Đang tải bảng xếp hạng…',
  'board.stale': 'Mất kết nối — số liệu lúc {time}',
  'board.unreachable': 'Chưa kết nối được với máy chủ. Trang đang tự thử lại.',
  'board.frozen': 'Bảng đóng băng từ {time}; kết quả sau lúc đó sẽ công bố sau.',
  'board.entrants': 'thí sinh có kết quả',
  'board.rows': 'Dẫn đầu',
  'board.place': 'Hạng',
  'board.name': 'Thí sinh',
  'board.score': 'Điểm',
  'board.duration': 'Thời gian',
  'board.units': 'Đơn vị đông thí sinh',
  'board.unit': 'Đơn vị',
  'board.unitEntrants': 'Thí sinh',
  'board.empty': 'Chưa có kết quả nào. Bảng sẽ tự hiện khi có người nộp bài.',
  'board.polling': 'Cập nhật chậm, vài giây một lần',
  'board.live': 'Trực tiếp',
  'board.opensAt': 'Mở lúc {time}',
  'board.closesAt': 'Đóng lúc {time}',
  'board.closedAt': 'Đã đóng lúc {time}',
  'board.noContest': 'Không tìm thấy cuộc thi này. Hãy kiểm tra địa chỉ.',
  'board.noRound': 'Không tìm thấy kỳ thi này. Hãy kiểm tra địa chỉ.',
  'board.noRoundYet': 'Cuộc thi chưa có kỳ thi nào.',
  'board.refused': 'Không xem được bảng này.',
} as const

export type BoardTextKey = keyof typeof vi

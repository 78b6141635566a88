/** What an official reads beside each number of a finding. */
export const evidenceLabels = {
  durationSeconds: 'Thời gian làm bài (giây)',
  readingFloorSeconds: 'Thời gian tối thiểu để đọc hết đề (giây)',
  questionCount: 'Số câu trong đề',
  people: 'Số thí sinh',
  attempts: 'Số lượt thi',
  device: 'Thiết bị (dấu ẩn danh)',
  attemptsAtOnce: 'Số lượt thi diễn ra cùng lúc',
  longestOverlapSeconds: 'Hai lượt trùng giờ lâu nhất (giây)',
  shortestPauseSeconds: 'Hai lượt nối nhau cách ít nhất (giây)',
  equalWrongAnswers: 'Số câu sai giống hệt nhau',
}

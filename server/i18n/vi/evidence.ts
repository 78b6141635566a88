/** What an official reads beside each number of a finding. */
export const evidenceLabels = {
  durationSeconds: 'Thời gian làm bài (giây)',
  readingFloorSeconds: 'Thời gian tối thiểu để đọc hết đề (giây)',
  questionCount: 'Số câu trong đề',
  people: 'Số thí sinh',
  attempts: 'Số lượt thi',
  equalWrongAnswers: 'Số câu sai giống hệt nhau',
}

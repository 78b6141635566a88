export const evidenceLabels = {
  durationSeconds: 'Time taken (seconds)',
  readingFloorSeconds: 'Least time to read the whole paper (seconds)',
  questionCount: 'Questions in the paper',
  people: 'Contestants',
  attempts: 'Attempts',
  equalWrongAnswers: 'Wrong answers that are all the same',
}

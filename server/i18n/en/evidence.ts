export const evidenceLabels = {
  durationSeconds: 'Time taken (seconds)',
  readingFloorSeconds: 'Least time to read the whole paper (seconds)',
  questionCount: 'Questions in the paper',
  people: 'Contestants',
  attempts: 'Attempts',
  device: 'Device (anonymous mark)',
  attemptsAtOnce: 'Attempts under way at the same time',
  longestOverlapSeconds: 'Longest overlap of two attempts (seconds)',
  shortestPauseSeconds: 'Shortest pause between two attempts (seconds)',
  equalWrongAnswers: 'Wrong answers that are all the same',
}

import type { contestTemplates as vietnamese } from '../vi/contest-templates.ts'

export const contestTemplates: typeof vietnamese = {
  'twenty-and-prediction': {
    title: '20 questions and a prediction',
    about: 'One round of a week, 15 minutes, one attempt. Among equal scores the nearer guess of how many take part stands above.',
    round: 'Round',
  },
  'weekly-best': {
    title: 'Weekly, attempts without limit',
    about: 'Four weeks, Monday 09:00 to Sunday 17:00. As many attempts as one likes; the best counts.',
    round: 'Week {n}',
  },
  'five-and-minus-two': {
    title: '+5 for right, −2 for wrong',
    about: 'Five points for each right answer, two off for each wrong one, nothing for an open one.',
    round: 'Round',
  },
  'eight-weeks': { title: 'Eight weeks added up', about: 'Eight weekly rounds; the result is the sum of their scores.', round: 'Week {n}' },
  'units-race': { title: 'A race of units', about: 'Four weeks; communes and wards compete by turn-out and by scores.', round: 'Week {n}' },
  'five-keys': {
    title: 'Five ranking keys',
    about: 'Score, prediction, time taken, earlier log-in, number of full-mark attempts.',
    round: 'Round',
  },
  'school-leaving-mathematics': {
    title: 'School-leaving format of 2025: mathematics',
    about: '12 multiple-choice, 4 true/false, 6 short-answer questions; 90 minutes, 10 points.',
    round: 'Paper',
  },
  'school-leaving-sciences': {
    title: 'School-leaving format of 2025: other subjects',
    about: '18 multiple-choice, 4 true/false, 6 short-answer questions; 50 minutes, 10 points.',
    round: 'Paper',
  },
}

import type { ContestRules } from '../../server/contract/contest-rules.ts'
import type { RoundRules } from '../../server/contract/round-rules.ts'

/** Rules that nobody could object to, to be changed in one place by a test. */
export const soundRoundRules: RoundRules = {
  durationSeconds: 900,
  graceSeconds: 2,
  attemptsAllowed: 1,
  pauseSeconds: 0,
  counts: 'best',
  navigation: 'free',
  wrongThousandths: 0,
  blankThousandths: 0,
  ranking: [{ key: 'score' }, { key: 'durationMs' }, { key: 'submittedAtMs' }],
  places: 'shared',
  reveal: { when: 'after-attempt', shows: 'score' },
  eligibility: {},
  prediction: null,
  publicCounts: 'shown',
  isPractice: false,
}

export const soundContestRules: ContestRules = {
  announcedAt: '2026-05-20T00:00:00Z',
  registrationOpensAt: null,
  registrationClosesAt: null,
  reviewHours: 72,
  cumulative: null,
  ageGroups: null,
  unitRaces: [],
  prizes: [],
  onePrizeEach: true,
  supportLimits: { mostMinutes: 15, mostTimes: 3 },
}

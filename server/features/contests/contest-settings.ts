import type { ContestRules } from '../../contract/contest-rules.ts'

/** What a contest begins with until somebody decides otherwise. */
export const usualContestRules: ContestRules = {
  announcedAt: null,
  registrationOpensAt: null,
  registrationClosesAt: null,
  reviewHours: 0,
  cumulative: null,
  ageGroups: null,
  unitRaces: [],
  prizes: [],
  onePrizeEach: true,
  supportLimits: { mostMinutes: 15, mostTimes: 1 },
}

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

/** The announcement of a contest that was made at one go and meant to be seen from then on: no day that anybody is told. */
export const longAgo = new Date(0).toISOString()

export const isLongAgo = (moment: string): boolean => Date.parse(moment) === 0

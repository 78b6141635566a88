import type { ContestRules } from '../../server/contract/contest-rules.ts'
import { usualContestRules } from '../../server/features/contests/contest-settings.ts'

/** Rules of a contest that is announced and takes complaints: nobody could object to them, and a test changes them in one place. Those of a round are the usual ones. */
export const soundContestRules: ContestRules = {
  ...usualContestRules,
  announcedAt: '2026-05-20T00:00:00Z',
  reviewHours: 72,
  supportLimits: { mostMinutes: 15, mostTimes: 3 },
}

import { missingContest } from './missing-contest.ts'

/** Source of every text that the server itself writes. */
export const vi = { missingContest }

import { missingContest } from './missing-contest.ts'

export const en = { missingContest }

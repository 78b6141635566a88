import { evidenceLabels } from './evidence.ts'
import { missingContest } from './missing-contest.ts'
import { rankingClause } from './rules.ts'

export const en = { evidenceLabels, missingContest, rankingClause }

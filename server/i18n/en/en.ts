import { blueprintFaults, blueprintLack } from './blueprints.ts'
import { evidenceLabels } from './evidence.ts'
import { missingContest } from './missing-contest.ts'
import { rankingClause } from './rules.ts'

export const en = { blueprintFaults, blueprintLack, evidenceLabels, missingContest, rankingClause }

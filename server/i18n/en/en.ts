import { admin } from './admin.ts'
import { blueprintFaults, blueprintLack } from './blueprints.ts'
import { boards } from './boards.ts'
import { contestTemplates } from './contest-templates.ts'
import { doctor } from './doctor.ts'
import { evidenceLabels } from './evidence.ts'
import { keptReceipt } from './kept-receipt.ts'
import { lookSentences } from './look-sentences.ts'
import { memberFaults } from './member-faults.ts'
import { missingContest } from './missing-contest.ts'
import { oneTimeCode } from './one-time-code.ts'
import { personalData } from './personal-data.ts'
import { rejoinLetter } from './rejoin-letter.ts'
import { resultFiles } from './result-files.ts'
import { rankingClause } from './rules.ts'
import { raceOf, rulesOfContest } from './rules-of-contest.ts'
import { onlyFor, rulesOfRound } from './rules-of-rounds.ts'
import { settingsFaults } from './settings-faults.ts'
import { staffMails } from './staff-mails.ts'
import { unitLineReasons, unitsFile } from './unit-lines.ts'

export const en = {
  admin,
  blueprintFaults,
  blueprintLack,
  boards,
  contestTemplates,
  doctor,
  evidenceLabels,
  keptReceipt,
  lookSentences,
  memberFaults,
  missingContest,
  oneTimeCode,
  personalData,
  raceClause: raceOf,
  rankingClause,
  rejoinLetter,
  resultFiles,
  rules: { ofRound: rulesOfRound, ofContest: rulesOfContest, onlyFor },
  settingsFaults,
  staffMails,
  unitLineReasons,
  unitsFile,
}

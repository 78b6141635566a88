import type { RegistrationForm } from '../../contract/registration-form.ts'
import type { RoundRules } from '../../contract/round-rules.ts'
import { rankingFaults } from './ranking-faults.ts'
import { type Fault, fault, warning } from './settings-fault.ts'

/** What papers of the round hold, as far as its rules care; null: nothing was chosen yet. */
export type PaperFacts = { questionCount: number; predictions: number } | null
export type JudgedRound = { opensAt: Date; closesAt: Date; freezesAt: Date | null; rules: RoundRules; paper: PaperFacts }

/** What one round's settings say against themselves or against the form. Errors are refused, warnings are told. */
export function roundFaults(round: JudgedRound, form: RegistrationForm): Fault[] {
  return [
    ...windowFaults(round),
    ...attemptFaults(round),
    ...predictionFaults(round),
    ...eligibilityFaults(round.rules, form),
    ...revealFaults(round),
  ]
}

function windowFaults({ opensAt, closesAt, freezesAt, rules }: JudgedRound): Fault[] {
  const [opens, closes] = [opensAt.getTime(), closesAt.getTime()]
  return [
    ...(closes <= opens ? [fault('/closesAt', 'CLOSES_BEFORE_OPENS')] : []),
    ...(freezesAt && (freezesAt.getTime() <= opens || freezesAt.getTime() > closes) ? [fault('/freezesAt', 'FREEZE_OUTSIDE_WINDOW')] : []),
    ...(closes > opens && rules.durationSeconds * 1_000 > closes - opens ? [warning('/rules/durationSeconds', 'LONGER_THAN_WINDOW')] : []),
  ]
}

function attemptFaults({ opensAt, closesAt, rules }: JudgedRound): Fault[] {
  const { attemptsAllowed, pauseSeconds, counts, ranking } = rules
  const windowSeconds = (closesAt.getTime() - opensAt.getTime()) / 1_000
  const pauses = pauseSeconds * ((attemptsAllowed ?? 2) - 1)
  return [
    ...(attemptsAllowed === 1 && pauseSeconds > 0 ? [fault('/rules/pauseSeconds', 'PAUSE_WITHOUT_ATTEMPTS')] : []),
    ...(attemptsAllowed !== 1 && windowSeconds > 0 && pauses >= windowSeconds ? [warning('/rules/pauseSeconds', 'PAUSES_FILL_WINDOW')] : []),
    // one who may try without end could add without end
    ...(attemptsAllowed === null && counts === 'sum' ? [warning('/rules/counts', 'SUM_WITHOUT_LIMIT')] : []),
    ...rankingFaults('/rules/ranking', ranking, { over: 'attempts', counts }),
  ]
}

function predictionFaults({ rules, paper, freezesAt }: JudgedRound): Fault[] {
  const { prediction, ranking, publicCounts } = rules
  const ranksByIt = ranking.some(({ key }) => key === 'predictionGap')
  return [
    ...(ranksByIt && prediction === null ? [fault('/rules/prediction', 'PREDICTION_MISSING')] : []),
    ...(prediction !== null && !ranksByIt ? [warning('/rules/ranking', 'PREDICTION_NOT_RANKED')] : []),
    // the blueprint is saved by itself, before or after these rules
    ...(paper === null ? [warning('/blueprint', 'QUESTIONS_MISSING')] : []),
    ...(paper && prediction && paper.predictions === 0 ? [warning('/blueprint', 'PREDICTION_QUESTION_MISSING')] : []),
    ...(paper && prediction && paper.predictions > 1 ? [warning('/blueprint', 'PREDICTION_QUESTIONS_TOO_MANY')] : []),
    ...(paper && !prediction && paper.predictions > 0 ? [warning('/rules/prediction', 'PREDICTION_NOT_DECLARED')] : []),
    ...(prediction && prediction.asks !== 'free' && publicCounts === 'shown' && freezesAt === null
      ? [warning('/rules/publicCounts', 'COUNTS_SPOIL_PREDICTION')]
      : []),
  ]
}

function eligibilityFaults({ eligibility }: RoundRules, form: RegistrationForm): Fault[] {
  const { ageOn, minimumAge, maximumAge, occupations, isForMembers } = eligibility
  const at = '/rules/eligibility'
  const asksAge = minimumAge !== undefined || maximumAge !== undefined
  const offered = form.occupations
  const unknown = offered ? (occupations ?? []).findIndex((one) => !offered.includes(one)) : -1
  return [
    ...(minimumAge !== undefined && maximumAge !== undefined && minimumAge > maximumAge ? [fault(`${at}/maximumAge`, 'AGES_REVERSED')] : []),
    ...(ageOn !== undefined && !asksAge ? [fault(`${at}/ageOn`, 'AGE_DAY_WITHOUT_AGE')] : []),
    ...(unknown >= 0 ? [fault(`${at}/occupations/${unknown}`, 'OCCUPATION_NOT_OFFERED')] : []),
    ...(isForMembers && form.identity === 'portal' ? [fault(`${at}/isForMembers`, 'MEMBERS_OF_PORTAL')] : []),
  ]
}

function revealFaults({ rules: { reveal, attemptsAllowed } }: JudgedRound): Fault[] {
  if (reveal.when !== 'after-attempt' || reveal.shows === 'score') return []
  return [warning('/rules/reveal', attemptsAllowed === 1 ? 'KEYS_WHILE_OPEN' : 'KEYS_BEFORE_LAST_ATTEMPT')]
}

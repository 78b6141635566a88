/** Every way in which settings can contradict themselves. Words for each are in i18n. */
export const settingsFaultCodes = [
  'CLOSES_BEFORE_OPENS',
  'OPENING_PASSED',
  'POINTS_ALREADY_GIVEN',
  'FREEZE_OUTSIDE_WINDOW',
  'LONGER_THAN_WINDOW',
  'PAUSE_WITHOUT_ATTEMPTS',
  'PAUSES_FILL_WINDOW',
  'SUM_WITHOUT_LIMIT',
  'KEY_TWICE',
  'AGES_BOTH_WAYS',
  'FOLD_NOT_FITTING',
  'FOLD_NEEDS_ONE_ATTEMPT',
  'PREDICTION_MISSING',
  'PREDICTION_NOT_RANKED',
  'QUESTIONS_MISSING',
  'PREDICTION_QUESTION_MISSING',
  'PREDICTION_QUESTIONS_TOO_MANY',
  'PREDICTION_NOT_DECLARED',
  'COUNTS_SPOIL_PREDICTION',
  'AGES_REVERSED',
  'AGE_DAY_WITHOUT_AGE',
  'OCCUPATION_NOT_OFFERED',
  'MEMBERS_OF_PORTAL',
  'KEYS_WHILE_OPEN',
  'KEYS_BEFORE_LAST_ATTEMPT',
  'BIRTH_DATE_NOT_ASKED',
  'OCCUPATION_NOT_ASKED',
  'AGE_NOT_SEEN',
  'UNIT_NOT_ASKED',
  'REGISTRATION_REVERSED',
  'REGISTRATION_BEFORE_ANNOUNCEMENT',
  'REGISTRATION_AFTER_LAST_ROUND',
  'ROUND_BEFORE_ANNOUNCEMENT',
  'NO_ROUNDS',
  'BEST_ROUNDS_TOO_MANY',
  'NOTHING_TO_ADD_UP',
  'SAME_ID',
  'RANGE_REVERSED',
  'RANGES_OVERLAP',
  'BEST_PEOPLE_WITHOUT_SCORES',
  'RATE_NEEDS_HEADCOUNTS',
  'PRIZE_ROUND_UNKNOWN',
  'PRIZE_ROUND_PRACTICE',
  'PRIZE_NEEDS_CUMULATIVE',
  'PRIZE_AGE_GROUP_UNKNOWN',
  'PRIZE_RACE_UNKNOWN',
  'PRIZE_SIZE_CLASS_UNKNOWN',
  'PRIZE_WITHOUT_SIZE_CLASS',
] as const
export type SettingsFaultCode = (typeof settingsFaultCodes)[number]

/** `at` is a path into what was sent. A warning is told and saved all the same. */
export type Fault = { at: string; code: SettingsFaultCode; isWarning: boolean }

export const fault = (at: string, code: SettingsFaultCode): Fault => ({ at, code, isWarning: false })
export const warning = (at: string, code: SettingsFaultCode): Fault => ({ at, code, isWarning: true })
/** The same faults, seen from further up. */
export const under = (at: string, faults: readonly Fault[]): Fault[] => faults.map((one) => ({ ...one, at: `${at}${one.at}` }))

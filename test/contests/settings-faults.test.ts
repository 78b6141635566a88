import { describe, expect, test } from 'vitest'
import type { ContestRules } from '../../server/contract/contest-rules.ts'
import type { RegistrationForm } from '../../server/contract/registration-form.ts'
import type { RoundRules } from '../../server/contract/round-rules.ts'
import { contestFaults, type JudgedContest } from '../../server/features/contest-desk/contest-faults.ts'
import type { JudgedRound } from '../../server/features/contest-desk/round-faults.ts'
import { settingsFaultCodes } from '../../server/features/contest-desk/settings-fault.ts'
import { usualForm } from '../../server/features/contestants/registration-form.ts'
import { usualRules } from '../../server/features/contests/round-settings.ts'
import { textsIn } from '../../server/i18n/texts-in.ts'
import { soundContestRules } from '../helpers/sound-settings.ts'

type Changes = {
  settings?: Partial<ContestRules>
  rules?: Partial<RoundRules>
  round?: Partial<JudgedRound>
  form?: Partial<RegistrationForm>
  rounds?: number
}

/** Two weeks of a sound contest; what is changed in rounds is changed in the first. */
function faultsWith({ settings, rules, round, form, rounds = 2 }: Changes): string[] {
  const contest: JudgedContest = {
    settings: { ...soundContestRules, ...settings },
    form: { ...usualForm, ...form },
    rounds: Array.from({ length: rounds }, (_, index) => ({
      id: index + 1,
      opensAt: new Date(Date.UTC(2026, 5, 1 + 7 * index)),
      closesAt: new Date(Date.UTC(2026, 5, 7 + 7 * index)),
      freezesAt: null,
      paper: { questionCount: 20, predictions: 0 },
      ...(index === 0 ? round : {}),
      rules: { ...usualRules, ...(index === 0 ? rules : {}) },
    })),
  }
  return contestFaults(contest).map(({ at, code, isWarning }) => `${at} ${isWarning ? 'may be ' : ''}${code}`)
}

const group = (id: string, from: number | null, to: number | null) => ({ id, title: id, from, to })
const race = { id: 'xa', title: 'Các xã', depth: 1, by: 'mean' as const, bestPeople: 10, leastEntrants: 5, sizeClasses: [] }
const prize = { id: 'nhat', title: 'Giải Nhất', count: 1 }
const cumulative = { counts: 'sum' as const, bestRounds: null, ranking: [{ key: 'score' as const }], places: 'shared' as const }
const prediction = { asks: 'entrants' as const, counts: 'people' as const, countsVoided: false, attempt: 'counting' as const }
const guessing = { prediction, ranking: [{ key: 'score' as const }, { key: 'predictionGap' as const }], publicCounts: 'hidden' as const }
const onePrediction = { paper: { questionCount: 21, predictions: 1 } }
const noBirthDate = { fields: usualForm.fields.filter(({ name }) => name !== 'birthDate') }
const day = (number: number) => new Date(Date.UTC(2026, 5, number))

test('sound settings have no faults', () => expect(faultsWith({})).toEqual([]))

describe('a round', () => {
  test.each<[string, Changes, string[]]>([
    ['closes after it opens', { round: { closesAt: day(1) } }, ['/rounds/0/closesAt CLOSES_BEFORE_OPENS']],
    ['freezes after it opened', { round: { freezesAt: day(1) } }, ['/rounds/0/freezesAt FREEZE_OUTSIDE_WINDOW']],
    ['freezes at its close at the latest', { round: { freezesAt: day(7) } }, []],
    ['freezes not after its close', { round: { freezesAt: new Date(day(7).getTime() + 1) } }, ['/rounds/0/freezesAt FREEZE_OUTSIDE_WINDOW']],
    [
      'leaves time for an attempt',
      { round: { closesAt: new Date(day(1).getTime() + 60_000) } },
      ['/rounds/0/rules/durationSeconds may be LONGER_THAN_WINDOW'],
    ],
    [
      'has a pause only between attempts',
      { rules: { attemptsAllowed: 1, pauseSeconds: 60 } },
      ['/rounds/0/rules/pauseSeconds PAUSE_WITHOUT_ATTEMPTS'],
    ],
    [
      'leaves room for its pauses',
      { rules: { attemptsAllowed: 7, pauseSeconds: 86_400 } },
      ['/rounds/0/rules/pauseSeconds may be PAUSES_FILL_WINDOW'],
    ],
    ['may let nobody go back', { rules: { navigation: 'forward-only' } }, []],
    ['may show one question at a time', { rules: { navigation: 'one-by-one' } }, []],
    ['does not add up without end', { rules: { attemptsAllowed: null, counts: 'sum' } }, ['/rounds/0/rules/counts may be SUM_WITHOUT_LIMIT']],
    ['ranks by no key twice', { rules: { ranking: [{ key: 'score' }, { key: 'score' }] } }, ['/rounds/0/rules/ranking/1/key KEY_TWICE']],
    [
      'ranks not by both directions of age',
      { rules: { ranking: [{ key: 'older' }, { key: 'younger' }] } },
      ['/rounds/0/rules/ranking/1/key AGES_BOTH_WAYS'],
    ],
    ['adds no moments', { rules: { ranking: [{ key: 'submittedAtMs', over: 'sum' }] } }, ['/rounds/0/rules/ranking/0/over FOLD_NOT_FITTING']],
    [
      'folds no fact of a person',
      { rules: { ranking: [{ key: 'attemptsUsed', over: 'best' }] } },
      ['/rounds/0/rules/ranking/0/over FOLD_NOT_FITTING'],
    ],
    [
      'has no counting attempt where attempts are added',
      { rules: { counts: 'sum', ranking: [{ key: 'durationMs', over: 'counting' }] } },
      ['/rounds/0/rules/ranking/0/over FOLD_NEEDS_ONE_ATTEMPT'],
    ],
    ['may fold a duration', { rules: { counts: 'sum', ranking: [{ key: 'score' }, { key: 'durationMs', over: 'sum' }] } }, []],
    ['ranks by a prediction that is declared', { rules: { ranking: [{ key: 'predictionGap' }] } }, ['/rounds/0/rules/prediction PREDICTION_MISSING']],
    [
      'uses a prediction that it asks for',
      { rules: { prediction, publicCounts: 'hidden' }, round: onePrediction },
      ['/rounds/0/rules/ranking may be PREDICTION_NOT_RANKED'],
    ],
    ['asks for the prediction', { rules: guessing }, ['/rounds/0/blueprint may be PREDICTION_QUESTION_MISSING']],
    ['asks for it once', { rules: guessing, round: onePrediction }, []],
    [
      'asks for it not twice',
      { rules: guessing, round: { paper: { questionCount: 22, predictions: 2 } } },
      ['/rounds/0/blueprint may be PREDICTION_QUESTIONS_TOO_MANY'],
    ],
    ['declares what it asks for', { round: onePrediction }, ['/rounds/0/rules/prediction may be PREDICTION_NOT_DECLARED']],
    [
      'does not publish what is to be guessed',
      { rules: { ...guessing, publicCounts: 'shown' }, round: onePrediction },
      ['/rounds/0/rules/publicCounts may be COUNTS_SPOIL_PREDICTION'],
    ],
    ['may publish it until it freezes', { rules: { ...guessing, publicCounts: 'shown' }, round: { ...onePrediction, freezesAt: day(3) } }, []],
    ['needs questions', { round: { paper: null } }, ['/rounds/0/blueprint may be QUESTIONS_MISSING']],
    ['admits somebody', { rules: { eligibility: { minimumAge: 30, maximumAge: 20 } } }, ['/rounds/0/rules/eligibility/maximumAge AGES_REVERSED']],
    [
      'has a day for ages only with ages',
      { rules: { eligibility: { ageOn: '2026-01-01' } } },
      ['/rounds/0/rules/eligibility/ageOn AGE_DAY_WITHOUT_AGE'],
    ],
    [
      'asks for the birth date it judges by',
      { rules: { eligibility: { minimumAge: 16 } }, form: noBirthDate },
      ['/rounds/0/rules/eligibility BIRTH_DATE_NOT_ASKED'],
    ],
    ['also where it ranks by age', { rules: { ranking: [{ key: 'younger' }] }, form: noBirthDate }, ['/rounds/0/rules/ranking BIRTH_DATE_NOT_ASKED']],
    [
      'asks for the occupation it judges by',
      { rules: { eligibility: { occupations: ['Giáo viên'] } } },
      ['/rounds/0/rules/eligibility/occupations OCCUPATION_NOT_ASKED'],
    ],
    [
      'names occupations that can be chosen',
      {
        rules: { eligibility: { occupations: ['Giáo viên', 'Thợ lặn'] } },
        form: { fields: [...usualForm.fields, { name: 'occupation', isRequired: true }], occupations: ['Giáo viên', 'Học sinh'] },
      },
      ['/rounds/0/rules/eligibility/occupations/1 OCCUPATION_NOT_OFFERED'],
    ],
    [
      'has members only where there is a list of them',
      { rules: { eligibility: { isForMembers: true } }, form: { identity: 'portal' } },
      ['/rounds/0/rules/eligibility/isForMembers MEMBERS_OF_PORTAL'],
    ],
    [
      'keeps its answers until the last attempt',
      { rules: { attemptsAllowed: 3, reveal: { when: 'after-attempt', shows: 'answers' } } },
      ['/rounds/0/rules/reveal may be KEYS_BEFORE_LAST_ATTEMPT'],
    ],
    [
      'keeps its answers while others take part',
      { rules: { reveal: { when: 'after-attempt', shows: 'explanations' } } },
      ['/rounds/0/rules/reveal may be KEYS_WHILE_OPEN'],
    ],
    ['may show scores at once', { rules: { attemptsAllowed: 3, reveal: { when: 'after-attempt', shows: 'score' } } }, []],
  ])('%s', (_rule, changes, faults) => {
    expect(faultsWith(changes)).toEqual(faults)
  })
})

describe('a contest', () => {
  const groups = (...those: ReturnType<typeof group>[]) => ({ settings: { ageGroups: { on: '2026-06-01', groups: those } } })
  test.each<[string, Changes, string[]]>([
    [
      'closes registration after it opens',
      { settings: { registrationOpensAt: '2026-06-03T00:00:00Z', registrationClosesAt: '2026-06-03T00:00:00Z' } },
      ['/settings/registrationClosesAt REGISTRATION_REVERSED'],
    ],
    [
      'is announced before people register',
      { settings: { registrationOpensAt: '2026-05-01T00:00:00Z' } },
      ['/settings/registrationOpensAt may be REGISTRATION_BEFORE_ANNOUNCEMENT'],
    ],
    [
      'ends registration with its rounds',
      { settings: { registrationClosesAt: '2027-01-01T00:00:00Z' } },
      ['/settings/registrationClosesAt may be REGISTRATION_AFTER_LAST_ROUND'],
    ],
    ['is announced before it opens', { settings: { announcedAt: '2026-06-01T00:00:01Z' } }, ['/settings/announcedAt ROUND_BEFORE_ANNOUNCEMENT']],
    ['sees how old people are', { form: noBirthDate }, ['/registrationForm may be AGE_NOT_SEEN']],
    ['may be a draft', { settings: { announcedAt: null }, rounds: 0 }, []],
    ['has rounds when it is announced', { rounds: 0 }, ['/settings/announcedAt may be NO_ROUNDS']],
    ['adds up several rounds', { settings: { cumulative }, rounds: 1 }, ['/settings/cumulative may be NOTHING_TO_ADD_UP']],
    ['does not add up practice', { settings: { cumulative }, rules: { isPractice: true } }, ['/settings/cumulative may be NOTHING_TO_ADD_UP']],
    [
      'has the rounds that count',
      { settings: { cumulative: { ...cumulative, bestRounds: 3 } } },
      ['/settings/cumulative/bestRounds may be BEST_ROUNDS_TOO_MANY'],
    ],
    [
      'adds up predictions that were made',
      { settings: { cumulative: { ...cumulative, ranking: [{ key: 'predictionGap' }] } } },
      ['/settings/cumulative/ranking PREDICTION_MISSING'],
    ],
    ['puts everybody into one age group', groups(group('tre', null, 20), group('gia', 20, null)), ['/settings/ageGroups/groups/1 RANGES_OVERLAP']],
    ['may leave ages out', groups(group('tre', null, 19), group('gia', 30, null)), []],
    ['reads age groups upwards', groups(group('tre', 20, 10)), ['/settings/ageGroups/groups/0/to RANGE_REVERSED']],
    ['names each group once', groups(group('a', null, 19), group('a', 20, null)), ['/settings/ageGroups/groups/1/id SAME_ID']],
    [
      'asks for the birth date its groups need',
      { ...groups(group('tre', null, 19)), form: noBirthDate },
      ['/settings/ageGroups BIRTH_DATE_NOT_ASKED'],
    ],
    [
      'takes the best people only of scores',
      { settings: { unitRaces: [{ ...race, by: 'entrants' }] } },
      ['/settings/unitRaces/0/bestPeople BEST_PEOPLE_WITHOUT_SCORES'],
    ],
    [
      'needs headcounts for rates',
      { settings: { unitRaces: [{ ...race, by: 'rate', bestPeople: null }] } },
      ['/settings/unitRaces/0/by may be RATE_NEEDS_HEADCOUNTS'],
    ],
    [
      'has a race for each of its prizes',
      { settings: { prizes: [{ ...prize, for: { kind: 'unit', raceId: 'xa' } }] } },
      ['/settings/prizes/0/for/raceId PRIZE_RACE_UNKNOWN'],
    ],
    ['may have one for units', { settings: { unitRaces: [race], prizes: [{ ...prize, for: { kind: 'unit', raceId: 'xa' } }] } }, []],
    [
      'has a size class for each prize of one',
      { settings: { unitRaces: [race], prizes: [{ ...prize, for: { kind: 'unit', raceId: 'xa', sizeClassId: 'lon' } }] } },
      ['/settings/prizes/0/for/sizeClassId PRIZE_SIZE_CLASS_UNKNOWN'],
    ],
    [
      'says which size class wins',
      {
        settings: {
          unitRaces: [{ ...race, sizeClasses: [{ id: 'lon', title: 'Lớn', from: 1, to: null }] }],
          prizes: [{ ...prize, for: { kind: 'unit', raceId: 'xa' } }],
        },
      },
      ['/settings/unitRaces/0/by may be RATE_NEEDS_HEADCOUNTS', '/settings/prizes/0/for/sizeClassId PRIZE_WITHOUT_SIZE_CLASS'],
    ],
    [
      'has a round for each prize of one',
      { settings: { prizes: [{ ...prize, for: { kind: 'person', roundId: 9 } }] } },
      ['/settings/prizes/0/for/roundId PRIZE_ROUND_UNKNOWN'],
    ],
    [
      'gives no prizes for practice',
      { settings: { prizes: [{ ...prize, for: { kind: 'person', roundId: 1 } }] }, rules: { isPractice: true } },
      ['/settings/prizes/0/for/roundId PRIZE_ROUND_PRACTICE'],
    ],
    [
      'has a whole result for a prize of the whole',
      { settings: { prizes: [{ ...prize, for: { kind: 'person', roundId: null } }] } },
      ['/settings/prizes/0/for/roundId PRIZE_NEEDS_CUMULATIVE'],
    ],
    ['counts entries without one', { settings: { prizes: [{ ...prize, for: { kind: 'most-entries', roundId: null } }] } }, []],
    [
      'has an age group for each prize of one',
      { settings: { prizes: [{ ...prize, for: { kind: 'person', roundId: 2, ageGroupId: 'tre' } }] } },
      ['/settings/prizes/0/for/ageGroupId PRIZE_AGE_GROUP_UNKNOWN'],
    ],
    [
      'names each prize once',
      { settings: { prizes: [1, 2].map((roundId) => ({ ...prize, for: { kind: 'person', roundId } })) } },
      ['/settings/prizes/1/id SAME_ID'],
    ],
  ])('%s', (_rule, changes, faults) => {
    expect(faultsWith(changes)).toEqual(faults)
  })
})

test.each(['vi', 'en'] as const)('every fault has words of its own in %s', (language) => {
  const words = settingsFaultCodes.map((code) => textsIn(language).settingsFaults[code])
  expect(new Set(words).size).toBe(settingsFaultCodes.length)
})

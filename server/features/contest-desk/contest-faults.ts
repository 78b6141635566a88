import type { AgeGroups, ContestRules, Prize, UnitRace } from '../../contract/contest-rules.ts'
import type { RegistrationForm } from '../../contract/registration-form.ts'
import { isAge, rankingFaults } from './ranking-faults.ts'
import { type JudgedRound, roundFaults } from './round-faults.ts'
import { type Fault, fault, under, warning } from './settings-fault.ts'

export type JudgedContest = { settings: ContestRules; form: RegistrationForm; rounds: readonly (JudgedRound & { id: number })[] }

/** Everything that the settings of a contest and its rounds say against themselves, against each other or against the form. */
export function contestFaults(contest: JudgedContest): Fault[] {
  return [
    ...under('/settings', settingsFaults(contest)),
    ...contest.rounds.flatMap((round, index) => under(`/rounds/${index}`, roundFaults(round, contest.form))),
    ...formFaults(contest),
  ]
}

/** Personal data that the rules need and the form does not ask for. */
function formFaults({ settings, rounds, form }: JudgedContest): Fault[] {
  const isAsked = (name: string) => form.fields.some((field) => field.name === name && field.isRequired)
  const needs = neededOfPeople(
    settings,
    rounds.map(({ rules }) => rules),
  )
  return [
    ...(needs.birthDate !== undefined && !isAsked('birthDate') ? [fault(needs.birthDate, 'BIRTH_DATE_NOT_ASKED')] : []),
    // below 16 a guardian agrees too, below 7 nobody takes part: without the day of birth neither is seen
    ...(needs.birthDate === undefined && !isAsked('birthDate') ? [warning('/registrationForm', 'AGE_NOT_SEEN')] : []),
    ...(needs.occupation !== undefined && !isAsked('occupation') ? [fault(needs.occupation, 'OCCUPATION_NOT_ASKED')] : []),
  ]
}

/** Where rules first ask for a fact of a person, if any does. */
export function neededOfPeople(
  settings: Pick<ContestRules, 'ageGroups' | 'cumulative'>,
  rounds: readonly Pick<JudgedRound['rules'], 'eligibility' | 'ranking'>[],
): { birthDate: string | undefined; occupation: string | undefined } {
  const byAge = [
    ...(settings.ageGroups ? ['/settings/ageGroups'] : []),
    ...(settings.cumulative?.ranking.some(({ key }) => isAge(key)) ? ['/settings/cumulative/ranking'] : []),
    ...rounds.flatMap(({ eligibility, ranking }, index) => [
      ...(eligibility.minimumAge !== undefined || eligibility.maximumAge !== undefined ? [`/rounds/${index}/rules/eligibility`] : []),
      ...(ranking.some(({ key }) => isAge(key)) ? [`/rounds/${index}/rules/ranking`] : []),
    ]),
  ]
  const byOccupation = rounds.findIndex(({ eligibility }) => eligibility.occupations !== undefined)
  return { birthDate: byAge[0], occupation: byOccupation < 0 ? undefined : `/rounds/${byOccupation}/rules/eligibility/occupations` }
}

/** Of what somebody said, what is kept beside the sealed data because rules ask for it. */
export function keptFacts(
  { settings, rounds }: { settings: Pick<ContestRules, 'ageGroups' | 'cumulative'>; rounds: readonly { settings: JudgedRound['rules'] }[] },
  said: { birthDate?: string; fields?: Record<string, string> } | undefined,
): { bornOn: string | null; occupation: string | null } {
  const { birthDate, occupation } = neededOfPeople(
    settings,
    rounds.map((round) => round.settings),
  )
  return {
    bornOn: birthDate === undefined ? null : (said?.birthDate ?? null),
    occupation: occupation === undefined ? null : (said?.fields?.occupation ?? null),
  }
}

function settingsFaults({ settings, rounds }: JudgedContest): Fault[] {
  return [
    ...timeFaults(settings, rounds),
    ...cumulativeFaults(settings, rounds),
    ...(settings.ageGroups ? ageGroupFaults(settings.ageGroups) : []),
    ...sameIds('/unitRaces', settings.unitRaces),
    ...settings.unitRaces.flatMap((race, index) => under(`/unitRaces/${index}`, raceFaults(race))),
    ...sameIds('/prizes', settings.prizes),
    ...settings.prizes.flatMap((prize, index) => under(`/prizes/${index}/for`, prizeFaults(prize, settings, rounds))),
  ]
}

type Rounds = JudgedContest['rounds']

function timeFaults({ announcedAt, registrationOpensAt, registrationClosesAt }: ContestRules, rounds: Rounds): Fault[] {
  const announced = announcedAt === null ? null : Date.parse(announcedAt)
  const [opens, closes] = [registrationOpensAt, registrationClosesAt].map((at) => (at === null ? null : Date.parse(at))) as [
    number | null,
    number | null,
  ]
  const isBeforeAnnounced = (ms: number) => announced !== null && ms < announced
  return [
    ...(opens !== null && closes !== null && closes <= opens ? [fault('/registrationClosesAt', 'REGISTRATION_REVERSED')] : []),
    ...(opens !== null && isBeforeAnnounced(opens) ? [warning('/registrationOpensAt', 'REGISTRATION_BEFORE_ANNOUNCEMENT')] : []),
    ...(rounds.some(({ opensAt }) => isBeforeAnnounced(opensAt.getTime())) ? [fault('/announcedAt', 'ROUND_BEFORE_ANNOUNCEMENT')] : []),
    ...(closes !== null && rounds.length > 0 && rounds.every(({ closesAt }) => closesAt.getTime() < closes)
      ? [warning('/registrationClosesAt', 'REGISTRATION_AFTER_LAST_ROUND')]
      : []),
    ...(announced !== null && rounds.length === 0 ? [warning('/announcedAt', 'NO_ROUNDS')] : []),
  ]
}

function cumulativeFaults({ cumulative }: ContestRules, rounds: Rounds): Fault[] {
  if (cumulative === null) return []
  const counting = rounds.filter(({ rules }) => !rules.isPractice)
  const predicted = counting.some(({ rules }) => rules.prediction !== null)
  return [
    ...rankingFaults('/cumulative/ranking', cumulative.ranking, { over: 'rounds' }),
    ...(cumulative.ranking.some(({ key }) => key === 'predictionGap') && !predicted ? [fault('/cumulative/ranking', 'PREDICTION_MISSING')] : []),
    ...(counting.length < 2 ? [warning('/cumulative', 'NOTHING_TO_ADD_UP')] : []),
    ...((cumulative.bestRounds ?? 0) > counting.length ? [warning('/cumulative/bestRounds', 'BEST_ROUNDS_TOO_MANY')] : []),
  ]
}

function ageGroupFaults({ groups }: AgeGroups): Fault[] {
  return under('/ageGroups', [...sameIds('/groups', groups), ...rangeFaults('/groups', groups)])
}

function raceFaults({ by, bestPeople, sizeClasses }: UnitRace): Fault[] {
  const isOfScores = by === 'mean' || by === 'median' || by === 'total'
  return [
    ...(bestPeople !== null && !isOfScores ? [fault('/bestPeople', 'BEST_PEOPLE_WITHOUT_SCORES')] : []),
    ...(by === 'rate' || sizeClasses.length > 0 ? [warning('/by', 'RATE_NEEDS_HEADCOUNTS')] : []),
    ...sameIds('/sizeClasses', sizeClasses),
    ...rangeFaults('/sizeClasses', sizeClasses),
  ]
}

function prizeFaults(prize: Prize, { cumulative, ageGroups, unitRaces }: ContestRules, rounds: Rounds): Fault[] {
  if (prize.for.kind === 'unit') {
    const { raceId, sizeClassId } = prize.for
    const race = unitRaces.find(({ id }) => id === raceId)
    if (!race) return [fault('/raceId', 'PRIZE_RACE_UNKNOWN')]
    if (sizeClassId === undefined) return race.sizeClasses.length > 0 ? [fault('/sizeClassId', 'PRIZE_WITHOUT_SIZE_CLASS')] : []
    return race.sizeClasses.some(({ id }) => id === sizeClassId) ? [] : [fault('/sizeClassId', 'PRIZE_SIZE_CLASS_UNKNOWN')]
  }
  const { roundId } = prize.for
  const round = rounds.find(({ id }) => id === roundId)
  const ageGroupId = prize.for.kind === 'person' ? prize.for.ageGroupId : undefined
  return [
    ...(roundId !== null && !round ? [fault('/roundId', 'PRIZE_ROUND_UNKNOWN')] : []),
    ...(round?.rules.isPractice ? [fault('/roundId', 'PRIZE_ROUND_PRACTICE')] : []),
    // the most attempts of a whole contest can be counted without a board of the whole
    ...(roundId === null && cumulative === null && prize.for.kind === 'person' ? [fault('/roundId', 'PRIZE_NEEDS_CUMULATIVE')] : []),
    ...(ageGroupId !== undefined && !ageGroups?.groups.some(({ id }) => id === ageGroupId) ? [fault('/ageGroupId', 'PRIZE_AGE_GROUP_UNKNOWN')] : []),
  ]
}

function sameIds(at: string, lines: readonly { id: string }[]): Fault[] {
  return lines.flatMap(({ id }, index) => (lines.findIndex((other) => other.id === id) < index ? [fault(`${at}/${index}/id`, 'SAME_ID')] : []))
}

type Range = { from: number | null; to: number | null }
const reaches = ({ from, to }: Range) => [from ?? Number.NEGATIVE_INFINITY, to ?? Number.POSITIVE_INFINITY] as const

/** Inclusive on both sides: whoever stands in two would be ranked twice. */
function rangeFaults(at: string, ranges: readonly Range[]): Fault[] {
  return ranges.flatMap((range, index) => {
    const [from, to] = reaches(range)
    if (from > to) return [fault(`${at}/${index}/to`, 'RANGE_REVERSED')]
    const overlaps = ranges.slice(0, index).some((other) => reaches(other)[0] <= to && from <= reaches(other)[1])
    return overlaps ? [fault(`${at}/${index}`, 'RANGES_OVERLAP')] : []
  })
}

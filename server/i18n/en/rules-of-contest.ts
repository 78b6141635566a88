import type { AgeGroups, ContestRules, Cumulative, Prize, UnitRace } from '../../contract/contest-rules.ts'
import type { RuleWords, ToldContest, ToldRound } from '../../features/rules-text/told-contest.ts'
import { counted, dayOf, momentOf, numberOf, spanOf } from './moments.ts'
import { rankingClause } from './rules.ts'
import { placesOf } from './rules-of-rounds.ts'

/** What holds for the whole contest. A sentence stands here only where the software does what it says. */
export const rulesOfContest: RuleWords['ofContest'] = {
  registration: (contest) => [registration(contest)],
  rounds: ({ rounds }) => rounds.map(windowOf),
  cumulative: ({ settings: { cumulative } }) => (cumulative ? [wholeResult(cumulative)] : []),
  'age-groups': ({ settings: { ageGroups } }) => (ageGroups ? [agesApart(ageGroups)] : []),
  'unit-races': ({ settings: { unitRaces }, unitLevels }) => unitRaces.map((race) => raceOf(race, unitLevels)),
  prizes: ({ settings, rounds }) => prizesOf(settings, rounds),
  incidents: ({ settings: { supportLimits } }) => [incidents(supportLimits)],
  review: ({ settings: { reviewHours } }) => [
    reviewHours > 0
      ? `Complaints about results are taken for ${spanOf(reviewHours * 3_600)} after the last round closes; results are sealed after that.`
      : 'Results are sealed after the last round closes.',
  ],
  'personal-data': ({ privacy }) => personalData(privacy),
}

const toldBy = { phone: 'phone number', email: 'e-mail address', idNumber: 'ID number', portal: 'account on the portal' }

function registration({ settings: { announcedAt, registrationOpensAt, registrationClosesAt }, form }: ToldContest): string {
  const opens = registrationOpensAt ?? announcedAt
  const from = opens === null ? 'from the announcement' : `from ${momentOf(new Date(opens))}`
  const until = registrationClosesAt === null ? 'until the last round closes' : `until ${momentOf(new Date(registrationClosesAt))}`
  return [
    `Registration is open ${from} ${until}.`,
    `Each ${toldBy[form.identity]} can be registered once.`,
    ...(form.isForMembers ? ["Only people on the organizer's list, or coming from a portal of the contest, can register."] : []),
  ].join(' ')
}

function windowOf({ title, opensAt, closesAt, rules }: ToldRound): string {
  return `${title}${rules.isPractice ? ' (practice)' : ''}: from ${momentOf(opensAt)} to ${momentOf(closesAt)}.`
}

function wholeResult({ counts, bestRounds, ranking, places }: Cumulative): string {
  const of = bestRounds === null ? 'all rounds that count' : `the ${counted(bestRounds, 'round')} with a person's highest scores`
  return `The result of the whole contest is the ${counts === 'sum' ? 'sum' : 'mean'} over ${of}. ${rankingClause(ranking)} ${placesOf[places]}`
}

function agesApart({ on, groups }: AgeGroups): string {
  const lines = groups.map(({ title, titleEn = title, from, to }) => {
    if (from === null) return to === null ? `${titleEn} (all ages)` : `${titleEn} (up to ${to})`
    return to === null ? `${titleEn} (from ${from})` : `${titleEn} (${from} to ${to})`
  })
  return `Age groups are ranked apart, by the age on ${dayOf(on)}: ${lines.join('; ')}.`
}

function formulaOf({ by, bestPeople }: UnitRace): string {
  const of = bestPeople === null ? 'all who take part' : `the ${counted(bestPeople, 'person').replace('persons', 'people')} with the highest scores`
  return {
    entrants: 'how many people take part',
    entries: 'how many attempts are made',
    rate: 'people who take part divided by members of the unit',
    mean: `the mean score of ${of}`,
    median: `the median score of ${of}`,
    total: `the total score of ${of}`,
  }[by]
}

export function raceOf(race: UnitRace, unitLevels: readonly string[]): string {
  const { title, titleEn = title, depth, leastEntrants, sizeClasses } = race
  const level = unitLevels[depth]
  const classes = sizeClasses.map(({ title: name, titleEn: nameEn = name, from, to }) =>
    to === null ? `${nameEn} (from ${counted(from, 'member')})` : `${nameEn} (${numberOf(from)} to ${counted(to, 'member')})`,
  )
  return [
    `${titleEn}: units of level ${level === undefined ? depth + 1 : `“${level}”`} are ranked by ${formulaOf(race)}, units below included.`,
    ...(leastEntrants > 0 ? [`A unit with fewer than ${counted(leastEntrants, 'entrant')} is listed without a place.`] : []),
    ...(classes.length > 0 ? [`Ranked apart by size: ${classes.join('; ')}.`] : []),
  ].join(' ')
}

function prizesOf(settings: ContestRules, rounds: readonly ToldRound[]): string[] {
  if (settings.prizes.length === 0) return []
  return [
    'Prizes:',
    ...settings.prizes.map(
      (prize) =>
        `${prize.titleEn ?? prize.title}: ${numberOf(prize.count)}${prize.worth ? `, ${prize.worth}` : ''}, ${winnerOf(prize, settings, rounds)}.`,
    ),
    settings.onePrizeEach ? 'Everybody keeps one prize, the highest.' : 'A person may win several prizes.',
    'Members of the organizing committee and people barred from prizes are ranked but win nothing.',
  ]
}

function winnerOf({ for: winner }: Prize, { ageGroups, unitRaces }: ContestRules, rounds: readonly ToldRound[]): string {
  if (winner.kind === 'unit') {
    const race = unitRaces.find(({ id }) => id === winner.raceId)
    const size = race?.sizeClasses.find(({ id }) => id === winner.sizeClassId)
    return `for units by ${race?.titleEn ?? race?.title ?? winner.raceId}${size ? ` – ${size.titleEn ?? size.title}` : ''}`
  }
  const of = winner.roundId === null ? 'the whole contest' : (rounds.find(({ id }) => id === winner.roundId)?.title ?? `round ${winner.roundId}`)
  if (winner.kind === 'most-entries') return `for the most attempts (${of})`
  const group = ageGroups?.groups.find(({ id }) => id === winner.ageGroupId)
  return `for people by the board of ${of}${group ? ` – ${group.titleEn ?? group.title}` : ''}`
}

function incidents({ mostMinutes, mostTimes }: ContestRules['supportLimits']): string {
  return [
    'After an incident the organizer may give everybody whose attempt is running more time, with a reason and a public notice.',
    ...(mostMinutes > 0 && mostTimes > 0
      ? [
          `Support may give one attempt up to ${counted(mostMinutes, 'minute')} at a time, at most ${counted(mostTimes, 'time')}; each time is recorded.`,
        ]
      : []),
  ].join(' ')
}

function personalData({ retention, idNumber }: ToldContest['privacy']): string[] {
  return [
    ...(retention ? [`Personal data of people who took part are erased from ${momentOf(new Date(retention.eraseAt))} (${retention.rule}).`] : []),
    ...(idNumber ? [`ID numbers are used only for this: ${idNumber.purpose}, until ${momentOf(new Date(idNumber.until))}.`] : []),
  ]
}

import type { Eligibility, Prediction } from '../../contract/round-rules.ts'
import type { RuleWords, ToldContest, ToldRound } from '../../features/rules-text/told-contest.ts'
import { counted, dayOf, momentOf, pointsOf, spanOf } from './moments.ts'
import { rankingClause } from './rules.ts'

/** What each round says for itself. A sentence stands here only where the software does what it says. */
export const rulesOfRound: RuleWords['ofRound'] = {
  eligibility: (round, contest) => [whoMayStart(round, contest)],
  attempts: ({ rules: { attemptsAllowed, pauseSeconds, counts, durationSeconds }, paper }) => [
    [
      paper
        ? `Each attempt has ${counted(paper.questionCount, 'question')} and lasts ${spanOf(durationSeconds)}.`
        : `An attempt lasts ${spanOf(durationSeconds)}.`,
      attemptsAllowed === null ? 'Attempts are not limited.' : `Everybody has ${counted(attemptsAllowed, 'attempt')}.`,
      ...(pauseSeconds > 0 ? [`The next one may begin ${spanOf(pauseSeconds)} after the one before has ended.`] : []),
      ...(attemptsAllowed === 1 ? [] : [countingAttempt[counts]]),
      'An attempt ends when it is handed in, when its time is over or when the round closes; a lost line or leaving the page does not end it.',
    ].join(' '),
  ],
  answering: ({ rules: { navigation, graceSeconds }, paper }) => [
    [
      howToMove[navigation],
      ...(paper?.shuffleQuestions ? ['Questions come in another order on each paper.'] : []),
      ...(paper?.shuffleOptions ? ['Options come in another order on each paper.'] : []),
      graceSeconds > 0
        ? `Answers that reach the server within ${spanOf(graceSeconds)} after the end still count; later ones do not.`
        : 'Answers that reach the server after the end do not count.',
      "The server's clock is the only one that counts.",
    ].join(' '),
  ],
  points: ({ rules: { wrongThousandths, blankThousandths }, paper }) => [
    [
      ...(paper ? [`A paper earns at most ${pointsOf(paper.maxScoreThousandths)}.`] : []),
      wrongThousandths < 0 ? `Each answer that earns nothing costs ${pointsOf(-wrongThousandths)}.` : 'A wrong answer costs nothing.',
      blankThousandths < 0 ? `Each question left open costs ${pointsOf(-blankThousandths)}.` : 'A question left open costs nothing.',
      ...(wrongThousandths < 0 || blankThousandths < 0
        ? ['Essays, predictions and questions that were voided or given another key cost nothing.']
        : []),
    ].join(' '),
  ],
  prediction: ({ rules: { prediction } }) => (prediction ? [whatIsPredicted(prediction)] : []),
  ranking: ({ rules: { ranking, places } }) => [`${rankingClause(ranking)} ${placesOf[places]}`],
  'public-counts': ({ rules: { publicCounts }, freezesAt }) => [
    [
      publicCounts === 'hidden' ? 'How many take part is not told while the round runs.' : 'How many take part is public while the round runs.',
      ...(freezesAt ? [`The public board stands still from ${momentOf(freezesAt)} until the results are published.`] : []),
    ].join(' '),
  ],
  reveal: ({ rules: { reveal } }) => [
    reveal.when === 'never' ? 'Neither scores nor right answers are shown to people.' : `${shownTo[reveal.shows]} ${revealedAt[reveal.when]}.`,
  ],
}

function whoMayStart({ rules: { eligibility, isPractice }, needsAccessCode, opensAt }: ToldRound, contest: ToldContest): string {
  const conditions = conditionsOf(eligibility, opensAt, contest)
  return [
    conditions.length > 0 ? `Whoever is registered may take part, if ${conditions.join('; ')}.` : 'Whoever is registered may take part.',
    ...(needsAccessCode ? ['Starting needs a code from the organizer.'] : []),
    ...(isPractice ? ["This is a practice round: it counts neither for the result, nor for prizes, nor for the units' race."] : []),
  ].join(' ')
}

function conditionsOf(eligibility: Eligibility, opensAt: Date, { unitNames }: ToldContest): string[] {
  const { ageOn, minimumAge, maximumAge, unitIds, occupations, isForMembers } = eligibility
  const on = ageOn ? dayOf(ageOn) : momentOf(opensAt).split(' on ')[1]
  const lowest = minimumAge === undefined ? [] : [`at least ${minimumAge} years old`]
  const highest = maximumAge === undefined ? [] : [`at most ${maximumAge} years old`]
  const ages = [...lowest, ...highest]
  return [
    ...(ages.length > 0 ? [`${ages.join(' and ')} on ${on}`] : []),
    ...(unitIds ? [`of ${unitIds.map((id) => unitNames.get(id) ?? `unit ${id}`).join(', ')} or a unit below`] : []),
    ...(occupations ? [`by occupation one of: ${occupations.join(', ')}`] : []),
    ...(isForMembers ? ["on the organizer's list"] : []),
  ]
}

const countingAttempt = {
  best: 'The attempt that ranks highest is the result.',
  first: 'The first attempt is the result.',
  last: 'The last attempt is the result.',
  sum: 'The scores of all attempts together are the result.',
  mean: 'The mean score of the attempts is the result.',
}
const howToMove = {
  free: 'Questions may be answered in any order, and answers changed until the paper is handed in.',
  'forward-only': 'Questions are answered one after the other: what was left behind cannot be changed.',
  'one-by-one': 'Questions are shown one after the other: what was left behind cannot be changed.',
}
export const placesOf = {
  shared: 'Whoever is equal in all of these shares a place.',
  unique: 'Of those equal in all of these the earlier registered one stands above.',
}
const shownTo = {
  score: 'People see their score',
  answers: 'People see their score and the right answers',
  explanations: 'People see their score, the right answers and the explanations',
}
const revealedAt = {
  'after-attempt': 'as soon as they have handed in',
  'after-round': 'after the round has closed',
  'after-publication': 'after the results are published',
}

const asked = {
  entrants: { people: 'how many people take part', entries: 'how many attempts are made' },
  'all-correct': { people: 'how many people answer everything right', entries: 'how many attempts answer everything right' },
  'all-correct-percentage': {
    people: 'what percentage of people answer everything right',
    entries: 'what percentage of attempts answer everything right',
  },
  free: { people: 'a number that the organizer publishes', entries: 'a number that the organizer publishes' },
}
const guessOf = {
  counting: 'The prediction of the attempt that counts is the one that counts.',
  first: 'The prediction of the first attempt counts.',
  last: 'The prediction of the last attempt counts.',
}

function whatIsPredicted({ asks, counts, countsVoided, attempt }: Prediction): string {
  return [
    `To be predicted: ${asked[asks][counts]}. This earns no points and is used only for ranking.`,
    ...(asks === 'free' ? [] : [countsVoided ? 'Voided attempts are counted too.' : 'Voided attempts are not counted.']),
    guessOf[attempt],
    'Whoever predicts nothing ranks behind everybody who does. The true number is fixed when the results are sealed.',
  ].join(' ')
}

export function onlyFor(titles: readonly string[], paragraph: string): string {
  return `${titles.join(', ')}: ${paragraph}`
}

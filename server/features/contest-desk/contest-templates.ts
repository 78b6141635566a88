import type { AuthorBlueprint } from '../../contract/blueprints.ts'
import type { RecurringRounds } from '../../contract/contest-desk.ts'
import type { ContestRules, Prize } from '../../contract/contest-rules.ts'
import type { RoundRules } from '../../contract/round-rules.ts'
import { usualContestRules } from '../contests/contest-settings.ts'
import { usualRules } from '../contests/round-settings.ts'

/** A usual Vietnamese contest as data: everything but its questions, its name and its days. Its words are in i18n. */
export type ContestTemplateData = {
  id: TemplateId
  rounds: Omit<RecurringRounds, 'firstDay' | 'title'>
  rules: RoundRules
  settings: ContestRules
  /** Which questions its papers are usually made of; null: the organizer's own choice. */
  blueprint: AuthorBlueprint | null
}

export const templateIds = [
  'twenty-and-prediction',
  'weekly-best',
  'five-and-minus-two',
  'eight-weeks',
  'units-race',
  'five-keys',
  'school-leaving-mathematics',
  'school-leaving-sciences',
] as const
export type TemplateId = (typeof templateIds)[number]

const aWeek = { opens: { weekday: 1, time: '09:00' }, closes: { weekday: 7, time: '17:00' }, everyWeeks: 1, count: 1 }
const aSitting = { opens: { weekday: 1, time: '08:00' }, closes: { weekday: 1, time: '11:00' }, everyWeeks: 1, count: 1 }
const byScore: RoundRules['ranking'] = [{ key: 'score' }, { key: 'durationMs' }, { key: 'submittedAtMs' }]
const guessEntrants: RoundRules['prediction'] = { asks: 'entrants', counts: 'people', countsVoided: false, attempt: 'counting' }

const choices = (draw: number, pointsThousandths: number) => ({ id: 'cau-hoi', draw, pointsThousandths, from: {} })
const guess = { id: 'du-doan', draw: 1, pointsThousandths: 0, from: { types: ['prediction' as const] } }
const shuffled = { shuffleQuestions: true, shuffleOptions: true }
const papersOf = (...cells: AuthorBlueprint['cells']): AuthorBlueprint => ({ cells, ...shuffled })

/** The national format of 2025: one of four; four statements paid by a ladder of 0.1, 0.25, 0.5 and 1; short numbers. Parts stay in their order. */
const schoolLeaving = (parts: { choices: number; numbers: number; eachNumber: number }): AuthorBlueprint => ({
  cells: [
    { id: 'phan-1', draw: parts.choices, pointsThousandths: 250, from: { types: ['single-choice'] } },
    { id: 'phan-2', draw: 4, pointsThousandths: 1_000, from: { types: ['four-statements'] } },
    { id: 'phan-3', draw: parts.numbers, pointsThousandths: parts.eachNumber, from: { types: ['numeric'] } },
  ],
  shuffleQuestions: false,
  shuffleOptions: true,
})
const anExam: RoundRules = { ...usualRules, attemptsAllowed: 1, ranking: byScore, reveal: { when: 'after-round', shows: 'answers' } }

/** People are told apart by a line's id, so prizes of a template can name no round: they are for the whole contest or for a race. */
const wholePrizes: Prize[] = (['nhat', 'nhi', 'ba'] as const).map((id, index) => ({
  id,
  title: ['Giải Nhất', 'Giải Nhì', 'Giải Ba'][index] ?? id,
  titleEn: ['First prize', 'Second prize', 'Third prize'][index] ?? id,
  count: index + 1,
  for: { kind: 'person', roundId: null },
}))

const presets: Record<TemplateId, Omit<ContestTemplateData, 'id'>> = {
  'twenty-and-prediction': {
    rounds: aWeek,
    rules: {
      ...usualRules,
      durationSeconds: 900,
      attemptsAllowed: 1,
      ranking: [{ key: 'score' }, { key: 'predictionGap' }, { key: 'durationMs' }, { key: 'submittedAtMs' }],
      prediction: guessEntrants,
      publicCounts: 'hidden',
    },
    settings: usualContestRules,
    blueprint: papersOf(choices(20, 1_000), guess),
  },
  'weekly-best': {
    rounds: { ...aWeek, count: 4 },
    rules: { ...usualRules, durationSeconds: 900, attemptsAllowed: null, counts: 'best', ranking: byScore },
    settings: usualContestRules,
    blueprint: papersOf(choices(20, 1_000)),
  },
  'five-and-minus-two': {
    rounds: aWeek,
    rules: { ...usualRules, durationSeconds: 1_200, attemptsAllowed: 1, wrongThousandths: -2_000, ranking: byScore },
    settings: usualContestRules,
    blueprint: papersOf(choices(20, 5_000)),
  },
  'eight-weeks': {
    rounds: { ...aWeek, count: 8 },
    rules: { ...usualRules, durationSeconds: 900, attemptsAllowed: 3, counts: 'best', ranking: byScore },
    settings: {
      ...usualContestRules,
      cumulative: { counts: 'sum', bestRounds: null, ranking: [{ key: 'score' }, { key: 'durationMs' }], places: 'shared' },
      prizes: wholePrizes,
    },
    blueprint: papersOf(choices(15, 1_000)),
  },
  'units-race': {
    rounds: { ...aWeek, count: 4 },
    rules: { ...usualRules, durationSeconds: 900, attemptsAllowed: 2, counts: 'best', ranking: byScore },
    settings: {
      ...usualContestRules,
      unitRaces: [
        {
          id: 'tham-gia',
          title: 'Thi đua tỷ lệ tham gia',
          titleEn: 'Race by turn-out',
          depth: 1,
          by: 'rate',
          bestPeople: null,
          leastEntrants: 10,
          sizeClasses: [
            { id: 'nho', title: 'Đơn vị dưới 500 thành viên', titleEn: 'Units below 500 members', from: 0, to: 499 },
            { id: 'lon', title: 'Đơn vị từ 500 thành viên', titleEn: 'Units of 500 members and more', from: 500, to: null },
          ],
        },
        {
          id: 'diem',
          title: 'Thi đua điểm số',
          titleEn: 'Race by scores',
          depth: 1,
          by: 'mean',
          bestPeople: 20,
          leastEntrants: 20,
          sizeClasses: [],
        },
      ],
      prizes: [
        {
          id: 'tap-the-nho',
          title: 'Giải tập thể, đơn vị nhỏ',
          titleEn: 'Prize of small units',
          count: 3,
          for: { kind: 'unit', raceId: 'tham-gia', sizeClassId: 'nho' },
        },
        {
          id: 'tap-the-lon',
          title: 'Giải tập thể, đơn vị lớn',
          titleEn: 'Prize of large units',
          count: 3,
          for: { kind: 'unit', raceId: 'tham-gia', sizeClassId: 'lon' },
        },
        { id: 'chat-luong', title: 'Giải chất lượng', titleEn: 'Prize for scores', count: 3, for: { kind: 'unit', raceId: 'diem' } },
      ],
    },
    blueprint: papersOf(choices(20, 1_000)),
  },
  'five-keys': {
    rounds: aWeek,
    rules: {
      ...usualRules,
      durationSeconds: 1_200,
      attemptsAllowed: 3,
      counts: 'best',
      ranking: [{ key: 'score' }, { key: 'predictionGap' }, { key: 'durationMs' }, { key: 'firstEnteredAtMs' }, { key: 'fullMarkAttempts' }],
      prediction: { ...guessEntrants, asks: 'all-correct' },
      publicCounts: 'hidden',
    },
    settings: usualContestRules,
    blueprint: papersOf(choices(20, 1_000), guess),
  },
  'school-leaving-mathematics': {
    rounds: aSitting,
    rules: { ...anExam, durationSeconds: 5_400 },
    settings: usualContestRules,
    blueprint: schoolLeaving({ choices: 12, numbers: 6, eachNumber: 500 }),
  },
  'school-leaving-sciences': {
    rounds: aSitting,
    rules: { ...anExam, durationSeconds: 3_000 },
    settings: usualContestRules,
    blueprint: schoolLeaving({ choices: 18, numbers: 6, eachNumber: 250 }),
  },
}

export const contestTemplates: readonly ContestTemplateData[] = templateIds.map((id) => ({ id, ...presets[id] }))

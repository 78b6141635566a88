import { test } from 'vitest'
import type { ContestTable, RoundTable } from './contest-table.ts'
import { wholeContestTitle } from './expect-boards.ts'
import { expectOutcome } from './expect-outcome.ts'

const byScoreAndTime = [{ key: 'score' as const }, { key: 'durationMs' as const }]
const days = (week: number): { opens: string; closes: string } => {
  const day = (offset: number) => new Date(Date.parse('2026-03-02T00:00:00Z') + ((week - 1) * 7 + offset) * 86_400_000).toISOString().slice(0, 10)
  return { opens: `${day(0)} 09:00`, closes: `${day(6)} 17:00` }
}
const aWeek = (week: number, changes: Partial<RoundTable> = {}): RoundTable => ({
  title: `Tuần ${week}`,
  ...days(week),
  questions: 4,
  ...changes,
  rules: { attemptsAllowed: 2, ranking: byScoreAndTime, ...changes.rules },
})

const contests: Record<string, ContestTable> = {
  'eight weeks add up; whoever missed weeks has what was earned': {
    contest: { cumulative: { counts: 'sum', bestRounds: null, ranking: byScoreAndTime, places: 'shared' } },
    rounds: [1, 2, 3, 4, 5, 6, 7, 8].map((week) => aWeek(week)),
    people: { 'Lê An': {}, 'Phạm Bình': {} },
    sittings: [
      ...[1, 2, 3, 4, 5, 6, 7, 8].map((week) => ({ who: 'Lê An', round: `Tuần ${week}`, at: days(week).opens, right: 2, took: '01:00' })),
      ...[1, 3, 5, 7].map((week) => ({
        who: 'Phạm Bình',
        round: `Tuần ${week}`,
        at: days(week).opens.replace('09:00', '10:00'),
        right: 4,
        took: '02:00',
      })),
    ],
    official: {
      'Tuần 1': [
        [1, 'Phạm Bình', 4_000, 120_000],
        [2, 'Lê An', 2_000, 60_000],
      ],
      'Tuần 8': [[1, 'Lê An', 2_000, 60_000]],
      [wholeContestTitle]: [
        [1, 'Lê An', 16_000, 480_000],
        [1, 'Phạm Bình', 16_000, 480_000],
      ],
    },
  },
  'the mean over the rounds that somebody sat': {
    contest: { cumulative: { counts: 'mean', bestRounds: null, ranking: byScoreAndTime, places: 'shared' } },
    rounds: [aWeek(1), aWeek(2)],
    people: { 'Lê An': {}, 'Phạm Bình': {} },
    sittings: [
      { who: 'Lê An', round: 'Tuần 1', at: '2026-03-02 09:00', right: 3, took: '01:00' },
      { who: 'Lê An', round: 'Tuần 2', at: '2026-03-09 09:00', right: 4, took: '02:00' },
      { who: 'Phạm Bình', round: 'Tuần 2', at: '2026-03-09 09:00', right: 4, took: '03:00' },
    ],
    official: {
      [wholeContestTitle]: [
        [1, 'Phạm Bình', 4_000, 180_000],
        [2, 'Lê An', 3_500, 90_000],
      ],
    },
  },
  'a practice round counts for nothing': {
    contest: { cumulative: { counts: 'sum', bestRounds: null, ranking: byScoreAndTime, places: 'shared' } },
    rounds: [aWeek(1, { title: 'Thi thử', rules: { isPractice: true, attemptsAllowed: null } }), aWeek(2)],
    people: { 'Lê An': {}, 'Phạm Bình': {} },
    sittings: [
      { who: 'Lê An', round: 'Thi thử', at: '2026-03-02 09:00', right: 4, took: '01:00' },
      { who: 'Lê An', round: 'Tuần 2', at: '2026-03-09 09:00', right: 1, took: '01:00' },
      { who: 'Phạm Bình', round: 'Tuần 2', at: '2026-03-09 09:00', right: 2, took: '01:00' },
    ],
    official: {
      'Thi thử': [[1, 'Lê An', 4_000, 60_000]],
      [wholeContestTitle]: [
        [1, 'Phạm Bình', 2_000, 60_000],
        [2, 'Lê An', 1_000, 60_000],
      ],
    },
  },
  'the board of the whole contest stands still with its frozen round': {
    contest: { cumulative: { counts: 'sum', bestRounds: null, ranking: byScoreAndTime, places: 'shared' } },
    rounds: [aWeek(1), aWeek(2, { freezes: '2026-03-14 17:00' })],
    people: { 'Lê An': {}, 'Phạm Bình': {} },
    sittings: [
      { who: 'Lê An', round: 'Tuần 1', at: '2026-03-02 09:00', right: 3, took: '01:00' },
      { who: 'Phạm Bình', round: 'Tuần 1', at: '2026-03-02 09:00', right: 2, took: '01:00' },
      { who: 'Phạm Bình', round: 'Tuần 2', at: '2026-03-14 16:00', right: 2, took: '01:00' },
      { who: 'Lê An', round: 'Tuần 2', at: '2026-03-14 18:00', right: 4, took: '01:00' },
    ],
    official: {
      [wholeContestTitle]: [
        [1, 'Lê An', 7_000, 120_000],
        [2, 'Phạm Bình', 4_000, 120_000],
      ],
    },
    public: {
      'Tuần 2': [[1, 'Phạm Bình', 2_000, 60_000]],
      [wholeContestTitle]: [
        [1, 'Phạm Bình', 4_000, 120_000],
        [2, 'Lê An', 3_000, 60_000],
      ],
    },
  },
  'over all rounds: attempts with full marks, then the earlier entry': {
    contest: {
      cumulative: { counts: 'sum', bestRounds: null, ranking: [{ key: 'fullMarkAttempts' }, { key: 'firstEnteredAtMs' }], places: 'shared' },
    },
    rounds: [aWeek(1), aWeek(2)],
    people: { 'Lê An': {}, 'Phạm Bình': {}, 'Vũ Cường': {} },
    sittings: [
      { who: 'Lê An', round: 'Tuần 1', at: '2026-03-02 09:00', right: 4, took: '01:00' },
      { who: 'Phạm Bình', round: 'Tuần 1', at: '2026-03-02 09:05', right: 4, took: '01:00' },
      { who: 'Phạm Bình', round: 'Tuần 1', at: '2026-03-03 09:05', right: 4, took: '01:00' },
      { who: 'Lê An', round: 'Tuần 2', at: '2026-03-09 09:00', right: 4, took: '01:00' },
      { who: 'Vũ Cường', round: 'Tuần 2', at: '2026-03-09 08:59', right: 4, refused: 'ROUND_NOT_OPEN' },
      { who: 'Vũ Cường', round: 'Tuần 2', at: '2026-03-09 09:00', right: 3, took: '01:00' },
    ],
    official: {
      [wholeContestTitle]: [
        [1, 'Lê An', 2, Date.parse('2026-03-02T09:00:00+07:00')],
        [2, 'Phạm Bình', 2, Date.parse('2026-03-02T09:05:00+07:00')],
        [3, 'Vũ Cường', 0, Date.parse('2026-03-09T09:00:00+07:00')],
      ],
    },
  },
}

test.each(Object.entries(contests))('%s', (_rules, table) => expectOutcome(table))

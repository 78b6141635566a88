import { test } from 'vitest'
import type { ContestTable } from './contest-table.ts'
import { wholeContestTitle } from './expect-boards.ts'
import { expectOutcome } from './expect-outcome.ts'

const contests: Record<string, ContestTable> = {
  'one attempt, fifteen minutes: more points, then less time, then the earlier submission': {
    rounds: [{ title: 'Vòng 1', opens: '2026-03-02 09:00', closes: '2026-03-08 17:00', questions: 4 }],
    people: { 'Lê An': {}, 'Phạm Bình': {}, 'Vũ Cường': {}, 'Đỗ Dung': {} },
    sittings: [
      { who: 'Lê An', at: '2026-03-02 09:00', right: 4, took: '05:00' },
      { who: 'Phạm Bình', at: '2026-03-02 09:10', right: 4, took: '04:00' },
      { who: 'Vũ Cường', at: '2026-03-03 20:00', right: 3, wrong: 1, took: '01:00' },
      // a quarter of an hour is over before anything is submitted: what was answered counts
      { who: 'Đỗ Dung', at: '2026-03-04 08:00', right: 4 },
      { who: 'Lê An', at: '2026-03-04 09:00', right: 4, took: '01:00', refused: 'NO_ATTEMPTS_LEFT' },
    ],
    official: {
      'Vòng 1': [
        [1, 'Phạm Bình', 4_000, 240_000, Date.parse('2026-03-02T09:14:00+07:00')],
        [2, 'Lê An', 4_000, 300_000, Date.parse('2026-03-02T09:05:00+07:00')],
        [3, 'Đỗ Dung', 4_000, 900_000, Date.parse('2026-03-04T08:15:00+07:00')],
        [4, 'Vũ Cường', 3_000, 60_000, Date.parse('2026-03-03T20:01:00+07:00')],
      ],
    },
  },

  'twenty questions and a prediction, fifteen minutes, one attempt: the nearer guess parts full marks': {
    rounds: [
      {
        title: 'Vòng 1',
        opens: '2026-03-02 09:00',
        closes: '2026-03-08 17:00',
        questions: 20,
        predicts: true,
        truth: 1_250,
        rules: {
          durationSeconds: 900,
          attemptsAllowed: 1,
          ranking: [{ key: 'score' }, { key: 'predictionGap' }, { key: 'durationMs' }],
          prediction: { asks: 'free', counts: 'people', countsVoided: false, attempt: 'counting' },
        },
      },
    ],
    people: { 'Lê An': {}, 'Phạm Bình': {}, 'Vũ Cường': {}, 'Đỗ Dung': {}, 'Hồ Giang': {}, 'Trần Hải': {} },
    sittings: [
      { who: 'Lê An', at: '2026-03-02 09:00', right: 20, predicts: 1_200, took: '03:00' },
      { who: 'Phạm Bình', at: '2026-03-02 09:00', right: 20, predicts: 1_255, took: '14:00' },
      { who: 'Vũ Cường', at: '2026-03-02 09:00', right: 20, predicts: 1_245, took: '13:00' },
      { who: 'Đỗ Dung', at: '2026-03-02 09:00', right: 19, predicts: 1_250, took: '02:00' },
      // no guess ranks behind any guess
      { who: 'Hồ Giang', at: '2026-03-02 09:00', right: 20, took: '01:00' },
      // never submitted: the quarter of an hour runs out
      { who: 'Trần Hải', at: '2026-03-02 09:00', right: 20, predicts: 1_254 },
      { who: 'Hồ Giang', at: '2026-03-03 09:00', right: 20, predicts: 1_250, refused: 'NO_ATTEMPTS_LEFT' },
    ],
    official: {
      'Vòng 1': [
        [1, 'Trần Hải', 20_000, 4_000, 900_000],
        [2, 'Vũ Cường', 20_000, 5_000, 780_000],
        [3, 'Phạm Bình', 20_000, 5_000, 840_000],
        [4, 'Lê An', 20_000, 50_000, 180_000],
        [5, 'Hồ Giang', 20_000, null, 60_000],
        [6, 'Đỗ Dung', 19_000, 0, 120_000],
      ],
    },
    public: {
      'Vòng 1': [
        [1, 'Trần Hải', 20_000, 4_000, 900_000],
        [2, 'Vũ Cường', 20_000, 5_000, 780_000],
        [3, 'Phạm Bình', 20_000, 5_000, 840_000],
        [4, 'Lê An', 20_000, 50_000, 180_000],
        [5, 'Hồ Giang', 20_000, null, 60_000],
        [6, 'Đỗ Dung', 19_000, 0, 120_000],
      ],
    },
  },

  'weekly, as often as one likes, the best counts; the board stands still on the last day': {
    rounds: [
      {
        title: 'Tuần 1',
        opens: '2026-03-02 09:00',
        closes: '2026-03-08 17:00',
        freezes: '2026-03-07 17:00',
        questions: 5,
        rules: { attemptsAllowed: null, counts: 'best', ranking: [{ key: 'score' }, { key: 'durationMs' }] },
      },
    ],
    people: { 'Lê An': {}, 'Phạm Bình': {}, 'Vũ Cường': {} },
    sittings: [
      { who: 'Lê An', at: '2026-03-02 09:00', right: 3, took: '02:00' },
      { who: 'Lê An', at: '2026-03-03 09:00', right: 4, took: '03:00' },
      { who: 'Lê An', at: '2026-03-04 09:00', right: 2, took: '01:00' },
      { who: 'Phạm Bình', at: '2026-03-05 09:00', right: 4, took: '02:30' },
      { who: 'Vũ Cường', at: '2026-03-06 09:00', right: 1, took: '02:00' },
      { who: 'Vũ Cường', at: '2026-03-08 10:00', right: 5, took: '09:00' },
      { who: 'Lê An', at: '2026-03-08 16:55', right: 5, took: '04:00' },
    ],
    official: {
      'Tuần 1': [
        [1, 'Lê An', 5_000, 240_000],
        [2, 'Vũ Cường', 5_000, 540_000],
        [3, 'Phạm Bình', 4_000, 150_000],
      ],
    },
    public: {
      'Tuần 1': [
        [1, 'Phạm Bình', 4_000, 150_000],
        [2, 'Lê An', 4_000, 180_000],
        [3, 'Vũ Cường', 1_000, 120_000],
      ],
    },
  },

  'five ordered keys: score, prediction, time, earlier entry, attempts with full marks': {
    rounds: [
      {
        title: 'Vòng 1',
        opens: '2026-03-02 09:00',
        closes: '2026-03-08 17:00',
        questions: 2,
        predicts: true,
        truth: 100,
        rules: {
          attemptsAllowed: 3,
          ranking: [{ key: 'score' }, { key: 'predictionGap' }, { key: 'durationMs' }, { key: 'firstEnteredAtMs' }, { key: 'fullMarkAttempts' }],
          prediction: { asks: 'free', counts: 'people', countsVoided: false, attempt: 'last' },
        },
      },
    ],
    people: { 'Lê An': {}, 'Phạm Bình': {}, 'Vũ Cường': {}, 'Đỗ Dung': {}, 'Hồ Giang': {}, 'Trần Hải': {} },
    // each of them stands above the next one by another key
    sittings: [
      // the last guess is the one that counts, of whichever attempt
      { who: 'Lê An', at: '2026-03-02 09:00', right: 2, predicts: 500, took: '02:00' },
      { who: 'Phạm Bình', at: '2026-03-02 09:00', right: 2, predicts: 90, took: '01:40' },
      { who: 'Vũ Cường', at: '2026-03-02 09:00', right: 2, predicts: 150, took: '02:00' },
      { who: 'Đỗ Dung', at: '2026-03-02 09:00', right: 2, predicts: 110, took: '02:00' },
      { who: 'Hồ Giang', at: '2026-03-02 09:01', right: 2, predicts: 90, took: '02:00' },
      { who: 'Trần Hải', at: '2026-03-02 09:00', right: 1, predicts: 100, took: '01:00' },
      { who: 'Lê An', at: '2026-03-03 09:00', right: 1, predicts: 100, took: '01:00' },
      { who: 'Vũ Cường', at: '2026-03-03 09:00', right: 2, predicts: 110, took: '02:00' },
      { who: 'Hồ Giang', at: '2026-03-03 09:00', right: 2, predicts: 110, took: '02:00' },
    ],
    official: {
      'Vòng 1': [
        [1, 'Lê An', 2_000, 0, 120_000, Date.parse('2026-03-02T09:00:00+07:00'), 1],
        // the nearer guess of An comes before the shorter time
        [2, 'Phạm Bình', 2_000, 10_000, 100_000, Date.parse('2026-03-02T09:00:00+07:00'), 1],
        [3, 'Vũ Cường', 2_000, 10_000, 120_000, Date.parse('2026-03-02T09:00:00+07:00'), 2],
        // only full marks twice part Cường from Dung
        [4, 'Đỗ Dung', 2_000, 10_000, 120_000, Date.parse('2026-03-02T09:00:00+07:00'), 1],
        // the earlier entry comes before full marks twice
        [5, 'Hồ Giang', 2_000, 10_000, 120_000, Date.parse('2026-03-02T09:01:00+07:00'), 2],
        [6, 'Trần Hải', 1_000, 0, 60_000, Date.parse('2026-03-02T09:00:00+07:00'), 0],
      ],
    },
  },

  'cumulative over three weeks, the best two count': {
    contest: {
      cumulative: { counts: 'sum', bestRounds: 2, ranking: [{ key: 'score' }, { key: 'durationMs' }, { key: 'attemptsUsed' }], places: 'shared' },
    },
    rounds: [1, 2, 3].map((week) => ({
      title: `Tuần ${week}`,
      opens: `2026-03-${String(2 + 7 * (week - 1)).padStart(2, '0')} 09:00`,
      closes: `2026-03-${String(8 + 7 * (week - 1)).padStart(2, '0')} 17:00`,
      questions: 4,
      rules: { attemptsAllowed: 2, ranking: [{ key: 'score' as const }, { key: 'durationMs' as const }] },
    })),
    people: { 'Lê An': {}, 'Phạm Bình': {}, 'Vũ Cường': {} },
    sittings: [
      { who: 'Lê An', round: 'Tuần 1', at: '2026-03-02 09:00', right: 4, took: '02:00' },
      { who: 'Phạm Bình', round: 'Tuần 1', at: '2026-03-02 09:00', right: 3, took: '01:00' },
      { who: 'Vũ Cường', round: 'Tuần 1', at: '2026-03-02 09:00', right: 2, took: '01:00' },
      { who: 'Lê An', round: 'Tuần 2', at: '2026-03-09 09:00', right: 1, took: '01:00' },
      { who: 'Phạm Bình', round: 'Tuần 2', at: '2026-03-09 09:00', right: 1, took: '01:00' },
      { who: 'Phạm Bình', round: 'Tuần 2', at: '2026-03-10 09:00', right: 4, took: '03:00' },
      { who: 'Lê An', round: 'Tuần 3', at: '2026-03-16 09:00', right: 3, took: '02:00' },
      { who: 'Vũ Cường', round: 'Tuần 3', at: '2026-03-16 09:00', right: 4, took: '01:00' },
    ],
    official: {
      'Tuần 2': [
        [1, 'Phạm Bình', 4_000, 180_000],
        [2, 'Lê An', 1_000, 60_000],
      ],
      [wholeContestTitle]: [
        [1, 'Lê An', 7_000, 240_000, 2],
        [2, 'Phạm Bình', 7_000, 240_000, 3],
        [3, 'Vũ Cường', 6_000, 120_000, 2],
      ],
    },
  },
}

test.each(Object.entries(contests))('%s', (_rules, table) => expectOutcome(table))

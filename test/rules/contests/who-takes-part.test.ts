import { test } from 'vitest'
import type { ContestTable } from './contest-table.ts'
import { expectOutcome } from './expect-outcome.ts'

const week = { title: 'Vòng 1', opens: '2026-03-02 09:00', closes: '2026-03-08 17:00', questions: 5 }
const byScoreAndTime = [{ key: 'score' as const }, { key: 'durationMs' as const }]

const contests: Record<string, ContestTable> = {
  'compulsory for the members of two branches: whoever is on their list, nobody else; the list says who has not come': {
    rounds: [{ ...week, freezes: '2026-03-05 09:00', rules: { attemptsAllowed: 2, ranking: byScoreAndTime } }],
    isForMembers: true,
    entitled: { C1: ['Lê An', 'Phạm Bình', 'Vũ Cường'], C2: ['Đỗ Dung'] },
    people: { 'Lê An': {}, 'Phạm Bình': {}, 'Đỗ Dung': { unit: 'C2' }, 'Hồ Giang': { unit: 'C3', refused: 'NOT_A_MEMBER' } },
    sittings: [
      { who: 'Lê An', at: '2026-03-02 09:00', right: 3, took: '02:00' },
      { who: 'Đỗ Dung', at: '2026-03-02 09:00', right: 4, took: '02:00' },
      { who: 'Lê An', at: '2026-03-06 09:00', right: 5, took: '02:00' },
      // Bình is registered and never begins
    ],
    official: {
      'Vòng 1': [
        [1, 'Lê An', 5_000, 120_000],
        [2, 'Đỗ Dung', 4_000, 120_000],
      ],
    },
    public: {
      'Vòng 1': [
        [1, 'Đỗ Dung', 4_000, 120_000],
        [2, 'Lê An', 3_000, 120_000],
      ],
    },
    turnout: { 'Chi đoàn Trường học': [3, 2], 'Chi đoàn Công an': [1, 1] },
  },

  'open to everybody, but the final is for the listed members of one commune': {
    contest: { cumulative: { counts: 'sum', bestRounds: null, ranking: byScoreAndTime, places: 'shared' } },
    rounds: [
      { ...week, rules: { ranking: byScoreAndTime } },
      {
        ...week,
        title: 'Chung kết',
        opens: '2026-03-09 09:00',
        closes: '2026-03-09 17:00',
        forUnits: ['X1'],
        rules: { eligibility: { isForMembers: true }, ranking: byScoreAndTime },
      },
    ],
    entitled: { C1: ['Lê An'], C2: ['Phạm Bình'], C3: ['Vũ Cường'] },
    people: { 'Lê An': {}, 'Phạm Bình': { unit: 'C2' }, 'Vũ Cường': { unit: 'C3' }, 'Đỗ Dung': {} },
    sittings: [
      { who: 'Đỗ Dung', at: '2026-03-02 09:00', right: 5, took: '01:00' },
      { who: 'Vũ Cường', at: '2026-03-02 09:00', right: 4, took: '01:00' },
      { who: 'Lê An', at: '2026-03-02 09:00', right: 2, took: '01:00' },
      { who: 'Lê An', round: 'Chung kết', at: '2026-03-09 09:00', right: 4, took: '02:00' },
      { who: 'Phạm Bình', round: 'Chung kết', at: '2026-03-09 09:00', right: 3, took: '02:00' },
      // on the list, but of the other commune; of the commune, but not on the list
      { who: 'Vũ Cường', round: 'Chung kết', at: '2026-03-09 09:01', right: 5, refused: 'NOT_ELIGIBLE' },
      { who: 'Đỗ Dung', round: 'Chung kết', at: '2026-03-09 09:01', right: 5, refused: 'NOT_ELIGIBLE' },
    ],
    official: {
      'Chung kết': [
        [1, 'Lê An', 4_000, 120_000],
        [2, 'Phạm Bình', 3_000, 120_000],
      ],
      'Cả cuộc thi': [
        [1, 'Lê An', 6_000, 180_000],
        [2, 'Đỗ Dung', 5_000, 60_000],
        [3, 'Vũ Cường', 4_000, 60_000],
        [4, 'Phạm Bình', 3_000, 120_000],
      ],
    },
    public: {
      'Chung kết': [
        [1, 'Lê An', 4_000, 120_000],
        [2, 'Phạm Bình', 3_000, 120_000],
      ],
    },
    turnout: { 'Chi đoàn Trường học': [1, 1], 'Chi đoàn Công an': [1, 1], 'Chi đoàn Thôn Đông': [1, 1] },
  },

  'from 18 to 30 years old on the last day of February, and boards for those up to 24 and from 25': {
    contest: {
      ageGroups: {
        on: '2026-02-28',
        groups: [
          { id: 'tre', title: 'Đến 24 tuổi', from: null, to: 24 },
          { id: 'lon', title: 'Từ 25 tuổi', from: 25, to: null },
        ],
      },
      prizes: [
        { id: 'tre', title: 'Giải Trẻ', count: 1, for: { kind: 'person', roundId: 1, ageGroupId: 'tre' } },
        { id: 'lon', title: 'Giải Lớn', count: 1, for: { kind: 'person', roundId: 1, ageGroupId: 'lon' } },
      ],
    },
    rounds: [
      {
        ...week,
        freezes: '2026-03-05 09:00',
        rules: { attemptsAllowed: 2, eligibility: { ageOn: '2026-02-28', minimumAge: 18, maximumAge: 30 }, ranking: byScoreAndTime },
      },
    ],
    people: {
      // 18 on the very day; a day later is too young, and a birthday on 29 February is kept on 1 March
      'Lê An': { born: '2008-02-28' },
      'Phạm Bình': { born: '2008-02-29' },
      // 30 until tomorrow; 31 today
      'Vũ Cường': { born: '1995-03-01' },
      'Đỗ Dung': { born: '1995-02-28' },
      // 25 today, 24 until tomorrow
      'Hồ Giang': { born: '2001-02-28' },
      'Trần Hải': { born: '2001-03-01' },
    },
    sittings: [
      { who: 'Lê An', at: '2026-03-02 09:00', right: 3, took: '02:00' },
      { who: 'Phạm Bình', at: '2026-03-02 09:00', right: 5, refused: 'NOT_ELIGIBLE' },
      { who: 'Vũ Cường', at: '2026-03-02 09:00', right: 2, took: '02:00' },
      { who: 'Đỗ Dung', at: '2026-03-02 09:00', right: 5, refused: 'NOT_ELIGIBLE' },
      { who: 'Hồ Giang', at: '2026-03-02 09:00', right: 4, took: '02:00' },
      { who: 'Trần Hải', at: '2026-03-02 09:00', right: 4, took: '03:00' },
      { who: 'Vũ Cường', at: '2026-03-06 09:00', right: 5, took: '02:00' },
    ],
    official: {
      'Vòng 1': [
        [1, 'Vũ Cường', 5_000, 120_000],
        [2, 'Hồ Giang', 4_000, 120_000],
        [3, 'Trần Hải', 4_000, 180_000],
        [4, 'Lê An', 3_000, 120_000],
      ],
    },
    public: {
      'Vòng 1': [
        [1, 'Hồ Giang', 4_000, 120_000],
        [2, 'Trần Hải', 4_000, 180_000],
        [3, 'Lê An', 3_000, 120_000],
        [4, 'Vũ Cường', 2_000, 120_000],
      ],
    },
    ageGroups: {
      tre: {
        official: {
          'Vòng 1': [
            [1, 'Trần Hải', 4_000, 180_000],
            [2, 'Lê An', 3_000, 120_000],
          ],
        },
        public: {
          'Vòng 1': [
            [1, 'Trần Hải', 4_000, 180_000],
            [2, 'Lê An', 3_000, 120_000],
          ],
        },
      },
      lon: {
        official: {
          'Vòng 1': [
            [1, 'Vũ Cường', 5_000, 120_000],
            [2, 'Hồ Giang', 4_000, 120_000],
          ],
        },
        public: {
          'Vòng 1': [
            [1, 'Hồ Giang', 4_000, 120_000],
            [2, 'Vũ Cường', 2_000, 120_000],
          ],
        },
      },
    },
    prizes: { 'Giải Trẻ': { winners: ['Trần Hải'] }, 'Giải Lớn': { winners: ['Vũ Cường'] } },
  },
}

test.each(Object.entries(contests))('%s', (_rules, table) => expectOutcome(table))

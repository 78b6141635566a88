import { test } from 'vitest'
import type { ContestTable } from './contest-table.ts'
import { expectOutcome } from './expect-outcome.ts'

const week = { title: 'Vòng 1', opens: '2026-03-02 09:00', closes: '2026-03-08 17:00', questions: 5 }
const byScoreAndTime = [{ key: 'score' as const }, { key: 'durationMs' as const }]

const contests: Record<string, ContestTable> = {
  'organizers and their staff take part, stand where they stand, and win nothing: whoever comes next does': {
    contest: {
      prizes: [
        { id: 'nhat', title: 'Giải Nhất', count: 1, for: { kind: 'person', roundId: 1 } },
        { id: 'nhi', title: 'Giải Nhì', count: 2, for: { kind: 'person', roundId: 1 } },
        { id: 'cham', title: 'Giải chăm chỉ', count: 1, for: { kind: 'most-entries', roundId: 1 } },
      ],
    },
    rounds: [{ ...week, freezes: '2026-03-07 17:00', rules: { attemptsAllowed: null, ranking: byScoreAndTime } }],
    people: { 'Lê An': {}, 'Phạm Bình': {}, 'Vũ Cường': {}, 'Đỗ Dung': {}, 'Hồ Giang': {}, 'Trần Hải': {} },
    // Bình typed the questions, Dung is the secretary
    barred: ['Phạm Bình', 'Đỗ Dung'],
    sittings: [
      { who: 'Lê An', at: '2026-03-02 09:00', right: 4, took: '03:00' },
      { who: 'Phạm Bình', at: '2026-03-02 09:00', right: 5, took: '01:00' },
      { who: 'Vũ Cường', at: '2026-03-02 10:00', right: 4, took: '05:00' },
      { who: 'Đỗ Dung', at: '2026-03-02 10:00', right: 4, took: '04:00' },
      { who: 'Hồ Giang', at: '2026-03-02 11:00', right: 3, took: '02:00' },
      { who: 'Trần Hải', at: '2026-03-02 11:00', right: 2, took: '02:00' },
      { who: 'Trần Hải', at: '2026-03-03 11:00', right: 1, took: '02:00' },
      { who: 'Đỗ Dung', at: '2026-03-03 11:00', right: 3, took: '02:00' },
      { who: 'Đỗ Dung', at: '2026-03-04 11:00', right: 3, took: '02:00' },
      // on the last day, while the public board stands still
      { who: 'Vũ Cường', at: '2026-03-08 11:00', right: 5, took: '06:00' },
    ],
    official: {
      'Vòng 1': [
        [1, 'Phạm Bình', 5_000, 60_000],
        [2, 'Vũ Cường', 5_000, 360_000],
        [3, 'Lê An', 4_000, 180_000],
        [4, 'Đỗ Dung', 4_000, 240_000],
        [5, 'Hồ Giang', 3_000, 120_000],
        [6, 'Trần Hải', 2_000, 120_000],
      ],
    },
    public: {
      'Vòng 1': [
        [1, 'Phạm Bình', 5_000, 60_000],
        [2, 'Lê An', 4_000, 180_000],
        [3, 'Đỗ Dung', 4_000, 240_000],
        [4, 'Vũ Cường', 4_000, 300_000],
        [5, 'Hồ Giang', 3_000, 120_000],
        [6, 'Trần Hải', 2_000, 120_000],
      ],
    },
    prizes: {
      'Giải Nhất': { winners: ['Vũ Cường'], passedOver: { 'Phạm Bình': 'barred' } },
      'Giải Nhì': { winners: ['Lê An', 'Hồ Giang'], passedOver: { 'Phạm Bình': 'barred', 'Vũ Cường': 'same-list', 'Đỗ Dung': 'barred' } },
      // three attempts of Dung do not count, Cường has two as well and keeps the higher prize
      'Giải chăm chỉ': { winners: ['Trần Hải'], passedOver: { 'Đỗ Dung': 'barred', 'Vũ Cường': 'higher-prize' } },
    },
  },

  'each keeps only the highest prize, over the weeks and the whole contest; whoever stands next moves up': {
    contest: {
      cumulative: { counts: 'sum', bestRounds: null, ranking: byScoreAndTime, places: 'shared' },
      onePrizeEach: true,
      prizes: [
        { id: 'chung', title: 'Giải chung cuộc', count: 2, for: { kind: 'person', roundId: null } },
        { id: 'tuan-1', title: 'Giải tuần 1', count: 1, for: { kind: 'person', roundId: 1 } },
        { id: 'tuan-2', title: 'Giải tuần 2', count: 2, for: { kind: 'person', roundId: 2 } },
      ],
    },
    rounds: [
      { ...week, title: 'Tuần 1', rules: { ranking: byScoreAndTime } },
      { ...week, title: 'Tuần 2', opens: '2026-03-09 09:00', closes: '2026-03-15 17:00', rules: { ranking: byScoreAndTime } },
    ],
    people: { 'Lê An': {}, 'Phạm Bình': {}, 'Vũ Cường': {}, 'Đỗ Dung': {} },
    sittings: [
      { who: 'Lê An', at: '2026-03-02 09:00', right: 5, took: '01:00' },
      { who: 'Phạm Bình', at: '2026-03-02 09:00', right: 4, took: '01:00' },
      { who: 'Vũ Cường', at: '2026-03-02 09:00', right: 3, took: '01:00' },
      { who: 'Lê An', round: 'Tuần 2', at: '2026-03-09 09:00', right: 5, took: '02:00' },
      { who: 'Phạm Bình', round: 'Tuần 2', at: '2026-03-09 09:00', right: 3, took: '01:00' },
      { who: 'Vũ Cường', round: 'Tuần 2', at: '2026-03-09 09:00', right: 2, took: '03:00' },
      { who: 'Đỗ Dung', round: 'Tuần 2', at: '2026-03-09 09:00', right: 4, took: '01:00' },
    ],
    official: {
      'Tuần 1': [
        [1, 'Lê An', 5_000, 60_000],
        [2, 'Phạm Bình', 4_000, 60_000],
        [3, 'Vũ Cường', 3_000, 60_000],
      ],
      'Tuần 2': [
        [1, 'Lê An', 5_000, 120_000],
        [2, 'Đỗ Dung', 4_000, 60_000],
        [3, 'Phạm Bình', 3_000, 60_000],
        [4, 'Vũ Cường', 2_000, 180_000],
      ],
      'Cả cuộc thi': [
        [1, 'Lê An', 10_000, 180_000],
        [2, 'Phạm Bình', 7_000, 120_000],
        [3, 'Vũ Cường', 5_000, 240_000],
        [4, 'Đỗ Dung', 4_000, 60_000],
      ],
    },
    public: {
      'Cả cuộc thi': [
        [1, 'Lê An', 10_000, 180_000],
        [2, 'Phạm Bình', 7_000, 120_000],
        [3, 'Vũ Cường', 5_000, 240_000],
        [4, 'Đỗ Dung', 4_000, 60_000],
      ],
    },
    prizes: {
      'Giải chung cuộc': { winners: ['Lê An', 'Phạm Bình'] },
      'Giải tuần 1': { winners: ['Vũ Cường'], passedOver: { 'Lê An': 'higher-prize', 'Phạm Bình': 'higher-prize' } },
      // nobody is left for the second one
      'Giải tuần 2': {
        winners: ['Đỗ Dung'],
        passedOver: { 'Lê An': 'higher-prize', 'Phạm Bình': 'higher-prize', 'Vũ Cường': 'higher-prize' },
      },
    },
  },

  'where the rules let people keep every prize, the best of each week wins it': {
    contest: {
      cumulative: { counts: 'sum', bestRounds: null, ranking: byScoreAndTime, places: 'shared' },
      onePrizeEach: false,
      prizes: [
        { id: 'chung', title: 'Giải chung cuộc', count: 1, for: { kind: 'person', roundId: null } },
        { id: 'tuan-1', title: 'Giải tuần 1', count: 1, for: { kind: 'person', roundId: 1 } },
      ],
    },
    rounds: [{ ...week, title: 'Tuần 1', rules: { ranking: byScoreAndTime } }],
    people: { 'Lê An': {}, 'Phạm Bình': {} },
    sittings: [
      { who: 'Lê An', at: '2026-03-02 09:00', right: 5, took: '01:00' },
      { who: 'Phạm Bình', at: '2026-03-02 09:00', right: 4, took: '01:00' },
    ],
    official: {
      'Cả cuộc thi': [
        [1, 'Lê An', 5_000, 60_000],
        [2, 'Phạm Bình', 4_000, 60_000],
      ],
    },
    prizes: { 'Giải chung cuộc': { winners: ['Lê An'] }, 'Giải tuần 1': { winners: ['Lê An'] } },
  },
}

test.each(Object.entries(contests))('%s', (_rules, table) => expectOutcome(table))

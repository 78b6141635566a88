import { test } from 'vitest'
import type { ContestTable } from './contest-table.ts'
import { expectOutcome } from './expect-outcome.ts'

const title = 'Vòng 1'
const once = { right: 1, took: '01:00' } as const
const small = { id: 'nho', title: 'Đến 100 người', from: 0, to: 100 }
const large = { id: 'lon', title: 'Trên 100 người', from: 101, to: null }

const contests: Record<string, ContestTable> = {
  'branches by entrants per member: small and large ones apart, none with fewer than two entrants, and only those whose size is known': {
    contest: {
      unitRaces: [{ id: 'ty-le', title: 'Tỷ lệ', depth: 2, by: 'rate', bestPeople: null, leastEntrants: 2, sizeClasses: [small, large] }],
      prizes: [
        { id: 'nho', title: 'Cờ chi đoàn nhỏ', count: 1, for: { kind: 'unit', raceId: 'ty-le', sizeClassId: 'nho' } },
        { id: 'lon', title: 'Cờ chi đoàn lớn', count: 1, for: { kind: 'unit', raceId: 'ty-le', sizeClassId: 'lon' } },
      ],
    },
    rounds: [
      {
        title,
        opens: '2026-03-02 09:00',
        closes: '2026-03-08 17:00',
        freezes: '2026-03-05 09:00',
        questions: 2,
        rules: { ranking: [{ key: 'score' }] },
      },
    ],
    moreUnits: {
      C4: { name: 'Chi đoàn Thôn Tây', in: 'X2' },
      C5: { name: 'Chi đoàn Bệnh viện', in: 'X2' },
      C6: { name: 'Chi đoàn Thôn Nam', in: 'X2' },
    },
    // nobody told how many belong to C6
    headcounts: { C1: 40, C2: 20, C3: 40_000, C4: 16, C5: 300 },
    people: {
      'Lê An': { unit: 'C1' },
      'Phạm Bình': { unit: 'C1' },
      'Vũ Cường': { unit: 'C1' },
      'Đỗ Dung': { unit: 'C2' },
      'Hồ Giang': { unit: 'C2' },
      'Trần Hải': { unit: 'C3' },
      'Nguyễn Khánh': { unit: 'C3' },
      'Bùi Lan': { unit: 'C4' },
      'Ngô Minh': { unit: 'C6' },
      'Đinh Nga': { unit: 'C6' },
    },
    sittings: [
      { who: 'Lê An', at: '2026-03-02 09:00', ...once },
      { who: 'Phạm Bình', at: '2026-03-02 09:00', ...once },
      { who: 'Đỗ Dung', at: '2026-03-02 09:00', ...once },
      { who: 'Trần Hải', at: '2026-03-02 09:00', ...once },
      { who: 'Nguyễn Khánh', at: '2026-03-02 09:00', ...once },
      { who: 'Bùi Lan', at: '2026-03-02 09:00', ...once },
      { who: 'Ngô Minh', at: '2026-03-02 09:00', ...once },
      { who: 'Đinh Nga', at: '2026-03-02 09:00', ...once },
      // after the freeze
      { who: 'Vũ Cường', at: '2026-03-06 09:00', ...once },
      { who: 'Hồ Giang', at: '2026-03-06 09:00', ...once },
    ],
    // all with one point: nobody stands above anybody
    official: {
      [title]: [
        [1, 'Lê An', 1_000],
        [1, 'Phạm Bình', 1_000],
        [1, 'Vũ Cường', 1_000],
        [1, 'Đỗ Dung', 1_000],
        [1, 'Hồ Giang', 1_000],
        [1, 'Trần Hải', 1_000],
        [1, 'Nguyễn Khánh', 1_000],
        [1, 'Bùi Lan', 1_000],
        [1, 'Ngô Minh', 1_000],
        [1, 'Đinh Nga', 1_000],
      ],
    },
    public: {
      [title]: [
        [1, 'Lê An', 1_000],
        [1, 'Phạm Bình', 1_000],
        [1, 'Đỗ Dung', 1_000],
        [1, 'Trần Hải', 1_000],
        [1, 'Nguyễn Khánh', 1_000],
        [1, 'Bùi Lan', 1_000],
        [1, 'Ngô Minh', 1_000],
        [1, 'Đinh Nga', 1_000],
      ],
    },
    races: {
      'ty-le': {
        official: [
          // 2 of 20 are a tenth, 3 of 40 are three fortieths; people per 100,000
          [1, 'Chi đoàn Công an', 10_000, 2],
          [2, 'Chi đoàn Trường học', 7_500, 3],
          // one of sixteen says nothing
          [null, 'Chi đoàn Thôn Tây', 6_250, 1],
          // 2 of 40,000
          [1, 'Chi đoàn Thôn Đông', 5, 2],
          [null, 'Chi đoàn Bệnh viện', 0, 0],
          [null, 'Chi đoàn Thôn Nam', null, 2],
        ],
        public: [
          [1, 'Chi đoàn Trường học', 5_000, 2],
          [null, 'Chi đoàn Công an', 5_000, 1],
          [null, 'Chi đoàn Thôn Tây', 6_250, 1],
          [1, 'Chi đoàn Thôn Đông', 5, 2],
          [null, 'Chi đoàn Bệnh viện', 0, 0],
          [null, 'Chi đoàn Thôn Nam', null, 2],
        ],
      },
    },
    prizes: { 'Cờ chi đoàn nhỏ': { winners: ['Chi đoàn Công an'] }, 'Cờ chi đoàn lớn': { winners: ['Chi đoàn Thôn Đông'] } },
  },

  'communes by the points of their best two people, and by the mean of all': {
    contest: {
      unitRaces: [
        { id: 'tong', title: 'Tổng điểm', depth: 1, by: 'total', bestPeople: 2, leastEntrants: 0, sizeClasses: [] },
        { id: 'trung-binh', title: 'Trung bình', depth: 1, by: 'mean', bestPeople: null, leastEntrants: 2, sizeClasses: [] },
      ],
    },
    rounds: [
      { title, opens: '2026-03-02 09:00', closes: '2026-03-08 17:00', questions: 5, rules: { attemptsAllowed: 2, ranking: [{ key: 'score' }] } },
    ],
    people: {
      'Lê An': { unit: 'C1' },
      'Phạm Bình': { unit: 'C2' },
      'Vũ Cường': { unit: 'C2' },
      'Đỗ Dung': { unit: 'C3' },
      'Hồ Giang': { unit: 'C3' },
    },
    sittings: [
      { who: 'Lê An', at: '2026-03-02 09:00', right: 5, took: '01:00' },
      { who: 'Phạm Bình', at: '2026-03-02 09:00', right: 3, took: '01:00' },
      { who: 'Vũ Cường', at: '2026-03-02 09:00', right: 2, took: '01:00' },
      { who: 'Đỗ Dung', at: '2026-03-02 09:00', right: 1, took: '01:00' },
      { who: 'Đỗ Dung', at: '2026-03-03 09:00', right: 4, took: '01:00' },
      { who: 'Hồ Giang', at: '2026-03-02 09:00', right: 3, took: '01:00' },
    ],
    official: {
      [title]: [
        [1, 'Lê An', 5_000],
        [2, 'Đỗ Dung', 4_000],
        [3, 'Phạm Bình', 3_000],
        [3, 'Hồ Giang', 3_000],
        [5, 'Vũ Cường', 2_000],
      ],
    },
    races: {
      tong: {
        official: [
          [1, 'Xã An Bình', 8_000, 3],
          [2, 'Xã Bình Minh', 7_000, 2],
        ],
        public: [
          [1, 'Xã An Bình', 8_000, 3],
          [2, 'Xã Bình Minh', 7_000, 2],
        ],
      },
      'trung-binh': {
        // ten points of three people, cut to whole thousandths
        official: [
          [1, 'Xã Bình Minh', 3_500, 2],
          [2, 'Xã An Bình', 3_333, 3],
        ],
        public: [
          [1, 'Xã Bình Minh', 3_500, 2],
          [2, 'Xã An Bình', 3_333, 3],
        ],
      },
    },
  },
}

test.each(Object.entries(contests))('%s', (_rules, table) => expectOutcome(table))

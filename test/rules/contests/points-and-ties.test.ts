import { test } from 'vitest'
import type { ContestTable, SittingTable } from './contest-table.ts'
import { expectOutcome } from './expect-outcome.ts'

const title = 'Vòng 1'
const week = { title, opens: '2026-03-02 09:00', closes: '2026-03-08 17:00', questions: 10 }

const equals: SittingTable[] = [
  { who: 'Lê An', at: '2026-03-02 09:00', right: 8, took: '05:00' },
  { who: 'Phạm Bình', at: '2026-03-02 09:00', right: 8, took: '05:00' },
  { who: 'Vũ Cường', at: '2026-03-02 09:00', right: 8, took: '05:01' },
  { who: 'Đỗ Dung', at: '2026-03-02 09:00', right: 7, took: '01:00' },
]
const registeredInTurn = {
  'Lê An': { registered: '2026-03-01 12:00' },
  'Phạm Bình': { registered: '2026-03-01 08:00' },
  'Vũ Cường': { registered: '2026-03-01 07:00' },
  'Đỗ Dung': { registered: '2026-03-01 06:00' },
}

const contests: Record<string, ContestTable> = {
  'five points for right, two off for wrong, none for an open answer': {
    rounds: [{ ...week, points: 5_000, rules: { wrongThousandths: -2_000, ranking: [{ key: 'score' }, { key: 'durationMs' }] } }],
    people: { 'Lê An': {}, 'Phạm Bình': {}, 'Vũ Cường': {} },
    sittings: [
      { who: 'Lê An', at: '2026-03-02 09:00', right: 6, wrong: 4, took: '05:00' },
      // who knows when not to guess stands higher
      { who: 'Phạm Bình', at: '2026-03-02 09:00', right: 6, wrong: 0, took: '05:00' },
      { who: 'Vũ Cường', at: '2026-03-02 09:00', right: 1, wrong: 9, took: '05:00' },
    ],
    official: {
      [title]: [
        [1, 'Phạm Bình', 30_000, 300_000],
        [2, 'Lê An', 22_000, 300_000],
        // below zero stays below zero
        [3, 'Vũ Cường', -13_000, 300_000],
      ],
    },
  },
  'one point off for each answer left open': {
    rounds: [{ ...week, points: 2_000, rules: { blankThousandths: -1_000, ranking: [{ key: 'score' }] } }],
    people: { 'Lê An': {}, 'Phạm Bình': {} },
    sittings: [
      { who: 'Lê An', at: '2026-03-02 09:00', right: 5, wrong: 5, took: '05:00' },
      { who: 'Phạm Bình', at: '2026-03-02 09:00', right: 6, wrong: 0, took: '05:00' },
    ],
    official: {
      [title]: [
        [1, 'Lê An', 10_000],
        [2, 'Phạm Bình', 8_000],
      ],
    },
  },
  'equal in every key share the place, and the next one stands behind all of them': {
    rounds: [{ ...week, rules: { ranking: [{ key: 'score' }, { key: 'durationMs' }], places: 'shared' } }],
    people: { 'Lê An': {}, 'Phạm Bình': {}, 'Vũ Cường': {}, 'Đỗ Dung': {} },
    sittings: equals,
    // of equals the order is that of their registration
    official: {
      [title]: [
        [1, 'Lê An', 8_000, 300_000],
        [1, 'Phạm Bình', 8_000, 300_000],
        [3, 'Vũ Cường', 8_000, 301_000],
        [4, 'Đỗ Dung', 7_000, 60_000],
      ],
    },
  },
  'no two people on one place: who registered earlier stands above': {
    rounds: [{ ...week, rules: { ranking: [{ key: 'score' }, { key: 'durationMs' }], places: 'unique' } }],
    people: registeredInTurn,
    sittings: equals,
    official: {
      [title]: [
        [1, 'Phạm Bình', 8_000, 300_000, Date.parse('2026-03-01T08:00:00+07:00')],
        [2, 'Lê An', 8_000, 300_000, Date.parse('2026-03-01T12:00:00+07:00')],
        [3, 'Vũ Cường', 8_000, 301_000, Date.parse('2026-03-01T07:00:00+07:00')],
        [4, 'Đỗ Dung', 7_000, 60_000, Date.parse('2026-03-01T06:00:00+07:00')],
      ],
    },
  },
  'who registered earlier stands above, whatever the time taken': {
    rounds: [{ ...week, rules: { ranking: [{ key: 'score' }, { key: 'registeredAtMs' }] } }],
    people: registeredInTurn,
    sittings: equals,
    official: {
      [title]: [
        [1, 'Vũ Cường', 8_000, Date.parse('2026-03-01T07:00:00+07:00')],
        [2, 'Phạm Bình', 8_000, Date.parse('2026-03-01T08:00:00+07:00')],
        [3, 'Lê An', 8_000, Date.parse('2026-03-01T12:00:00+07:00')],
        [4, 'Đỗ Dung', 7_000, Date.parse('2026-03-01T06:00:00+07:00')],
      ],
    },
  },
  'nobody wins by not reading: time counts only beyond what reading takes': {
    // ten questions of 15 syllables, four a second: 37.5 seconds
    rounds: [{ ...week, rules: { ranking: [{ key: 'score' }, { key: 'durationAboveFloorMs' }, { key: 'submittedAtMs' }] } }],
    people: { 'Lê An': {}, 'Phạm Bình': {}, 'Vũ Cường': {} },
    sittings: [
      { who: 'Lê An', at: '2026-03-02 09:05', right: 10, took: '00:10' },
      { who: 'Phạm Bình', at: '2026-03-02 09:00', right: 10, took: '00:35' },
      { who: 'Vũ Cường', at: '2026-03-02 09:00', right: 10, took: '00:50' },
    ],
    official: {
      [title]: [
        [1, 'Phạm Bình', 10_000, 0, Date.parse('2026-03-02T09:00:35+07:00')],
        [2, 'Lê An', 10_000, 0, Date.parse('2026-03-02T09:05:10+07:00')],
        [3, 'Vũ Cường', 10_000, 12_500, Date.parse('2026-03-02T09:00:50+07:00')],
      ],
    },
  },
}

test.each(Object.entries(contests))('%s', (_rules, table) => expectOutcome(table))

import { test } from 'vitest'
import type { ContestTable, SittingTable } from './contest-table.ts'
import { expectOutcome } from './expect-outcome.ts'

const title = 'Vòng 1'
const week = { title, opens: '2026-03-02 09:00', closes: '2026-03-08 17:00', questions: 5 }
const people = { 'Lê An': {}, 'Phạm Bình': {} }

/** An begins badly and grows, Bình begins well and tires. */
const threeEach: SittingTable[] = [
  { who: 'Lê An', at: '2026-03-02 09:00', right: 1, took: '05:00' },
  { who: 'Lê An', at: '2026-03-03 09:00', right: 3, took: '04:00' },
  { who: 'Lê An', at: '2026-03-04 09:00', right: 5, took: '06:00' },
  { who: 'Phạm Bình', at: '2026-03-02 10:00', right: 4, took: '02:00' },
  { who: 'Phạm Bình', at: '2026-03-03 10:00', right: 5, took: '07:00' },
  { who: 'Phạm Bình', at: '2026-03-04 10:00', right: 2, took: '03:00' },
]
const byScoreAndTime = [{ key: 'score' as const }, { key: 'durationMs' as const }]

const contests: Record<string, ContestTable> = {
  'three attempts, the best counts': {
    rounds: [{ ...week, rules: { attemptsAllowed: 3, counts: 'best', ranking: byScoreAndTime } }],
    people,
    sittings: [...threeEach, { who: 'Lê An', at: '2026-03-05 09:00', right: 5, refused: 'NO_ATTEMPTS_LEFT' }],
    official: {
      [title]: [
        [1, 'Lê An', 5_000, 360_000],
        [2, 'Phạm Bình', 5_000, 420_000],
      ],
    },
  },
  'three attempts, the first counts: the others are for practice': {
    rounds: [{ ...week, rules: { attemptsAllowed: 3, counts: 'first', ranking: byScoreAndTime } }],
    people,
    sittings: threeEach,
    official: {
      [title]: [
        [1, 'Phạm Bình', 4_000, 120_000],
        [2, 'Lê An', 1_000, 300_000],
      ],
    },
  },
  'three attempts, the last counts, for better or worse': {
    rounds: [{ ...week, rules: { attemptsAllowed: 3, counts: 'last', ranking: byScoreAndTime } }],
    people,
    sittings: threeEach,
    official: {
      [title]: [
        [1, 'Lê An', 5_000, 360_000],
        [2, 'Phạm Bình', 2_000, 180_000],
      ],
    },
  },
  'all attempts add up, and so does the time': {
    rounds: [{ ...week, rules: { attemptsAllowed: 3, counts: 'sum', ranking: byScoreAndTime } }],
    people,
    sittings: threeEach,
    official: {
      [title]: [
        [1, 'Phạm Bình', 11_000, 720_000],
        [2, 'Lê An', 9_000, 900_000],
      ],
    },
  },
  'the mean of all attempts, cut to whole thousandths': {
    rounds: [{ ...week, rules: { attemptsAllowed: 3, counts: 'mean', ranking: byScoreAndTime } }],
    people,
    sittings: threeEach,
    official: {
      [title]: [
        [1, 'Phạm Bình', 3_666, 240_000],
        [2, 'Lê An', 3_000, 300_000],
      ],
    },
  },
  'the best score, but the time of all attempts together': {
    rounds: [{ ...week, rules: { attemptsAllowed: 3, counts: 'best', ranking: [{ key: 'score' }, { key: 'durationMs', over: 'sum' }] } }],
    people,
    sittings: threeEach,
    official: {
      [title]: [
        [1, 'Phạm Bình', 5_000, 720_000],
        [2, 'Lê An', 5_000, 900_000],
      ],
    },
  },
  'full marks at the fewest attempts': {
    rounds: [{ ...week, rules: { attemptsAllowed: null, counts: 'best', ranking: [{ key: 'score' }, { key: 'attemptsUsed' }] } }],
    people,
    sittings: threeEach.slice(0, 5),
    official: {
      [title]: [
        [1, 'Phạm Bình', 5_000, 2],
        [2, 'Lê An', 5_000, 3],
      ],
    },
  },
  'an hour of rest between attempts': {
    rounds: [{ ...week, rules: { attemptsAllowed: null, pauseSeconds: 3_600, ranking: [{ key: 'score' }] } }],
    people,
    sittings: [
      { who: 'Lê An', at: '2026-03-02 09:00', right: 1, took: '05:00' },
      { who: 'Lê An', at: '2026-03-02 10:04', right: 5, refused: 'PAUSE_NOT_OVER' },
      { who: 'Lê An', at: '2026-03-02 10:05', right: 2, took: '01:00' },
    ],
    official: { [title]: [[1, 'Lê An', 2_000]] },
  },
  'nobody loses what was answered: whoever does not submit is closed with it': {
    rounds: [{ ...week, rules: { attemptsAllowed: 2, counts: 'best', durationSeconds: 600, ranking: byScoreAndTime } }],
    people,
    sittings: [
      { who: 'Lê An', at: '2026-03-02 09:00', right: 4 },
      // a start while an attempt is open is that attempt, even at the last moment of the round
      { who: 'Phạm Bình', at: '2026-03-08 16:55', right: 3 },
      { who: 'Lê An', at: '2026-03-02 09:11', right: 2, took: '01:00' },
    ],
    official: {
      [title]: [
        [1, 'Lê An', 4_000, 600_000],
        // the round closes for everybody
        [2, 'Phạm Bình', 3_000, 300_000],
      ],
    },
  },
}

test.each(Object.entries(contests))('%s', (_rules, table) => expectOutcome(table))

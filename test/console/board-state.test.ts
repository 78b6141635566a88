import { describe, expect, test } from 'vitest'
import { emptyBoardState, isStale, withBeat, withDelta, withSnapshot } from '../../console/board/board-state.ts'
import { aBoard, aDelta } from './board-samples.ts'

const heardAtMs = 1_000
const live = withSnapshot(aBoard(), 'socket', heardAtMs)

describe('a screen says that it is stale', () => {
  test.each([
    ['never before anything was heard', emptyBoardState, 60_000, false],
    ['not within five seconds', live, heardAtMs + 5_000, false],
    ['after five seconds without delta or beat', live, heardAtMs + 5_001, true],
    ['later while polling, which is slow by nature', withSnapshot(aBoard(), 'polling', heardAtMs), heardAtMs + 14_000, false],
    ['but not never while polling', withSnapshot(aBoard(), 'polling', heardAtMs), heardAtMs + 15_001, true],
  ])('%s', (_when, state, nowMs, expected) => {
    expect(isStale(state, nowMs)).toBe(expected)
  })

  test('a beat at the same version makes it fresh and moves the time the figures are true for', () => {
    const state = withBeat(live, { roundId: 1, version: 7, takenAt: '2026-11-21T02:41:05.000Z' }, 9_000)
    expect(state && isStale(state, 9_500)).toBe(false)
    expect(state?.trueAt).toBe('2026-11-21T02:41:05.000Z')
  })
})

test.each([
  ['of a later version: a delta was missed', { roundId: 1, version: 8 }],
  ['of an earlier version: the server began anew', { roundId: 1, version: 1 }],
  ['of another round', { roundId: 2, version: 7 }],
])('a beat %s asks for the whole board', (_why, beat) => {
  expect(withBeat(live, { ...beat, takenAt: '2026-11-21T02:41:05.000Z' }, 9_000)).toBeNull()
})

test('a delta before any board asks for the whole board', () => {
  expect(withDelta(emptyBoardState, aDelta(), 1)).toBeNull()
})

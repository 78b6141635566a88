import { describe, expect, test } from 'vitest'
import { readBoardAddress } from '../../console/board/board-address.ts'
import { chooseRound } from '../../console/board/choose-round.ts'
import type { PublicRound, RoundPhase } from '../../server/contract/contests.ts'

const aRound = (id: number, phase: RoundPhase): PublicRound => ({
  id,
  title: `Tuần ${id}`,
  phase,
  opensAt: `2026-11-${10 + id}T02:00:00Z`,
  closesAt: `2026-11-${10 + id}T10:00:00Z`,
  durationSeconds: 900,
  questionCount: 20,
  attemptsAllowed: 3,
  revealsScore: true,
  isFrozen: false,
  isPractice: false,
  needsAccessCode: false,
  navigation: 'free',
  noticeNumber: 0,
})

describe('a screen without a round in its address shows', () => {
  test.each([
    ['the open round', [aRound(1, 'closed'), aRound(2, 'open'), aRound(3, 'upcoming')], 2],
    ['the newest of two open rounds', [aRound(2, 'open'), aRound(1, 'open')], 2],
    ['between two weeks, the last round held', [aRound(3, 'upcoming'), aRound(1, 'closed'), aRound(2, 'closed')], 2],
    ['before the contest, the first round to come', [aRound(2, 'upcoming'), aRound(1, 'upcoming')], 1],
    ['nothing while there is no round', [], undefined],
  ])('%s', (_what, rounds, expected) => {
    expect(chooseRound(rounds)?.id).toBe(expected)
  })
})

test.each([
  ['/board/cong-dan-so-an-toan', { slug: 'cong-dan-so-an-toan', roundId: null }],
  ['/board/cong-dan-so-an-toan/', { slug: 'cong-dan-so-an-toan', roundId: null }],
  ['/board/cong-dan-so-an-toan/12', { slug: 'cong-dan-so-an-toan', roundId: 12 }],
  ['/board/cong-dan-so-an-toan/tuan-1', null],
  ['/board/cong-dan-so-an-toan/0', null],
  ['/board/%', null],
  ['/board', null],
])('the address %s', (path, expected) => {
  expect(readBoardAddress(path)).toEqual(expected)
})

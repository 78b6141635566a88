import { describe, expect, test } from 'vitest'
import type { Reveal } from '../../server/contract/round-rules.ts'
import { isAtLeast, revealedNow } from '../../server/features/contests/revealed-now.ts'

const closesAt = new Date('2026-06-07T10:00:00Z')
const at = (reveal: Reveal, moreMs: number, facts: { publishedAt?: Date; hasRunningAttempts?: boolean } = {}) =>
  revealedNow(
    { opensAt: new Date('2026-06-01T02:00:00Z'), closesAt, settings: { reveal } },
    { publishedAt: null, ...facts },
    closesAt.getTime() + moreMs,
  )

describe('what somebody sees of how they did', () => {
  test.each<[string, Reveal, number, object, string]>([
    ['never anything', { when: 'never', shows: 'explanations' }, 1e9, { publishedAt: closesAt }, 'nothing'],
    ['the score at once', { when: 'after-attempt', shows: 'score' }, -1e6, {}, 'score'],
    ['everything at once', { when: 'after-attempt', shows: 'explanations' }, -1e6, {}, 'explanations'],
    ['nothing until the last millisecond of the round', { when: 'after-round', shows: 'answers' }, -1, {}, 'nothing'],
    ['answers from the second it closes', { when: 'after-round', shows: 'answers' }, 0, {}, 'answers'],
    ['but no more than the score while somebody still sits', { when: 'after-round', shows: 'answers' }, 0, { hasRunningAttempts: true }, 'score'],
    ['nothing until results are published', { when: 'after-publication', shows: 'answers' }, 1e9, {}, 'nothing'],
    ['then answers', { when: 'after-publication', shows: 'answers' }, 1e9, { publishedAt: closesAt }, 'answers'],
  ])('%s', (_rule, reveal, moreMs, facts, revealed) => expect(at(reveal, moreMs, facts)).toBe(revealed))
})

test('explanations include answers, and answers the score', () => {
  expect([isAtLeast('explanations', 'score'), isAtLeast('answers', 'explanations'), isAtLeast('nothing', 'score')]).toEqual([true, false, false])
})

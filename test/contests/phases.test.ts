import { describe, expect, test } from 'vitest'
import { contestPhase, countingOpensAtMs, type PhaseFacts, registrationPhase, reviewEndsAtMs } from '../../server/features/contests/contest-phase.ts'
import { isFrozenWhileOpen, roundPhase } from '../../server/features/contests/round-phase.ts'

const at = (text: string) => Date.parse(`2026-06-${text}Z`)
const day = (text: string) => new Date(at(text))

const aRound = (opensAt: string, closesAt: string, freezesAt: string | null = null, isPractice = false): PhaseFacts['rounds'][number] => ({
  opensAt: day(opensAt),
  closesAt: day(closesAt),
  freezesAt: freezesAt === null ? null : day(freezesAt),
  settings: { isPractice, graceSeconds: 2 },
})

/** Two weeks; the second freezes on its last evening. A practice round runs before and long after them. */
const aContest = (changes: Partial<PhaseFacts> = {}): PhaseFacts => ({
  settings: {
    announcedAt: '2026-06-01T00:00:00Z',
    registrationOpensAt: '2026-06-03T00:00:00Z',
    registrationClosesAt: '2026-06-20T00:00:00Z',
    reviewHours: 24,
  },
  rounds: [
    aRound('02T00:00:00', '30T00:00:00', null, true),
    aRound('05T02:00:00', '11T10:00:00'),
    aRound('12T02:00:00', '18T10:00:00', '18T04:00:00'),
  ],
  sealedAt: null,
  publishedAt: null,
  archivedAt: null,
  ...changes,
})

describe('the phase of a contest', () => {
  test.each([
    ['a second before its announcement it is a draft', '01T00:00:00', -1, 'draft'],
    ['at its announcement it is announced', '01T00:00:00', 0, 'announced'],
    ['a practice round does not make it run', '02T12:00:00', 0, 'announced'],
    ['until the last millisecond before registration', '03T00:00:00', -1, 'announced'],
    ['then people register', '03T00:00:00', 0, 'registering'],
    ['until the first round that counts opens', '05T02:00:00', -1, 'registering'],
    ['from that very second it runs', '05T02:00:00', 0, 'running'],
    ['also between two rounds', '11T12:00:00', 0, 'running'],
    ['until the board stands still', '18T04:00:00', -1, 'running'],
    ['frozen', '18T04:00:00', 0, 'frozen'],
    ['until the last round closes', '18T10:00:00', -1, 'frozen'],
    ['closed, while what was sent in the grace is still counted', '18T10:00:00', 0, 'closed'],
    ['for its grace and the three seconds of the sweeper', '18T10:00:05', -1, 'closed'],
    ['then under review, practice or not', '18T10:00:05', 0, 'under-review'],
    ['for as long as nobody seals it', '29T10:00:00', 0, 'under-review'],
  ])('%s', (_rule, moment, moreMs, phase) => {
    expect(contestPhase(aContest(), at(moment) + moreMs)).toBe(phase)
  })

  test('what officials did stands above the clock', () => {
    const [sealedAt, publishedAt, archivedAt] = [day('20T00:00:00'), day('21T00:00:00'), day('22T00:00:00')]
    const now = at('25T00:00:00')
    expect(contestPhase(aContest({ sealedAt }), now)).toBe('sealed')
    expect(contestPhase(aContest({ sealedAt, publishedAt }), now)).toBe('published')
    expect(contestPhase(aContest({ sealedAt, publishedAt, archivedAt }), now)).toBe('archived')
  })

  test('without a day of announcement it stays a draft, whatever its rounds do', () => {
    const { settings } = aContest()
    expect(contestPhase(aContest({ settings: { ...settings, announcedAt: null } }), at('15T00:00:00'))).toBe('draft')
  })

  test('without registration days people register from the announcement', () => {
    const settings = { ...aContest().settings, registrationOpensAt: null, registrationClosesAt: null }
    expect(contestPhase(aContest({ settings }), at('01T00:00:00'))).toBe('registering')
  })

  test('without rounds nothing runs and nothing is over', () => {
    expect(contestPhase(aContest({ rounds: [] }), at('29T00:00:00'))).toBe('announced')
    expect(contestPhase(aContest({ rounds: [] }), at('10T00:00:00'))).toBe('registering')
  })

  test('a contest of practice rounds alone has its day too', () => {
    const rounds = [aRound('02T00:00:00', '30T00:00:00', null, true)]
    expect(contestPhase(aContest({ rounds }), at('02T00:00:00'))).toBe('running')
    expect(contestPhase(aContest({ rounds }), at('30T00:00:05'))).toBe('under-review')
  })
})

describe('registration', () => {
  test.each([
    ['03T00:00:00', -1, 'upcoming'],
    ['03T00:00:00', 0, 'open'],
    ['20T00:00:00', -1, 'open'],
    ['20T00:00:00', 0, 'closed'],
  ])('at %s and %i ms it is %s', (moment, moreMs, phase) => {
    expect(registrationPhase(aContest(), at(moment) + moreMs)).toBe(phase)
  })

  test('ends with the last round, practice included, where no day is given', () => {
    const contest = aContest({ settings: { ...aContest().settings, registrationClosesAt: null } })
    expect(registrationPhase(contest, at('30T00:00:00') - 1)).toBe('open')
    expect(registrationPhase(contest, at('30T00:00:00'))).toBe('closed')
  })
})

test('complaints are taken for a day after the last round that counts, and never less than its grace', () => {
  expect(reviewEndsAtMs(aContest())).toBe(at('19T10:00:00'))
  expect(reviewEndsAtMs(aContest({ settings: { ...aContest().settings, reviewHours: 0 } }))).toBe(at('18T10:00:05'))
  expect(reviewEndsAtMs(aContest({ rounds: [] }))).toBeNull()
})

test('the rules of the contest are frozen with its first round that counts', () => {
  expect(countingOpensAtMs(aContest())).toBe(at('05T02:00:00'))
  expect(countingOpensAtMs(aContest({ rounds: [aRound('02T00:00:00', '30T00:00:00', null, true)] }))).toBeNull()
})

describe('the phase of a round', () => {
  const round = aRound('12T02:00:00', '18T10:00:00', '18T04:00:00')
  test.each([
    ['12T02:00:00', -1, 'upcoming', false],
    ['12T02:00:00', 0, 'open', false],
    ['18T04:00:00', -1, 'open', false],
    ['18T04:00:00', 0, 'open', true],
    ['18T10:00:00', -1, 'open', true],
    ['18T10:00:00', 0, 'closed', false],
  ])('at %s and %i ms it is %s, frozen: %s', (moment, moreMs, phase, isFrozen) => {
    expect([roundPhase(round, at(moment) + moreMs), isFrozenWhileOpen(round, at(moment) + moreMs)]).toEqual([phase, isFrozen])
  })
})

import type { ContestRules } from '../../contract/contest-rules.ts'
import type { ContestPhase } from '../../contract/contests.ts'
import type { RoundRules } from '../../contract/round-rules.ts'
import { isFrozenWhileOpen, type RoundWindow, roundPhase } from './round-phase.ts'

/** What the phase of a contest follows from: its settings, its rounds, and what officials did at some moment. */
export type PhaseFacts = {
  settings: Pick<ContestRules, 'announcedAt' | 'registrationOpensAt' | 'registrationClosesAt' | 'reviewHours'>
  rounds: readonly (RoundWindow & { settings: Pick<RoundRules, 'isPractice' | 'graceSeconds'> })[]
  sealedAt: Date | null
  publishedAt: Date | null
  archivedAt: Date | null
}

/** After the grace the sweeper still closes what was left open; from then on nothing moves by itself. */
const sweptWithinMs = 3_000
const hourMs = 3_600_000

/** Nothing switches a contest on: what it is, at any second and on any process, follows from its facts and the clock. */
export function contestPhase(facts: PhaseFacts, nowMs: number): ContestPhase {
  if (facts.archivedAt) return 'archived'
  if (facts.publishedAt) return 'published'
  if (facts.sealedAt) return 'sealed'
  if (isDraft(facts, nowMs)) return 'draft'
  const rounds = roundsThatCount(facts)
  if (rounds.length > 0 && rounds.every((round) => roundPhase(round, nowMs) === 'closed'))
    return nowMs < settledAtMs(rounds) ? 'closed' : 'under-review'
  if (rounds.some((round) => isFrozenWhileOpen(round, nowMs))) return 'frozen'
  if (rounds.some((round) => roundPhase(round, nowMs) !== 'upcoming')) return 'running'
  return registrationPhase(facts, nowMs) === 'open' ? 'registering' : 'announced'
}

/** Until its announcement nobody outside may learn that a contest exists. */
export function isDraft({ settings }: Pick<PhaseFacts, 'settings'>, nowMs: number): boolean {
  return settings.announcedAt === null || nowMs < Date.parse(settings.announcedAt)
}

/** Registering goes on beside the rounds, until the declared second or until the last round closes, practice included. */
export function registrationPhase({ settings, rounds }: Pick<PhaseFacts, 'settings' | 'rounds'>, nowMs: number): 'upcoming' | 'open' | 'closed' {
  const { registrationOpensAt, registrationClosesAt } = settings
  if (registrationOpensAt !== null && nowMs < Date.parse(registrationOpensAt)) return 'upcoming'
  if (registrationClosesAt !== null && nowMs >= Date.parse(registrationClosesAt)) return 'closed'
  return rounds.length > 0 && rounds.every((round) => roundPhase(round, nowMs) === 'closed') ? 'closed' : 'open'
}

/** When results may be sealed at the earliest: complaints were taken until then. Null while a contest has no round. */
export function reviewEndsAtMs({ settings, rounds }: Pick<PhaseFacts, 'settings' | 'rounds'>): number | null {
  const counting = roundsThatCount({ rounds })
  return counting.length === 0 ? null : Math.max(settledAtMs(counting), lastCloseMs(counting) + settings.reviewHours * hourMs)
}

/** The first second of a round that counts: from here on the rules of the contest are frozen. Null while there is none. */
export function countingOpensAtMs({ rounds }: Pick<PhaseFacts, 'rounds'>): number | null {
  const counting = rounds.filter(({ settings }) => !settings.isPractice)
  return counting.length === 0 ? null : Math.min(...counting.map(({ opensAt }) => opensAt.getTime()))
}

/** A contest of practice rounds alone still has its day. */
function roundsThatCount({ rounds }: Pick<PhaseFacts, 'rounds'>): PhaseFacts['rounds'] {
  const counting = rounds.filter(({ settings }) => !settings.isPractice)
  return counting.length > 0 ? counting : rounds
}

function lastCloseMs(rounds: PhaseFacts['rounds']): number {
  return Math.max(...rounds.map(({ closesAt }) => closesAt.getTime()))
}

function settledAtMs(rounds: PhaseFacts['rounds']): number {
  return Math.max(...rounds.map(({ closesAt, settings }) => closesAt.getTime() + settings.graceSeconds * 1_000 + sweptWithinMs))
}

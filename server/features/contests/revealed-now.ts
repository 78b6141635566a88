import type { RoundRules } from '../../contract/round-rules.ts'
import { type RoundWindow, roundPhase } from './round-phase.ts'

/** What people may see of how they did, the more the later in this list. */
const reveals = ['nothing', 'score', 'answers', 'explanations'] as const
export type Revealed = (typeof reveals)[number]

type RevealFacts = {
  publishedAt: Date | null
  /** Whether somebody still sits in this round, also beyond its close: right answers wait for the last of them. Asked only where it matters. */
  hasRunningAttempts?: boolean
}

/** What the round shows at this moment to somebody whose attempt is over. */
export function revealedNow(
  { settings: { reveal }, ...window }: Pick<RoundWindow, 'opensAt' | 'closesAt'> & { settings: Pick<RoundRules, 'reveal'> },
  { publishedAt, hasRunningAttempts = false }: RevealFacts,
  nowMs: number,
): Revealed {
  if (reveal.when === 'never') return 'nothing'
  if (reveal.when === 'after-attempt') return reveal.shows
  if (reveal.when === 'after-publication') return publishedAt ? reveal.shows : 'nothing'
  if (roundPhase(window, nowMs) !== 'closed') return 'nothing'
  return hasRunningAttempts ? 'score' : reveal.shows
}

export function isAtLeast(revealed: Revealed, least: Revealed): boolean {
  return reveals.indexOf(revealed) >= reveals.indexOf(least)
}

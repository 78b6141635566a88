import type { PrivacySettings } from '../../contract/privacy.ts'
import { type PhaseFacts, reviewEndsAtMs } from '../contests/contest-phase.ts'

/** Results that nobody publishes keep nobody's data for ever: so many days after they could have been, the clock erases all the same. */
export const longestWaitDays = 90
const dayMs = 86_400_000

type Facts = Pick<PhaseFacts, 'settings' | 'rounds' | 'publishedAt'> & { privacy: PrivacySettings }

/**
 * When the clock erases: on the declared day, but not before the results are published, because until the last seal and appeal every identity stays
 * reserved and winners must be reached. Null: nothing is declared.
 */
export function erasesAt({ privacy, ...facts }: Facts): { fromMs: number; atLatestMs: number } | null {
  if (!privacy.retention) return null
  const dueMs = Math.max(Date.parse(privacy.retention.eraseAt), settledAtMs(facts))
  const atLatestMs = dueMs + longestWaitDays * dayMs
  return { fromMs: Math.min(atLatestMs, facts.publishedAt ? Math.max(dueMs, facts.publishedAt.getTime()) : atLatestMs), atLatestMs }
}

/** Every round is closed, and complaints are not taken any more. */
export function settledAtMs({ settings, rounds }: Pick<PhaseFacts, 'settings' | 'rounds'>): number {
  return Math.max(reviewEndsAtMs({ settings, rounds }) ?? 0, ...rounds.map(({ closesAt }) => closesAt.getTime()))
}

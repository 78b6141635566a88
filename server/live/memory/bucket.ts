import type { LimitRule } from '../port.ts'

/**
 * The generic cell rate algorithm: one number per bucket, the time at which it would be full again.
 * The same rule as scripts/take-from-bucket.lua, which the contract suite holds it to.
 */
export function takeFromBucket(
  buckets: Map<string, number>,
  rule: LimitRule,
  who: string,
  nowMs: number,
): { isAllowed: boolean; retryAfterMs: number } {
  const name = `${rule.name}:${who}`
  const fullAt = Math.max(buckets.get(name) ?? 0, nowMs)
  const earliest = fullAt + rule.everyMs - rule.burst * rule.everyMs
  if (earliest > nowMs) return { isAllowed: false, retryAfterMs: earliest - nowMs }
  buckets.set(name, fullAt + rule.everyMs)
  return { isAllowed: true, retryAfterMs: 0 }
}

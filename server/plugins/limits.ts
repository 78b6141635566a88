import type { FastifyInstance } from 'fastify'
import type { Clock } from '../clock.ts'
import { Problem } from '../contract/errors.ts'
import { takeFromBucket } from '../live/memory/bucket.ts'
import { type LimitRule, LiveAwayError, type LiveState } from '../live/port.ts'
import { networkOf } from '../network-of.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Per address, of IPv6 per /64; wide enough for a school behind one, narrow enough for a script. */
    limit?: LimitRule
  }
}

const mostLocalBuckets = 50_000

export type TakeFromLimit = (rule: LimitRule, who: string) => Promise<void>

/** While live state is away each process counts for itself: less exact, never open. */
export function createLimits({ live, clock }: { live: LiveState; clock: Clock }): TakeFromLimit {
  const local = new Map<string, number>()
  return async (rule, who) => {
    const nowMs = Math.floor(clock.now())
    const taken = await live.limits.take(rule, who, nowMs).catch((error: unknown) => {
      if (!(error instanceof LiveAwayError)) throw error
      if (local.size > mostLocalBuckets) local.clear()
      return takeFromBucket(local, rule, who, nowMs)
    })
    if (!taken.isAllowed) throw new Problem('TOO_MANY_REQUESTS', { retryAfterSeconds: Math.ceil(taken.retryAfterMs / 1_000) })
  }
}

export function registerLimits(app: FastifyInstance, takeFromLimit: TakeFromLimit): void {
  app.addHook('onRoute', (route) => {
    const rule = (route.config as { limit?: LimitRule } | undefined)?.limit
    if (!rule) return
    route.onRequest = [...[route.onRequest ?? []].flat(), (request) => takeFromLimit(rule, networkOf(request.ip))]
  })
}

import type { FastifyInstance } from 'fastify'
import type { Clock } from '../clock.ts'
import { Problem } from '../contract/errors.ts'
import { takeFromBucket } from '../live/memory/bucket.ts'
import { type LimitRule, LiveAwayError, type LiveState } from '../live/port.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Per address; wide enough for a school behind one, narrow enough for a script. */
    limit?: LimitRule
  }
}

const mostLocalBuckets = 50_000

export function registerLimits(app: FastifyInstance, { live, clock }: { live: LiveState; clock: Clock }): void {
  // while live state is away each process counts for itself: less exact, never open
  const local = new Map<string, number>()
  app.addHook('onRoute', (route) => {
    const rule = (route.config as { limit?: LimitRule } | undefined)?.limit
    if (!rule) return
    route.onRequest = [
      ...[route.onRequest ?? []].flat(),
      async (request) => {
        const nowMs = Math.floor(clock.now())
        const taken = await live.limits.take(rule, request.ip, nowMs).catch((error: unknown) => {
          if (!(error instanceof LiveAwayError)) throw error
          if (local.size > mostLocalBuckets) local.clear()
          return takeFromBucket(local, rule, request.ip, nowMs)
        })
        if (!taken.isAllowed) throw new Problem('TOO_MANY_REQUESTS', { retryAfterSeconds: Math.ceil(taken.retryAfterMs / 1_000) })
      },
    ]
  })
}

import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { Clock } from '../clock.ts'
import type { LiveState } from '../live/port.ts'

/** Farther off than this and a process must not judge deadlines. */
const mostSkewMs = 250

const Health = Type.Object({ status: Type.String() })
const Readiness = Type.Object({ status: Type.String(), degraded: Type.Array(Type.String()), reason: Type.Optional(Type.String()) })

type Dependencies = { live: LiveState; clock: Clock; askDatabase(): Promise<unknown>; isClosing(): boolean }

export function registerHealth(app: FastifyInstance, { live, clock, askDatabase, isClosing }: Dependencies): void {
  app.get('/healthz', { config: { guard: 'public' }, schema: { response: { 200: Health } } }, async () => ({ status: 'ok' }))
  app.get('/readyz', { config: { guard: 'public' }, schema: { response: { 200: Readiness, 503: Readiness } } }, async (_request, reply) => {
    // without Redis the service goes on, slower: a balancer must not empty the cluster for it
    const degraded = [...(live.isHealthy() ? [] : ['redis']), ...(live.hasRoom() ? [] : ['live-ceiling'])]
    const notReady = (reason: string) => reply.code(503).send({ status: 'not ready', degraded, reason })
    if (isClosing()) return notReady('closing')
    if (Math.abs(clock.skewMs()) > mostSkewMs) return notReady('clock')
    try {
      await askDatabase()
    } catch {
      return notReady('postgres')
    }
    return { status: 'ready', degraded }
  })
}

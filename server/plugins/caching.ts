import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** How long anybody may keep a reply; without it nobody may. */
    cacheSeconds?: number
  }
}

export function registerCaching(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { cacheSeconds } = request.routeOptions.config
    reply.header('cache-control', cacheSeconds === undefined ? 'no-store' : `public, max-age=${cacheSeconds}`)
    reply.header('x-content-type-options', 'nosniff')
    done()
  })
}

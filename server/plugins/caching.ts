import type { FastifyInstance, onRequestHookHandler } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** How long anybody may keep a reply; without it nobody may. */
    cacheSeconds?: number
  }
}

export function registerCaching(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    const cacheSeconds = (route.config as { cacheSeconds?: number } | undefined)?.cacheSeconds
    const headers = {
      'cache-control': cacheSeconds === undefined ? 'no-store' : `public, max-age=${cacheSeconds}`,
      'x-content-type-options': 'nosniff',
    }
    // one hook per route with its headers made beforehand: looking a route's options up for each request costs more than answering it
    const setHeaders: onRequestHookHandler = (_request, reply, done) => {
      reply.headers(headers)
      done()
    }
    route.onRequest = [setHeaders, ...[route.onRequest ?? []].flat()]
  })
}

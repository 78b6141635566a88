import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ContestPage, ContestParams } from '../../contract/contests.ts'
import { LanguageQuery } from '../../contract/primitives.ts'
import type { ContestsService } from './contests-service.ts'

export function contestRoutes({ contests }: { contests: ContestsService }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/contests/:slug',
      config: { guard: 'public' },
      schema: { params: ContestParams, querystring: LanguageQuery, response: { 200: ContestPage } },
      handler: (request) => contests.page(request.params.slug, request.query.lang ?? 'vi'),
    })
  }
}

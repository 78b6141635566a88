import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ContestParams, UnitList, UnitsQuery } from '../../contract/contests.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { UnitsService } from './units-service.ts'

export function unitRoutes({ units, contests }: { units: UnitsService; contests: ContestsService }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/contests/:slug/units',
      config: { guard: 'public', cacheSeconds: 30 },
      schema: { params: ContestParams, querystring: UnitsQuery, response: { 200: UnitList } },
      handler: async (request) => {
        await contests.bySlug(request.params.slug)
        return units.list(request.query)
      },
    })
  }
}

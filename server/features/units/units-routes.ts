import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ContestParams, UnitList, UnitsQuery } from '../../contract/contests.ts'
import { Problem } from '../../contract/errors.ts'
import { UnitLogoParams } from '../../contract/units.ts'
import { offeredUnder } from '../contestants/registration-form.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { UnitsDeskService } from './units-desk-service.ts'
import type { UnitsService } from './units-service.ts'

type Dependencies = { units: UnitsService; unitsDesk: UnitsDeskService; contests: ContestsService }

/** What participants see of units. */
export function unitRoutes({ units, unitsDesk, contests }: Dependencies): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/unit-logos/:digest',
      config: { guard: 'public' },
      schema: { params: UnitLogoParams },
      handler: async (request, reply) => {
        const { digest } = request.params
        const found = await unitsDesk.logo(digest)
        if (!found) throw new Problem('NOT_FOUND')
        // named by its bytes, so it never changes; drawn by ourselves, and still it may run nothing
        reply.headers({
          etag: `"${digest}"`,
          'cache-control': 'public, max-age=31536000, immutable',
          'content-security-policy': "default-src 'none'; sandbox",
          'cross-origin-resource-policy': 'same-origin',
        })
        if (request.headers['if-none-match']?.includes(`"${digest}"`)) return reply.code(304).send()
        return reply.type(found.mediaType).send(found.bytes)
      },
    })
    app.route({
      method: 'GET',
      url: '/contests/:slug/units',
      config: { guard: 'public', cacheSeconds: 30 },
      schema: { params: ContestParams, querystring: UnitsQuery, response: { 200: UnitList } },
      handler: async (request) => {
        return units.list(request.query, offeredUnder(await contests.shown(request.params.slug)))
      },
    })
  }
}

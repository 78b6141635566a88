import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { LanguageQuery } from '../../contract/primitives.ts'
import { RaceParams, StaffRaceQuery, UnitRaceBoard } from '../../contract/unit-races.ts'
import type { UnitRacesService } from './unit-races-service.ts'

export function unitRaceRoutes({ unitRaces }: { unitRaces: UnitRacesService }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/contests/:slug/races/:raceId',
      config: { guard: 'public', cacheSeconds: 1 },
      schema: { params: RaceParams, querystring: LanguageQuery, response: { 200: UnitRaceBoard } },
      handler: ({ params, query }) => unitRaces.board(params.slug, params.raceId, { language: query.lang ?? 'vi', isOfficial: false }),
    })
  }
}

export function staffUnitRaceRoutes({ unitRaces }: { unitRaces: UnitRacesService }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/contests/:slug/races/:raceId',
      config: { guard: 'staff', action: 'board.read', subject: 'contest' },
      schema: { params: RaceParams, querystring: StaffRaceQuery, response: { 200: UnitRaceBoard } },
      handler: ({ params, query: { lang = 'vi', ...query } }) =>
        unitRaces.board(params.slug, params.raceId, { ...query, language: lang, isOfficial: true }),
    })
  }
}

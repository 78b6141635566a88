import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { AuthorBlueprint, BlueprintSaving, FilledBlueprint, RoundParams, SavedBlueprint } from '../../contract/blueprints.ts'
import { LanguageQuery } from '../../contract/primitives.ts'
import type { BlueprintsService } from './blueprints-service.ts'

export function blueprintRoutes({ blueprints }: { blueprints: BlueprintsService }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/contests/:slug/rounds/:roundId/blueprint',
      config: { guard: 'staff', action: 'contest.read', subject: 'contest' },
      schema: { params: RoundParams, response: { 200: SavedBlueprint } },
      handler: (request) => blueprints.view(request.params.slug, request.params.roundId),
    })
    app.route({
      method: 'PUT',
      url: '/contests/:slug/rounds/:roundId/blueprint',
      config: { guard: 'staff', action: 'contest.write', subject: 'contest' },
      schema: {
        description: 'Pins the questions that papers of this round are drawn from; only before it opens',
        params: RoundParams,
        querystring: LanguageQuery,
        body: BlueprintSaving,
        response: { 200: SavedBlueprint },
      },
      handler: (request) => blueprints.save(request.params.slug, request.params.roundId, request.body, request.query.lang ?? 'vi'),
    })
    app.route({
      method: 'POST',
      url: '/blueprints/check',
      config: { guard: 'staff', action: 'contest.write', subject: 'anywhere' },
      schema: {
        description: 'What a blueprint would come to with the bank as it is, or which cells lack how many; saves nothing',
        querystring: LanguageQuery,
        body: AuthorBlueprint,
        response: { 200: FilledBlueprint },
      },
      handler: (request) => blueprints.check(request.body, request.query.lang ?? 'vi'),
    })
  }
}

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { RevisionParams } from '../../contract/bank.ts'
import { AmendedScores, AmendedScoresQuery, AmendmentParams, ImpactParams, ImpactRequest, KeyImpact } from '../../contract/key-impacts.ts'
import type { AmendedScoresService } from './amended-scores-service.ts'
import type { KeyImpactsService } from './key-impacts-service.ts'

type Dependencies = { keyImpacts: KeyImpactsService; amendedScores: AmendedScoresService }

/** What an amendment would change, before it is decided, and what it has changed. */
export function keyImpactRoutes({ keyImpacts, amendedScores }: Dependencies): FastifyPluginAsyncTypebox {
  const config = { guard: 'staff', action: 'bank.amend', subject: 'installation' } as const
  return async (app) => {
    app.route({
      method: 'POST',
      url: '/bank/revisions/:revisionId/impacts',
      config,
      schema: { params: RevisionParams, body: ImpactRequest, response: { 202: KeyImpact } },
      handler: async (request, reply) => reply.code(202).send(await keyImpacts.ask(request.by, request.params.revisionId, request.body)),
    })
    app.route({
      method: 'GET',
      url: '/bank/impacts/:impactId',
      config,
      schema: { params: ImpactParams, response: { 200: KeyImpact } },
      handler: (request) => keyImpacts.find(request.by, request.params.impactId),
    })
    app.route({
      method: 'GET',
      url: '/contests/:slug/amendments/:keyNumber/scores',
      config: { guard: 'staff', action: 'board.read', subject: 'contest' },
      schema: { params: AmendmentParams, querystring: AmendedScoresQuery, response: { 200: AmendedScores } },
      handler: ({ by, params: { slug, keyNumber }, query }) => amendedScores.page(by, slug, keyNumber, query),
    })
  }
}

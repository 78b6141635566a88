import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { RevisionParams } from '../../contract/bank.ts'
import { ImpactParams, ImpactRequest, KeyImpact } from '../../contract/key-impacts.ts'
import type { KeyImpactsService } from './key-impacts-service.ts'

/** What an amendment would change, before it is decided. */
export function keyImpactRoutes({ keyImpacts }: { keyImpacts: KeyImpactsService }): FastifyPluginAsyncTypebox {
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
  }
}

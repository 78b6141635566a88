import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ContestParams } from '../../contract/contests.ts'
import { LanguageQuery } from '../../contract/primitives.ts'
import { FindingList } from '../../contract/staff.ts'
import type { IntegrityService } from './integrity-service.ts'

export function integrityRoutes({ integrity }: { integrity: IntegrityService }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/contests/:slug/findings',
      config: { guard: 'staff', action: 'integrity.read', subject: 'contest' },
      schema: { params: ContestParams, querystring: LanguageQuery, response: { 200: FindingList } },
      handler: (request) => integrity.findings(request.params.slug, request.query.lang ?? 'vi'),
    })
  }
}

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ContestParams } from '../../contract/contests.ts'
import { LanguageQuery } from '../../contract/primitives.ts'
import { FindingList } from '../../contract/staff.ts'
import type { LooksService } from '../audit/looks-service.ts'
import type { IntegrityService } from './integrity-service.ts'

export function integrityRoutes({ integrity, looks }: { integrity: IntegrityService; looks: LooksService }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/contests/:slug/findings',
      config: { guard: 'staff', action: 'integrity.read', subject: 'contest' },
      schema: { params: ContestParams, querystring: LanguageQuery, response: { 200: FindingList } },
      handler: async (request) => {
        const { contestId, contestantIds, list } = await integrity.findings(request.params.slug, request.query.lang ?? 'vi')
        if (contestantIds.length > 0) await looks.record(request.by, { act: 'finding.look', contestId, subject: { contestantIds } })
        return list
      },
    })
  }
}

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ContestParams } from '../../contract/contests.ts'
import { Problem } from '../../contract/errors.ts'
import { LanguageQuery } from '../../contract/primitives.ts'
import { CodeRequest, CodeSent } from '../../contract/verification.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { VerificationService } from './verification-service.ts'

export function verificationRoutes({
  verification,
  contests,
}: {
  verification: VerificationService
  contests: ContestsService
}): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'POST',
      url: '/contests/:slug/codes',
      // a school shares one address; each address that is written to has its own, narrower limit
      config: { guard: 'public', limit: { name: 'codes', burst: 200, everyMs: 1_000 } },
      schema: {
        description: 'Sends a one-time code to the e-mail address or phone of whoever registers; the answer is the same for everybody',
        params: ContestParams,
        querystring: LanguageQuery,
        body: CodeRequest,
        response: { 202: CodeSent },
      },
      handler: async (request, reply) => {
        const contest = await contests.shown(request.params.slug)
        const channel = contest.registrationForm?.verification ?? 'none'
        if (channel === 'none') throw new Problem('CODES_NOT_AVAILABLE')
        return reply.code(202).send(await verification.send(contest, channel, request.body, request.query.lang ?? 'vi'))
      },
    })
  }
}

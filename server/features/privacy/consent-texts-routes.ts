import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { ConsentPublication } from '../../contract/consents.ts'
import { ConsentText } from '../../contract/contests.ts'
import { Slug } from '../../contract/primitives.ts'
import type { ConsentTextsService } from './consent-texts-service.ts'

const params = Type.Object({ slug: Slug, consentId: Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }) })

export function consentTextRoutes({ consentTexts }: { consentTexts: ConsentTextsService }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'PUT',
      url: '/contests/:slug/consents/:consentId',
      config: { guard: 'staff', action: 'consent.write', subject: 'contest' },
      schema: {
        description: 'Publishes the next version of a consent; who registers from now on is asked for that one, unticked',
        params,
        body: ConsentPublication,
        response: { 200: Type.Array(ConsentText) },
      },
      handler: (request) => consentTexts.publish(request.by, request.params, request.body),
    })
  }
}

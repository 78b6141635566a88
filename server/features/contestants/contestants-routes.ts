import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ContestantSession, Me, RegistrationReply, RegistrationRequest, RejoinRequest } from '../../contract/contestants.ts'
import { ContestParams } from '../../contract/contests.ts'
import type { ContestantsService } from './contestants-service.ts'

export function contestantRoutes({ contestants }: { contestants: ContestantsService }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'POST',
      url: '/contests/:slug/registrations',
      // a school shares one address: the burst is wide, what it stops is a script
      config: { guard: 'public', limit: { name: 'register', burst: 600, everyMs: 200 } },
      schema: { params: ContestParams, body: RegistrationRequest, response: { 201: RegistrationReply } },
      handler: async (request, reply) => reply.code(201).send(await contestants.register(request.params.slug, request.body)),
    })
    app.route({
      method: 'POST',
      url: '/contests/:slug/rejoin',
      config: { guard: 'public', limit: { name: 'rejoin', burst: 30, everyMs: 4_000 } },
      schema: { params: ContestParams, body: RejoinRequest, response: { 200: ContestantSession } },
      handler: (request) => contestants.rejoin(request.params.slug, request.body),
    })
    app.route({
      method: 'GET',
      url: '/contests/:slug/me',
      config: { guard: 'contestant' },
      schema: { params: ContestParams, response: { 200: Me } },
      handler: (request) => contestants.me(request.params.slug, request.contestant),
    })
  }
}

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { TicketReply } from '../../contract/contestants.ts'
import { ContestParams } from '../../contract/contests.ts'
import { TicketRequest } from '../../contract/portals.ts'
import type { ContestantsService } from '../contestants/contestants-service.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { TicketsService } from './tickets-service.ts'

type Dependencies = { tickets: TicketsService; contests: ContestsService; contestants: ContestantsService }

export function ticketRoutes({ tickets, contests, contestants }: Dependencies): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'POST',
      url: '/contests/:slug/tickets',
      config: { guard: 'public', limit: { name: 'tickets', burst: 600, everyMs: 200 } },
      schema: {
        description: 'Exchanges the ticket of a portal: for a session if its person is registered, else for what the registration begins with',
        params: ContestParams,
        body: TicketRequest,
        response: { 200: TicketReply },
      },
      handler: async (request) => {
        const { slug } = request.params
        return contestants.admit(slug, await tickets.accept(await contests.shown(slug), request.body))
      },
    })
  }
}

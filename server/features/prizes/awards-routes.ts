import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { AwardAct, AwardCheck, AwardsView, TieSettlement, Winners } from '../../contract/awards.ts'
import { ContestParams } from '../../contract/contests.ts'
import type { AwardsService } from './awards-service.ts'

/** Winners: proposed, checked, decided, published. */
export function awardRoutes({ awards }: { awards: AwardsService }): FastifyPluginAsyncTypebox {
  const config = { guard: 'staff', action: 'results.decide', subject: 'contest' } as const
  const answers = { params: ContestParams, response: { 200: AwardsView } }
  return async (app) => {
    app.route({ method: 'GET', url: '/contests/:slug/awards', config, schema: answers, handler: (request) => awards.now(request.params.slug) })
    app.route({
      method: 'POST',
      url: '/contests/:slug/awards/checks',
      config,
      schema: { ...answers, body: AwardCheck },
      handler: (request) => awards.check(request.by, request.params.slug, request.body),
    })
    app.route({
      method: 'POST',
      url: '/contests/:slug/awards/ties',
      config,
      schema: { ...answers, body: TieSettlement },
      handler: (request) => awards.settle(request.by, request.params.slug, request.body),
    })
    app.route({
      method: 'POST',
      url: '/contests/:slug/awards/decision',
      config,
      schema: { ...answers, body: AwardAct },
      handler: (request) => awards.decide(request.by, request.params.slug, request.body),
    })
    app.route({
      method: 'POST',
      url: '/contests/:slug/awards/publication',
      config,
      schema: { ...answers, body: AwardAct },
      handler: (request) => awards.publish(request.by, request.params.slug, request.body),
    })
  }
}

/** The winners as everybody may know them. */
export function winnerRoutes({ awards }: { awards: AwardsService }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/contests/:slug/winners',
      config: { guard: 'public' },
      schema: { params: ContestParams, response: { 200: Winners } },
      handler: (request) => awards.winners(request.params.slug),
    })
  }
}

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { AwardAct, AwardCheck, AwardsView, TieSettlement, Winners } from '../../contract/awards.ts'
import { ContestParams } from '../../contract/contests.ts'
import type { ActBy } from '../audit/act.ts'
import type { LooksService } from '../audit/looks-service.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { AwardsService } from './awards-service.ts'

/** Winners: proposed, checked, decided, published. */
export function awardRoutes({
  awards,
  contests,
  looks,
}: {
  awards: AwardsService
  contests: Pick<ContestsService, 'bySlug'>
  looks: LooksService
}): FastifyPluginAsyncTypebox {
  /** Full names of winners are a look, however the page with them was asked for. */
  async function looked({ by, params: { slug } }: { by: ActBy; params: { slug: string } }, view: AwardsView): Promise<AwardsView> {
    const { id: contestId } = await contests.bySlug(slug)
    await looks.record(by, { act: 'board.look', contestId, subject: { awards: view.sealNumber } })
    return view
  }

  const config = { guard: 'staff', action: 'results.decide', subject: 'contest' } as const
  const answers = { params: ContestParams, response: { 200: AwardsView } }
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/contests/:slug/awards',
      config,
      schema: answers,
      handler: async (request) => looked(request, await awards.now(request.params.slug)),
    })
    app.route({
      method: 'POST',
      url: '/contests/:slug/awards/checks',
      config,
      schema: { ...answers, body: AwardCheck },
      handler: async (request) => looked(request, await awards.check(request.by, request.params.slug, request.body)),
    })
    app.route({
      method: 'POST',
      url: '/contests/:slug/awards/ties',
      config,
      schema: { ...answers, body: TieSettlement },
      handler: async (request) => looked(request, await awards.settle(request.by, request.params.slug, request.body)),
    })
    app.route({
      method: 'POST',
      url: '/contests/:slug/awards/decision',
      config,
      schema: { ...answers, body: AwardAct },
      handler: async (request) => looked(request, await awards.decide(request.by, request.params.slug, request.body)),
    })
    app.route({
      method: 'POST',
      url: '/contests/:slug/awards/publication',
      config,
      schema: { ...answers, body: AwardAct },
      handler: async (request) => looked(request, await awards.publish(request.by, request.params.slug, request.body)),
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

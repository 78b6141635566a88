import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { BoardParams } from '../../contract/boards.ts'
import { EssayMark, EssayMarkRequest, EssayMarks, EssayPage, EssayParams, EssayProgress, EssayQuery } from '../../contract/essays.ts'
import type { EssaysService } from './essays-service.ts'

const ofMarkers = { guard: 'staff', action: 'essay.mark', subject: 'contest' } as const

/** Answers that people mark, without a word of whose they are. */
export function essayRoutes({ essays }: { essays: EssaysService }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/contests/:slug/rounds/:roundId/essays',
      config: ofMarkers,
      schema: { params: BoardParams, querystring: EssayQuery, response: { 200: EssayPage } },
      handler: (request) => essays.page(request.params, request.query),
    })
    app.route({
      method: 'GET',
      url: '/contests/:slug/rounds/:roundId/essays/progress',
      config: ofMarkers,
      schema: { params: BoardParams, response: { 200: EssayProgress } },
      handler: (request) => essays.progress(request.params),
    })
    app.route({
      method: 'GET',
      url: '/contests/:slug/rounds/:roundId/essays/:code/marks',
      config: ofMarkers,
      schema: { params: EssayParams, response: { 200: EssayMarks } },
      handler: (request) => essays.marks(request.params),
    })
    app.route({
      method: 'POST',
      url: '/contests/:slug/rounds/:roundId/essays/:code/marks',
      config: ofMarkers,
      schema: { params: EssayParams, body: EssayMarkRequest, response: { 200: EssayMark } },
      handler: (request) => essays.mark(request.by, request.params, request.body),
    })
  }
}

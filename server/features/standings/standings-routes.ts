import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Clock } from '../../clock.ts'
import { AttemptParams, ResultView } from '../../contract/attempts.ts'
import { BoardPair, BoardParams, BoardSnapshot } from '../../contract/boards.ts'
import { LanguageQuery } from '../../contract/primitives.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { BoardFeeds } from './board-feeds.ts'
import { type BoardReader, presentBoard } from './board-reader.ts'
import type { ResultsService } from './results-service.ts'
import type { StandingsService } from './standings-service.ts'

type Dependencies = {
  contests: ContestsService
  standings: StandingsService
  feeds: BoardFeeds
  reader: BoardReader
  results: ResultsService
  clock: Clock
}

export function standingRoutes({ contests, standings, feeds, results }: Dependencies): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/contests/:slug/boards/:roundId',
      config: { guard: 'public', cacheSeconds: 1 },
      schema: { params: BoardParams, querystring: LanguageQuery, response: { 200: BoardSnapshot } },
      // the bytes are ready: thousands may ask within the second they stay fresh
      serializerCompiler: () => (body) => body,
      handler: (request, reply) => {
        reply.type('application/json; charset=utf-8')
        const { slug, roundId } = request.params
        const { lang = 'vi' } = request.query
        const address = `${slug} ${roundId} ${lang}`
        const ready = feeds.readyBody(address)
        if (ready !== undefined) {
          reply.send(ready as unknown as BoardSnapshot)
          return
        }
        return contests
          .shown(slug)
          .then((contest) => standings.publicBoard(contest.id, roundId))
          .then((board) => feeds.body(address, board, lang) as Promise<unknown> as Promise<BoardSnapshot>)
      },
    })
    app.route({
      method: 'GET',
      url: '/attempts/:attemptId/result',
      config: { guard: 'attempt-or-contestant' },
      schema: { params: AttemptParams, response: { 200: ResultView } },
      handler: (request) => results.resultOf(request.bearer),
    })
  }
}

/** The true board beside the public one, for officials. */
export function staffStandingRoutes({ contests, standings, reader, feeds, clock }: Dependencies): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/contests/:slug/rounds/:roundId/boards',
      config: { guard: 'staff', action: 'board.read', subject: 'contest' },
      schema: { params: BoardParams, querystring: LanguageQuery, response: { 200: BoardPair } },
      handler: async (request) => {
        const { id } = await contests.bySlug(request.params.slug)
        const { roundId } = request.params
        const { lang = 'vi' } = request.query
        const official = await reader.read({ contestId: id, roundId, projection: 'official' }, true)
        return {
          public: await feeds.snapshot(await standings.publicBoard(id, roundId), lang),
          official: presentBoard({ ...official, version: 0, takenAt: new Date(clock.now()).toISOString() }, lang),
        }
      },
    })
  }
}

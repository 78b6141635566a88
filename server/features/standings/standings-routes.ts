import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Clock } from '../../clock.ts'
import { AttemptParams, ResultView } from '../../contract/attempts.ts'
import { BoardPair, BoardParams, BoardQuery, BoardSnapshot, StaffBoardQuery } from '../../contract/boards.ts'
import { ContestParams } from '../../contract/contests.ts'
import { OwnPlaces } from '../../contract/own-places.ts'
import { type Language, LanguageQuery } from '../../contract/primitives.ts'
import { PersonParams } from '../../contract/privacy.ts'
import type { ActBy } from '../audit/act.ts'
import type { LooksService } from '../audit/looks-service.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { BoardFeeds } from './board-feeds.ts'
import type { AskedBoard, BoardFinder } from './board-finder.ts'
import { type BoardReader, presentBoard } from './board-reader.ts'
import type { OwnPlacesService } from './own-places.ts'
import type { ResultsService } from './results-service.ts'
import { wholeContest } from './whole-contest.ts'

type Dependencies = {
  contests: Pick<ContestsService, 'bySlug'>
  looks: LooksService
  finder: BoardFinder
  feeds: BoardFeeds
  reader: BoardReader
  results: ResultsService
  ownPlaces: OwnPlacesService
  clock: Clock
}

export function standingRoutes({ finder, feeds, results, ownPlaces }: Omit<Dependencies, 'contests' | 'looks'>): FastifyPluginAsyncTypebox {
  /** At once where the bytes are ready; else when they are. */
  function bodyOf(slug: string, { lang = 'vi', ...asked }: AskedBoard & { lang?: Language }): string | Promise<string> {
    const address = `${slug} ${lang} ${asked.roundId} ${asked.unitId ?? ''} ${asked.ageGroupId ?? ''}`
    return feeds.readyBody(address) ?? finder.publicBoard(slug, asked).then((board) => feeds.body(address, board, lang))
  }
  const route = {
    method: 'GET',
    config: { guard: 'public', cacheSeconds: 1 },
    // the bytes are ready: thousands may ask within the second they stay fresh
    serializerCompiler: () => (body: unknown) => body as string,
  } as const

  return async (app) => {
    app.route({
      ...route,
      url: '/contests/:slug/boards/:roundId',
      schema: { params: BoardParams, querystring: BoardQuery, response: { 200: BoardSnapshot } },
      handler: (request, reply) => {
        const { slug, roundId } = request.params
        return answer(reply, bodyOf(slug, { ...request.query, roundId }))
      },
    })
    app.route({
      ...route,
      url: '/contests/:slug/board',
      schema: { params: ContestParams, querystring: BoardQuery, response: { 200: BoardSnapshot } },
      handler: (request, reply) => answer(reply, bodyOf(request.params.slug, { ...request.query, roundId: wholeContest })),
    })
    app.route({
      method: 'GET',
      url: '/contests/:slug/me/places',
      config: { guard: 'contestant' },
      schema: { params: ContestParams, querystring: LanguageQuery, response: { 200: OwnPlaces } },
      handler: ({ params, query, contestant }) => ownPlaces.ofBearer(params.slug, contestant, query.lang ?? 'vi'),
    })
    app.route({
      method: 'GET',
      url: '/attempts/:attemptId/result',
      config: { guard: 'attempt-or-contestant' },
      schema: { params: AttemptParams, querystring: LanguageQuery, response: { 200: ResultView } },
      handler: (request) => results.resultOf(request.bearer, request.query.lang ?? 'vi'),
    })
  }
}

/** Sent without a promise where none is needed: thousands may ask within the second. */
function answer(
  reply: { type(type: string): { send(body: BoardSnapshot): unknown } },
  body: string | Promise<string>,
): Promise<BoardSnapshot> | undefined {
  const typed = reply.type('application/json; charset=utf-8')
  if (typeof body !== 'string') return body as Promise<unknown> as Promise<BoardSnapshot>
  typed.send(body as unknown as BoardSnapshot)
}

/** The true board beside the public one, for officials. */
export function staffStandingRoutes({ contests, looks, finder, reader, feeds, ownPlaces, clock }: Dependencies): FastifyPluginAsyncTypebox {
  async function pairOf(by: ActBy, slug: string, { lang = 'vi', ...asked }: AskedBoard & { lang?: Language }): Promise<BoardPair> {
    const boards = await finder.boardPair(slug, asked)
    const official = await reader.read(boards.official, true)
    const { contestId, roundId } = boards.official
    if (official.rows.length > 0) await looks.record(by, { act: 'board.look', contestId, subject: { ...asked, roundId } })
    return {
      public: await feeds.snapshot(boards.public, lang),
      official: presentBoard({ ...official, version: 0, takenAt: new Date(clock.now()).toISOString() }, lang),
    }
  }
  const config = { guard: 'staff', action: 'board.read', subject: 'contest' } as const

  return async (app) => {
    app.route({
      method: 'GET',
      url: '/contests/:slug/rounds/:roundId/boards',
      config,
      schema: { params: BoardParams, querystring: StaffBoardQuery, response: { 200: BoardPair } },
      handler: (request) => pairOf(request.by, request.params.slug, { ...request.query, roundId: request.params.roundId }),
    })
    app.route({
      method: 'GET',
      url: '/contests/:slug/contestants/:contestantId/places',
      config,
      schema: { params: PersonParams, querystring: LanguageQuery, response: { 200: OwnPlaces } },
      handler: async ({ params, query, by }) => {
        const { id: contestId } = await contests.bySlug(params.slug)
        await looks.record(by, { act: 'board.look', contestId, subject: { contestantId: params.contestantId } })
        return ownPlaces.ofPerson(params.slug, params.contestantId, { isOfficial: true, language: query.lang ?? 'vi' })
      },
    })
    app.route({
      method: 'GET',
      url: '/contests/:slug/boards',
      config,
      schema: { params: ContestParams, querystring: StaffBoardQuery, response: { 200: BoardPair } },
      handler: (request) => pairOf(request.by, request.params.slug, { ...request.query, roundId: wholeContest }),
    })
  }
}

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { RoundParams } from '../../contract/blueprints.ts'
import {
  ContestChange,
  ContestCloning,
  ContestDesk,
  ContestLines,
  ContestTemplates,
  NewContestRequest,
  PlannedRounds,
  RecurringRounds,
  RoundChange,
  RoundCopy,
  RoundOrder,
  RoundRemoval,
  RoundsAddition,
  TemplatesQuery,
} from '../../contract/contest-desk.ts'
import { ContestPage, ContestParams } from '../../contract/contests.ts'
import { type Language, LanguageQuery } from '../../contract/primitives.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { ContestDeskService, DeskRequest } from './contest-desk-service.ts'
import type { ContestMakingService } from './contest-making-service.ts'

type Dependencies = { desk: ContestDeskService; making: ContestMakingService; contests: Pick<ContestsService, 'preview'> }
type Asked = FastifyRequest & { params: unknown; query: unknown }

const reads = { guard: 'staff', action: 'contest.read', subject: 'contest' } as const
const writes = { guard: 'staff', action: 'contest.write', subject: 'contest' } as const

export function contestDeskRoutes({ desk, making, contests }: Dependencies): FastifyPluginAsyncTypebox {
  const settings = { params: ContestParams, querystring: LanguageQuery, response: { 200: ContestDesk } }
  const ofRound = { ...settings, params: RoundParams }
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/contests',
      config: { guard: 'staff', action: 'contest.read', subject: 'anywhere' },
      schema: { description: 'Contests within your grants, the newest first', response: { 200: ContestLines } },
      handler: (request) => desk.list(request.staff),
    })
    app.route({
      method: 'POST',
      url: '/contests',
      config: { guard: 'staff', action: 'contest.write', subject: 'anywhere' },
      schema: {
        description: 'Makes a draft, empty or from a template; nobody outside sees it until its announcement',
        querystring: LanguageQuery,
        body: NewContestRequest,
        response: { 201: ContestDesk },
      },
      handler: async (request, reply) =>
        reply.code(201).send(await making.create(request.staff, { by: request.by, language: languageOf(request) }, request.body)),
    })
    app.route({
      method: 'GET',
      url: '/contest-templates',
      config: { guard: 'staff', action: 'contest.write', subject: 'anywhere' },
      schema: {
        description: 'Presets of usual contests, as they would begin on a day',
        querystring: TemplatesQuery,
        response: { 200: ContestTemplates },
      },
      handler: async (request) => making.templates(request.query.firstDay, languageOf(request)),
    })
    app.route({
      method: 'POST',
      url: '/contests/:slug/clone',
      config: writes,
      schema: {
        ...settings,
        description: 'The same rules and questions as a draft on other days',
        body: ContestCloning,
        response: { 201: ContestDesk },
      },
      handler: async (request, reply) => reply.code(201).send(await making.clone(request.staff, asked(request), request.body)),
    })
    app.route({
      method: 'GET',
      url: '/contests/:slug/settings',
      config: reads,
      schema: { ...settings, description: 'Everything that was set, with what is probably not meant' },
      handler: (request) => desk.view(request.params.slug, languageOf(request)),
    })
    app.route({
      method: 'PUT',
      url: '/contests/:slug/settings',
      config: writes,
      schema: { ...settings, description: 'Only what is named changes', body: ContestChange },
      handler: (request) => desk.change(request.staff, asked(request), request.body),
    })
    app.route({
      method: 'GET',
      url: '/contests/:slug/preview',
      config: reads,
      schema: { ...settings, description: 'The page as participants see it, also before its announcement', response: { 200: ContestPage } },
      handler: (request) => contests.preview(request.params.slug, languageOf(request)),
    })
    app.route({
      method: 'POST',
      url: '/contests/:slug/rounds',
      config: writes,
      schema: { ...settings, description: 'Adds rounds at the end of the list, with the blueprint of another round or none', body: RoundsAddition },
      handler: (request) => desk.addRounds(asked(request), request.body),
    })
    app.route({
      method: 'POST',
      url: '/contests/:slug/rounds/plan',
      config: writes,
      schema: {
        description: 'The windows of "every Monday 09:00 to Sunday 17:00, eight weeks" in Asia/Ho_Chi_Minh; nothing is saved',
        params: ContestParams,
        body: RecurringRounds,
        response: { 200: PlannedRounds },
      },
      handler: async (request) => desk.plan(request.body),
    })
    app.route({
      method: 'PUT',
      url: '/contests/:slug/rounds/order',
      config: writes,
      schema: { ...settings, body: RoundOrder },
      handler: (request) => desk.orderRounds(asked(request), request.body),
    })
    app.route({
      method: 'PUT',
      url: '/contests/:slug/rounds/:roundId/settings',
      config: writes,
      schema: { ...ofRound, description: 'Until the round opens; only what is named changes', body: RoundChange },
      handler: (request) => desk.changeRound(asked(request), request.params.roundId, request.body),
    })
    app.route({
      method: 'POST',
      url: '/contests/:slug/rounds/:roundId/copy',
      config: writes,
      schema: {
        ...ofRound,
        description: 'The same rules and questions at another time, at the end of the list; not its access code',
        body: RoundCopy,
      },
      handler: (request) => desk.copyRound(asked(request), request.params.roundId, request.body),
    })
    app.route({
      method: 'POST',
      url: '/contests/:slug/rounds/:roundId/removal',
      config: writes,
      schema: { ...ofRound, description: 'Until the round opens', body: RoundRemoval },
      handler: (request) => desk.removeRound(asked(request), request.params.roundId, request.body),
    })
  }
}

function languageOf({ query }: Pick<Asked, 'query'>): Language {
  return (query as { lang?: Language }).lang ?? 'vi'
}

function asked(request: Pick<Asked, 'params' | 'query' | 'by'>): DeskRequest {
  return { slug: (request.params as { slug: string }).slug, by: request.by, language: languageOf(request) }
}

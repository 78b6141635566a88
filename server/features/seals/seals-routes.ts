import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { ContestParams } from '../../contract/contests.ts'
import { PublishedSeals, SealList, SealParams, SealRequest, SealView, TruthEntry, TruthParams, TruthPreview } from '../../contract/seals.ts'
import { ForecastParams, ForecastQuery, TieForecast } from '../../contract/tie-forecast.ts'
import type { SealsService } from './seals-service.ts'
import type { TieForecastService } from './tie-forecast-service.ts'
import type { TruthService } from './truth-service.ts'

type Bundle = { pieces: AsyncIterable<Buffer>; fileName: string }
const description = 'A .tar.gz; `npm run verify` makes everything anew that it says'

/** Sent as it is read: a bundle may be larger than the memory. */
function sendBundle(reply: FastifyReply, { pieces, fileName }: Bundle) {
  reply.headers({ 'content-type': 'application/gzip', 'content-disposition': `attachment; filename="${fileName}"` })
  return reply.send(Readable.from(pieces))
}

/** What was to be guessed, and the seals of a contest's results, for officials. */
export function sealRoutes({
  seals,
  truths,
  tieForecasts,
}: {
  seals: SealsService
  truths: TruthService
  tieForecasts: TieForecastService
}): FastifyPluginAsyncTypebox {
  const decides = { guard: 'staff', action: 'results.decide', subject: 'contest' } as const
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/contests/:slug/rounds/:roundId/tie-forecast',
      config: { guard: 'staff', action: 'contest.read', subject: 'contest' },
      schema: { params: ForecastParams, querystring: ForecastQuery, response: { 200: TieForecast } },
      handler: (request) => tieForecasts.forecast(request.params.slug, request.params.roundId, request.query.entrants),
    })
    app.route({
      method: 'GET',
      url: '/contests/:slug/rounds/:roundId/prediction-truth',
      config: decides,
      schema: { params: TruthParams, response: { 200: TruthPreview } },
      handler: (request) => truths.preview(request.by, request.params.slug, request.params.roundId),
    })
    app.route({
      method: 'PUT',
      url: '/contests/:slug/rounds/:roundId/prediction-truth',
      config: decides,
      schema: { params: TruthParams, body: TruthEntry, response: { 200: TruthPreview } },
      handler: (request) => truths.enter(request.by, request.params.slug, request.params.roundId, request.body),
    })
    app.route({
      method: 'GET',
      url: '/contests/:slug/seals',
      config: { guard: 'staff', action: 'contest.read', subject: 'contest' },
      schema: { params: ContestParams, response: { 200: SealList } },
      handler: (request) => seals.list(request.params.slug),
    })
    app.route({
      method: 'POST',
      url: '/contests/:slug/seals',
      config: decides,
      schema: { params: ContestParams, body: SealRequest, response: { 202: SealView } },
      handler: async (request, reply) => reply.code(202).send(await seals.ask(request.by, request.params.slug, request.body)),
    })
    app.route({
      method: 'GET',
      url: '/contests/:slug/seals/:sealNumber/full-bundle',
      config: { guard: 'staff', action: 'audit.read', subject: 'contest' },
      schema: { params: SealParams, description: `For auditors, with keys and answers. ${description}` },
      handler: async (request, reply) => sendBundle(reply, await seals.file(request.params.slug, request.params.sealNumber, 'full')),
    })
    app.route({
      method: 'GET',
      url: '/contests/:slug/seals/:sealNumber/public-bundle',
      config: { guard: 'staff', action: 'contest.read', subject: 'contest' },
      schema: { params: SealParams, description },
      handler: async (request, reply) => sendBundle(reply, await seals.file(request.params.slug, request.params.sealNumber, 'public')),
    })
  }
}

/** Sealed results as everybody may have them, once they are published. */
export function publishedSealRoutes({ seals }: { seals: SealsService }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/contests/:slug/seals',
      config: { guard: 'public' },
      schema: { params: ContestParams, response: { 200: PublishedSeals } },
      handler: (request) => seals.published(request.params.slug),
    })
    app.route({
      method: 'GET',
      url: '/contests/:slug/seals/:sealNumber/bundle',
      config: { guard: 'public' },
      schema: { params: SealParams, description },
      handler: async (request, reply) => sendBundle(reply, await seals.publishedFile(request.params.slug, request.params.sealNumber)),
    })
  }
}

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import {
  AttemptClock,
  AttemptParams,
  AttemptView,
  Receipt,
  SaveReply,
  SaveRequest,
  StartParams,
  StartRequest,
  SubmitRequest,
} from '../../contract/attempts.ts'
import type { AttemptsService } from './attempts-service.ts'

export function attemptRoutes({ attempts }: { attempts: AttemptsService }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'POST',
      url: '/rounds/:roundId/attempts',
      config: { guard: 'contestant' },
      schema: { params: StartParams, body: StartRequest, response: { 200: AttemptView } },
      handler: (request) => attempts.start(request.contestant, request.params.roundId, request.body, request.receivedAtMs),
    })
    app.route({
      method: 'POST',
      url: '/attempts/:attemptId/answers',
      config: { guard: 'attempt' },
      schema: { params: AttemptParams, body: SaveRequest, response: { 200: SaveReply } },
      handler: (request) => attempts.save(request.bearer, request.body, request.receivedAtMs),
    })
    app.route({
      method: 'POST',
      url: '/attempts/:attemptId/submission',
      config: { guard: 'attempt' },
      schema: { params: AttemptParams, body: SubmitRequest, response: { 200: Receipt } },
      handler: (request) => attempts.submit(request.bearer, request.body.actionId, request.receivedAtMs),
    })
    app.route({
      method: 'GET',
      url: '/attempts/:attemptId',
      config: { guard: 'attempt-or-contestant' },
      schema: { params: AttemptParams, response: { 200: AttemptView } },
      handler: (request) => attempts.view(request.bearer),
    })
    app.route({
      method: 'GET',
      url: '/attempts/:attemptId/clock',
      config: { guard: 'attempt' },
      schema: { params: AttemptParams, response: { 200: AttemptClock } },
      handler: (request) => attempts.clockOf(request.bearer),
    })
  }
}

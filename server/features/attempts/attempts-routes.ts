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
import { type DisplayedAttempt, writeAttempt } from './displayed-paper.ts'

// bytes ready to be sent; the framework takes them as they are, only its types ask for text
const writesAttempts = () => (attempt: unknown) => writeAttempt(attempt as DisplayedAttempt) as unknown as string

export function attemptRoutes({ attempts }: { attempts: AttemptsService }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'POST',
      url: '/rounds/:roundId/attempts',
      config: { guard: 'contestant' },
      schema: { params: StartParams, body: StartRequest, response: { 200: AttemptView } },
      serializerCompiler: writesAttempts,
      handler: async (request) => asView(await attempts.start(request.contestant, request.params.roundId, request.body, request.receivedAtMs)),
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
      serializerCompiler: writesAttempts,
      handler: async (request) => asView(await attempts.view(request.bearer)),
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

/** Its questions are already written; the serializer above puts them in their place. */
function asView(attempt: DisplayedAttempt): AttemptView {
  return attempt as unknown as AttemptView
}

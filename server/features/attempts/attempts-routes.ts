import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import {
  AttemptClock,
  AttemptParams,
  AttemptView,
  ClockReading,
  KeptReceipt,
  NextReply,
  NextRequest,
  Receipt,
  SaveReply,
  SaveRequest,
  StartParams,
  StartRequest,
  SubmitRequest,
} from '../../contract/attempts.ts'
import { LanguageQuery } from '../../contract/primitives.ts'
import type { AttemptsService } from './attempts-service.ts'
import { type DisplayedAttempt, type DisplayedNext, writeDisplayed } from './displayed-paper.ts'
import { keptReceipt } from './kept-receipt.ts'

// bytes ready to be sent; the framework takes them as they are, only its types ask for text
const writesPapers = () => (displayed: unknown) => writeDisplayed(displayed as DisplayedAttempt) as unknown as string

type LimitRule = { name: string; burst: number; everyMs: number }
type Dependencies = { attempts: AttemptsService; takeFromLimit(rule: LimitRule, who: string): Promise<void> }

/** Of one person: enough for somebody who mistypes, nothing for somebody who tries them all. */
const accessCodeTries = { name: 'access-code', burst: 10, everyMs: 30_000 }

export function attemptRoutes({ attempts, takeFromLimit }: Dependencies): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'POST',
      url: '/rounds/:roundId/attempts',
      config: { guard: 'contestant' },
      schema: { params: StartParams, headers: ClockReading, body: StartRequest, response: { 200: AttemptView } },
      serializerCompiler: writesPapers,
      handler: async (request) => {
        const { contestant, params, body, receivedAtMs } = request
        // right or wrong: a limit on wrong ones alone would still tell them apart
        if (body.accessCode !== undefined) await takeFromLimit(accessCodeTries, contestant.contestantId)
        return asView(await attempts.start(contestant, params.roundId, { ...body, skewMs: skewOf(request) }, receivedAtMs))
      },
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
      url: '/attempts/:attemptId/next',
      config: { guard: 'attempt' },
      schema: { params: AttemptParams, body: NextRequest, response: { 200: NextReply } },
      serializerCompiler: writesPapers,
      handler: async (request) => asView(await attempts.next(request.bearer, request.body.from, request.receivedAtMs)),
    })
    app.route({
      method: 'POST',
      url: '/attempts/:attemptId/submission',
      config: { guard: 'attempt' },
      schema: { params: AttemptParams, headers: ClockReading, body: SubmitRequest, response: { 200: Receipt } },
      handler: (request) => attempts.submit(request.bearer, request.body.actionId, request.receivedAtMs, skewOf(request)),
    })
    app.route({
      method: 'GET',
      url: '/attempts/:attemptId/receipt',
      config: { guard: 'attempt-or-contestant' },
      schema: { params: AttemptParams, querystring: LanguageQuery, response: { 200: KeptReceipt } },
      handler: async (request) => keptReceipt(await attempts.receipt(request.bearer), request.query.lang ?? 'vi'),
    })
    app.route({
      method: 'GET',
      url: '/attempts/:attemptId',
      config: { guard: 'attempt-or-contestant' },
      schema: { params: AttemptParams, response: { 200: AttemptView } },
      serializerCompiler: writesPapers,
      handler: async (request) => asView(await attempts.view(request.bearer)),
    })
    app.route({
      method: 'GET',
      url: '/attempts/:attemptId/clock',
      config: { guard: 'attempt' },
      schema: { params: AttemptParams, headers: ClockReading, response: { 200: AttemptClock } },
      handler: (request) => attempts.clockOf(request.bearer, skewOf(request)),
    })
  }
}

/** Its questions are already written; the serializer above puts them in their place. */
function asView<Displayed extends DisplayedAttempt | DisplayedNext>(displayed: Displayed) {
  return displayed as unknown as Displayed extends DisplayedAttempt ? AttemptView : NextReply
}

/** How far the clock of the device is ahead, by what it said when it asked; nothing is decided by it. */
function skewOf({ headers, receivedAtMs }: Pick<FastifyRequest, 'headers' | 'receivedAtMs'>): number | undefined {
  const readingMs = Number(headers['x-hoithi-clock'])
  return Number.isNaN(readingMs) ? undefined : Math.round(Math.max(-mostSkewMs, Math.min(mostSkewMs, readingMs - receivedAtMs)))
}
const mostSkewMs = 2 ** 31 - 1

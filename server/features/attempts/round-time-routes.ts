import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import {
  ExtendRunningReply,
  ExtendRunningRequest,
  OverrideList,
  OverrideReply,
  OverrideRequest,
  StaffRoundParams,
} from '../../contract/attempt-acts.ts'
import type { RoundTimeService } from './round-time-service.ts'

const onRound = { guard: 'staff', action: 'attempt.extend', subject: 'contest' } as const

/** Time beyond the rules of a round. */
export function roundTimeRoutes({ roundTime }: { roundTime: RoundTimeService }): FastifyPluginAsyncTypebox {
  const url = '/contests/:slug/rounds/:roundId'
  const params = StaffRoundParams
  return async (app) => {
    app.route({
      method: 'GET',
      url: `${url}/overrides`,
      config: onRound,
      schema: { params, response: { 200: OverrideList } },
      handler: (request) => roundTime.overrides(request.params),
    })
    app.route({
      method: 'POST',
      url: `${url}/overrides`,
      config: onRound,
      schema: { params, body: OverrideRequest, response: { 200: OverrideReply } },
      handler: (request) => roundTime.override(request.params, request.body, request.staff, request.by),
    })
    app.route({
      method: 'POST',
      url: `${url}/extensions`,
      config: onRound,
      schema: { params, body: ExtendRunningRequest, response: { 200: ExtendRunningReply } },
      handler: (request) => roundTime.extendRunning(request.params, request.body, request.staff, request.by),
    })
  }
}

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { AttemptActRequest, AttemptAfterAct, MoreTimeRequest, StaffAttemptParams } from '../../contract/attempt-acts.ts'
import type { AttemptActsService } from './attempt-acts-service.ts'

const onAttempt = (action: 'attempt.void' | 'attempt.reopen' | 'attempt.extend') => ({ guard: 'staff', action, subject: 'attempt' }) as const

/** What officials and support do to one attempt. */
export function attemptActRoutes({ attemptActs }: { attemptActs: AttemptActsService }): FastifyPluginAsyncTypebox {
  const url = '/contests/:slug/attempts/:attemptId'
  const schema = { params: StaffAttemptParams, response: { 200: AttemptAfterAct } }
  return async (app) => {
    app.route({
      method: 'POST',
      url: `${url}/void`,
      config: onAttempt('attempt.void'),
      schema: { ...schema, body: AttemptActRequest },
      handler: (request) => attemptActs.void(request.params, request.body, request.by),
    })
    app.route({
      method: 'POST',
      url: `${url}/reinstatement`,
      config: onAttempt('attempt.void'),
      schema: { ...schema, body: AttemptActRequest },
      handler: (request) => attemptActs.reinstate(request.params, request.body, request.by),
    })
    app.route({
      method: 'POST',
      url: `${url}/reopening`,
      config: onAttempt('attempt.reopen'),
      schema: { ...schema, body: MoreTimeRequest },
      handler: (request) => attemptActs.reopen(request.params, request.body, request.staff, request.by),
    })
    app.route({
      method: 'POST',
      url: `${url}/extension`,
      config: onAttempt('attempt.extend'),
      schema: { ...schema, body: MoreTimeRequest },
      handler: (request) => attemptActs.extend(request.params, request.body, request.staff, request.by),
    })
  }
}

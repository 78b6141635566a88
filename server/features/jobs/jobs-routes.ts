import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { JobKindParams, JobList, JobRetry, JobsRetried } from '../../contract/jobs.ts'
import type { JobsService } from './jobs-service.ts'

/** Work in the background: what waits, runs and fails. */
export function jobRoutes({ jobs }: { jobs: JobsService }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/jobs',
      config: { guard: 'staff', action: 'service.read', subject: 'installation' },
      schema: { response: { 200: JobList } },
      handler: () => jobs.list(),
    })
    app.route({
      method: 'POST',
      url: '/jobs/:jobKind/retry',
      config: { guard: 'staff', action: 'service.write', subject: 'installation' },
      schema: { params: JobKindParams, body: JobRetry, response: { 200: JobsRetried } },
      handler: (request) => jobs.retry(request.by, request.params.jobKind, request.body.jobId),
    })
  }
}

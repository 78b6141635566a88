import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ContestParams } from '../../contract/contests.ts'
import { NoticeList } from '../../contract/notices.ts'
import type { NoticesService } from './notices-service.ts'

const keptForSeconds = 5

/** For everybody; whoever sits an attempt learns from its clock that there is a new one. */
export function noticeRoutes({ notices }: { notices: NoticesService }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/contests/:slug/notices',
      config: { guard: 'public', cacheSeconds: keptForSeconds },
      schema: { params: ContestParams, response: { 200: NoticeList } },
      handler: (request) => notices.of(request.params.slug),
    })
  }
}

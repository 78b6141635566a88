import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { LanguageQuery } from '../../contract/primitives.ts'
import { QuestionStatistics, QuestionStatisticsParams } from '../../contract/statistics.ts'
import type { StatisticsService } from './statistics-service.ts'

export function statisticsRoutes({ statistics }: { statistics: StatisticsService }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/bank/questions/:questionId/statistics',
      config: { guard: 'staff', action: 'bank.read', subject: 'installation' },
      schema: {
        description: 'What each revision of a question turned out to be in real attempts, and why it needs a look',
        params: QuestionStatisticsParams,
        querystring: LanguageQuery,
        response: { 200: QuestionStatistics },
      },
      handler: (request) => statistics.of(request.params.questionId, request.query.lang ?? 'vi'),
    })
  }
}

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { AttemptParams, AttemptReview } from '../../contract/attempts.ts'
import type { ReviewsService } from './reviews-service.ts'

export function reviewRoutes({ reviews }: { reviews: ReviewsService }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/attempts/:attemptId/review',
      config: { guard: 'attempt-or-contestant' },
      schema: {
        description: "One's own paper with right answers, and explanations where the round shows them; refused until then",
        params: AttemptParams,
        response: { 200: AttemptReview },
      },
      handler: (request) => reviews.reviewOf(request.bearer),
    })
  }
}

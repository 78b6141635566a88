import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { RoundParams } from '../../contract/blueprints.ts'
import {
  ChangeImpact,
  ContestDesk,
  ContestRulesAct,
  ContestRulesChange,
  ContestRulesImpact,
  OfficialAct,
  OfficialChange,
} from '../../contract/contest-desk.ts'
import { ContestParams } from '../../contract/contests.ts'
import { LanguageQuery } from '../../contract/primitives.ts'
import type { ContestChangesService } from './contest-changes-service.ts'
import type { OfficialChangesService } from './official-changes-service.ts'

const config = { guard: 'staff', action: 'contest.write', subject: 'contest' } as const

type Dependencies = { officialChanges: OfficialChangesService; contestChanges: ContestChangesService }

export function officialChangeRoutes({ officialChanges, contestChanges }: Dependencies): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'POST',
      url: '/contests/:slug/rounds/:roundId/changes/impact',
      config,
      schema: {
        description: 'What a change of a round that was opened would come to; nothing is changed',
        params: RoundParams,
        querystring: LanguageQuery,
        body: OfficialChange,
        response: { 200: ChangeImpact },
      },
      handler: ({ params, query, body }) => officialChanges.impact({ slug: params.slug, language: query.lang ?? 'vi' }, params.roundId, body),
    })
    app.route({
      method: 'POST',
      url: '/contests/:slug/rounds/:roundId/changes',
      config,
      schema: {
        description: 'Changes a round that was opened: with the impact that was seen, a reason, and a notice that participants read',
        params: RoundParams,
        querystring: LanguageQuery,
        body: OfficialAct,
        response: { 200: ContestDesk },
      },
      handler: ({ params, query, body, by }) => officialChanges.decide({ slug: params.slug, by, language: query.lang ?? 'vi' }, params.roundId, body),
    })
    app.route({
      method: 'POST',
      url: '/contests/:slug/changes/impact',
      config,
      schema: {
        description: 'What other rules of a contest that has begun would come to; nothing is changed',
        params: ContestParams,
        querystring: LanguageQuery,
        body: ContestRulesChange,
        response: { 200: ContestRulesImpact },
      },
      handler: ({ params, query, body }) => contestChanges.impact({ slug: params.slug, language: query.lang ?? 'vi' }, body),
    })
    app.route({
      method: 'POST',
      url: '/contests/:slug/changes',
      config,
      schema: {
        description: 'Changes the rules of a contest that has begun: with the impact that was seen, a reason, and a notice that participants read',
        params: ContestParams,
        querystring: LanguageQuery,
        body: ContestRulesAct,
        response: { 200: ContestDesk },
      },
      handler: ({ params, query, body, by }) => contestChanges.decide({ slug: params.slug, by, language: query.lang ?? 'vi' }, body),
    })
  }
}

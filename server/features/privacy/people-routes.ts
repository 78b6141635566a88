import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { ContestParams } from '../../contract/contests.ts'
import { LanguageQuery } from '../../contract/primitives.ts'
import {
  FoundPeople,
  NewRejoinCode,
  PeopleQuery,
  PersonFile,
  PersonParams,
  PrivacyChange,
  PrivacyView,
  RejoinCodeRequest,
  StaffCorrection,
  WithReason,
} from '../../contract/privacy.ts'
import { consentPage } from './consent-page.ts'
import type { PeopleService } from './people-service.ts'
import { printedPagePolicy } from './printed-page.ts'
import type { RetentionService } from './retention-service.ts'

const params = PersonParams
const onPerson = (action: 'people.read' | 'people.correct' | 'people.release' | 'people.erase') =>
  ({ guard: 'staff', action, subject: 'contestant' }) as const

type Dependencies = { peopleDesk: PeopleService; retention: RetentionService }

/** People as staff meet them: found, looked at, corrected with a reason. */
export function peopleRoutes({ peopleDesk, retention }: Dependencies): FastifyPluginAsyncTypebox {
  const people = '/contests/:slug/people'
  const person = `${people}/:contestantId`
  return async (app) => {
    app.route({
      method: 'GET',
      url: people,
      config: { guard: 'staff', action: 'people.read', subject: 'contest-branches', limit: { name: 'people', burst: 60, everyMs: 1_000 } },
      schema: { params: ContestParams, querystring: PeopleQuery, response: { 200: FoundPeople } },
      handler: (request) => peopleDesk.search(request.params.slug, request.query, request.staff, request.by),
    })
    app.route({
      method: 'GET',
      url: person,
      config: onPerson('people.read'),
      schema: { params, response: { 200: PersonFile } },
      handler: (request) => peopleDesk.look(request.params, request.by),
    })
    app.route({
      method: 'PATCH',
      url: person,
      config: onPerson('people.correct'),
      schema: { params, body: StaffCorrection, response: { 200: PersonFile } },
      handler: (request) => peopleDesk.correct(request.params, request.body, request.staff, request.by),
    })
    app.route({
      method: 'GET',
      url: `${person}/consents`,
      config: onPerson('people.read'),
      schema: { params, querystring: LanguageQuery, response: { 200: Type.String({ description: 'The record of consents as a page to print' }) } },
      handler: async (request, reply) =>
        reply
          .header('content-security-policy', printedPagePolicy)
          .type('text/html; charset=utf-8')
          .send(consentPage(await peopleDesk.look(request.params, request.by), request.query.lang ?? 'vi')),
    })
    app.route({
      method: 'POST',
      url: `${person}/release`,
      config: onPerson('people.release'),
      schema: { params, body: WithReason, response: { 204: Type.Null() } },
      handler: async (request, reply) => {
        await peopleDesk.release(request.params, request.body.reason, request.by)
        return reply.code(204).send(null)
      },
    })
    app.route({
      method: 'POST',
      url: `${person}/rejoin-code`,
      config: onPerson('people.release'),
      schema: { params, body: RejoinCodeRequest, response: { 200: NewRejoinCode } },
      handler: (request) => peopleDesk.renewRejoinCode(request.params, request.body, request.by),
    })
    app.route({
      method: 'POST',
      url: `${person}/erasure`,
      config: onPerson('people.erase'),
      schema: { params, body: WithReason, response: { 204: Type.Null() } },
      handler: async (request, reply) => {
        await peopleDesk.erase(request.params, request.body.reason, request.by)
        return reply.code(204).send(null)
      },
    })
    app.route({
      method: 'GET',
      url: '/contests/:slug/privacy',
      config: { guard: 'staff', action: 'contest.read', subject: 'contest' },
      schema: { params: ContestParams, response: { 200: PrivacyView } },
      handler: (request) => retention.view(request.params.slug),
    })
    app.route({
      method: 'PUT',
      url: '/contests/:slug/privacy',
      config: { guard: 'staff', action: 'retention.write', subject: 'contest' },
      schema: { params: ContestParams, body: PrivacyChange, response: { 200: PrivacyView } },
      handler: async (request) => {
        await retention.declare(request.params.slug, request.body, request.by)
        return retention.view(request.params.slug)
      },
    })
  }
}

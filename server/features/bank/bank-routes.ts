import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import {
  Amendment,
  AmendmentList,
  AmendmentRequest,
  BankPage,
  BankQuery,
  BankSettings,
  BankTopic,
  BankTopicList,
  DiffQuery,
  DuplicatesPage,
  DuplicatesQuery,
  FilingRequest,
  FilingResult,
  NewQuestionRequest,
  NewTopic,
  QuestionParams,
  QuestionView,
  RevisionDiff,
  RevisionParams,
  RevisionReply,
  RevisionRequest,
  TopicChange,
  TopicMerge,
  TopicParams,
  TransitionRequest,
  TransitionResult,
} from '../../contract/bank.ts'
import type { AlikeFinder } from './alike-finder.ts'
import type { AmendmentsService } from './amendments-service.ts'
import { refuseUnlessMay } from './bank-rules.ts'
import type { BankService } from './bank-service.ts'
import type { TopicsService } from './topics-service.ts'

const guard = 'staff'
/** A question may be long; still far below what an upload may be. */
const mostQuestionBytes = 1024 * 1024

type Dependencies = { bank: BankService; topics: TopicsService; amendments: AmendmentsService; alike: AlikeFinder }

export function bankRoutes({ bank, topics, amendments, alike }: Dependencies): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/bank/questions',
      config: { guard },
      schema: { querystring: BankQuery, response: { 200: BankPage } },
      handler: (request) => {
        refuseUnlessMay(request.staff, 'read')
        return bank.page(request.query)
      },
    })
    app.route({
      method: 'POST',
      url: '/bank/questions',
      config: { guard },
      bodyLimit: mostQuestionBytes,
      schema: { body: NewQuestionRequest, response: { 200: RevisionReply } },
      handler: (request) => {
        refuseUnlessMay(request.staff, 'write')
        return bank.create(request.staff.id, request.body)
      },
    })
    app.route({
      method: 'GET',
      url: '/bank/questions/:questionId',
      config: { guard },
      schema: { params: QuestionParams, response: { 200: QuestionView } },
      handler: (request) => {
        refuseUnlessMay(request.staff, 'read')
        return bank.view(request.params.questionId)
      },
    })
    app.route({
      method: 'POST',
      url: '/bank/questions/:questionId/revisions',
      config: { guard },
      bodyLimit: mostQuestionBytes,
      schema: { params: QuestionParams, body: RevisionRequest, response: { 200: RevisionReply } },
      handler: (request) => {
        refuseUnlessMay(request.staff, 'write')
        return bank.revise(request.staff.id, request.params.questionId, request.body)
      },
    })
    app.route({
      method: 'GET',
      url: '/bank/questions/:questionId/diff',
      config: { guard },
      schema: { params: QuestionParams, querystring: DiffQuery, response: { 200: RevisionDiff } },
      handler: (request) => {
        refuseUnlessMay(request.staff, 'read')
        return bank.diff(request.params.questionId, request.query.from, request.query.to)
      },
    })
    app.route({
      method: 'POST',
      url: '/bank/transitions',
      config: { guard },
      schema: { body: TransitionRequest, response: { 200: TransitionResult } },
      handler: (request) => {
        refuseUnlessMay(request.staff, request.body.transition)
        return bank.move(request.staff.id, request.body)
      },
    })
    app.route({
      method: 'POST',
      url: '/bank/filings',
      config: { guard },
      schema: { body: FilingRequest, response: { 200: FilingResult } },
      handler: (request) => {
        refuseUnlessMay(request.staff, 'file')
        return bank.file(request.staff.id, request.body)
      },
    })
    app.route({
      method: 'GET',
      url: '/bank/duplicates',
      config: { guard },
      schema: { querystring: DuplicatesQuery, response: { 200: DuplicatesPage } },
      handler: (request) => {
        refuseUnlessMay(request.staff, 'read')
        return alike.duplicates(request.query.after)
      },
    })
    app.route({
      method: 'GET',
      url: '/bank/settings',
      config: { guard },
      schema: { response: { 200: BankSettings } },
      handler: (request) => {
        refuseUnlessMay(request.staff, 'read')
        return bank.settings()
      },
    })
    app.route({
      method: 'PUT',
      url: '/bank/settings',
      config: { guard },
      schema: { body: BankSettings, response: { 200: BankSettings } },
      handler: (request) => {
        refuseUnlessMay(request.staff, 'settings')
        return bank.changeSettings(request.staff.id, request.body)
      },
    })
    app.route({
      method: 'GET',
      url: '/bank/topics',
      config: { guard },
      schema: { response: { 200: BankTopicList } },
      handler: (request) => {
        refuseUnlessMay(request.staff, 'read')
        return topics.list()
      },
    })
    app.route({
      method: 'POST',
      url: '/bank/topics',
      config: { guard },
      schema: { body: NewTopic, response: { 200: BankTopic } },
      handler: (request) => {
        refuseUnlessMay(request.staff, 'file')
        return topics.create(request.staff.id, request.body)
      },
    })
    app.route({
      method: 'PATCH',
      url: '/bank/topics/:topicId',
      config: { guard },
      schema: { params: TopicParams, body: TopicChange, response: { 200: BankTopic } },
      handler: (request) => {
        refuseUnlessMay(request.staff, 'file')
        return topics.change(request.staff.id, request.params.topicId, request.body)
      },
    })
    app.route({
      method: 'POST',
      url: '/bank/topics/:topicId/merge',
      config: { guard },
      schema: { params: TopicParams, body: TopicMerge, response: { 200: BankTopic } },
      handler: (request) => {
        refuseUnlessMay(request.staff, 'file')
        return topics.merge(request.staff.id, request.params.topicId, request.body.intoTopicId)
      },
    })
    app.route({
      method: 'GET',
      url: '/bank/revisions/:revisionId/amendments',
      config: { guard },
      schema: { params: RevisionParams, response: { 200: AmendmentList } },
      handler: (request) => {
        refuseUnlessMay(request.staff, 'read')
        return amendments.list(request.params.revisionId)
      },
    })
    app.route({
      method: 'POST',
      url: '/bank/revisions/:revisionId/amendments',
      config: { guard },
      schema: { params: RevisionParams, body: AmendmentRequest, response: { 200: Amendment } },
      handler: (request) => {
        refuseUnlessMay(request.staff, 'amend')
        return amendments.amend(request.staff.id, request.params.revisionId, request.body)
      },
    })
  }
}

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
import type { AlikePairsService } from './alike-pairs-service.ts'
import type { AmendmentsService } from './amendments-service.ts'
import { bankRoute, refuseUnlessMay } from './bank-rules.ts'
import type { BankService } from './bank-service.ts'
import type { TopicsService } from './topics-service.ts'

/** A question may be long; still far below what an upload may be. */
const mostQuestionBytes = 1024 * 1024

type Dependencies = { bank: BankService; topics: TopicsService; amendments: AmendmentsService; alikePairs: AlikePairsService }

export function bankRoutes({ bank, topics, amendments, alikePairs }: Dependencies): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/bank/questions',
      config: bankRoute('read'),
      schema: { querystring: BankQuery, response: { 200: BankPage } },
      handler: (request) => bank.page(request.query),
    })
    app.route({
      method: 'POST',
      url: '/bank/questions',
      config: bankRoute('write'),
      bodyLimit: mostQuestionBytes,
      schema: { body: NewQuestionRequest, response: { 200: RevisionReply } },
      handler: (request) => bank.create(request.by, request.body),
    })
    app.route({
      method: 'GET',
      url: '/bank/questions/:questionId',
      config: bankRoute('read'),
      schema: { params: QuestionParams, response: { 200: QuestionView } },
      handler: (request) => bank.view(request.params.questionId),
    })
    app.route({
      method: 'POST',
      url: '/bank/questions/:questionId/revisions',
      config: bankRoute('write'),
      bodyLimit: mostQuestionBytes,
      schema: { params: QuestionParams, body: RevisionRequest, response: { 200: RevisionReply } },
      handler: (request) => bank.revise(request.by, request.params.questionId, request.body),
    })
    app.route({
      method: 'GET',
      url: '/bank/questions/:questionId/diff',
      config: bankRoute('read'),
      schema: { params: QuestionParams, querystring: DiffQuery, response: { 200: RevisionDiff } },
      handler: (request) => bank.diff(request.params.questionId, request.query.from, request.query.to),
    })
    app.route({
      method: 'POST',
      url: '/bank/transitions',
      config: bankRoute('read'),
      schema: { body: TransitionRequest, response: { 200: TransitionResult } },
      handler: (request) => {
        // which step it is stands in the body
        refuseUnlessMay(request.staff, request.body.transition)
        return bank.move(request.by, request.body)
      },
    })
    app.route({
      method: 'POST',
      url: '/bank/filings',
      config: bankRoute('file'),
      schema: { body: FilingRequest, response: { 200: FilingResult } },
      handler: (request) => bank.file(request.by, request.body),
    })
    app.route({
      method: 'GET',
      url: '/bank/duplicates',
      config: bankRoute('read'),
      schema: { querystring: DuplicatesQuery, response: { 200: DuplicatesPage } },
      handler: (request) => alikePairs.page(request.query),
    })
    app.route({
      method: 'GET',
      url: '/bank/settings',
      config: bankRoute('read'),
      schema: { response: { 200: BankSettings } },
      handler: () => bank.settings(),
    })
    app.route({
      method: 'PUT',
      url: '/bank/settings',
      config: bankRoute('settings'),
      schema: { body: BankSettings, response: { 200: BankSettings } },
      handler: (request) => bank.changeSettings(request.by, request.body),
    })
    app.route({
      method: 'GET',
      url: '/bank/topics',
      config: bankRoute('read'),
      schema: { response: { 200: BankTopicList } },
      handler: () => topics.list(),
    })
    app.route({
      method: 'POST',
      url: '/bank/topics',
      config: bankRoute('file'),
      schema: { body: NewTopic, response: { 200: BankTopic } },
      handler: (request) => topics.create(request.by, request.body),
    })
    app.route({
      method: 'PATCH',
      url: '/bank/topics/:topicId',
      config: bankRoute('file'),
      schema: { params: TopicParams, body: TopicChange, response: { 200: BankTopic } },
      handler: (request) => topics.change(request.by, request.params.topicId, request.body),
    })
    app.route({
      method: 'POST',
      url: '/bank/topics/:topicId/merge',
      config: bankRoute('file'),
      schema: { params: TopicParams, body: TopicMerge, response: { 200: BankTopic } },
      handler: (request) => topics.merge(request.by, request.params.topicId, request.body.intoTopicId),
    })
    app.route({
      method: 'GET',
      url: '/bank/revisions/:revisionId/amendments',
      config: bankRoute('read'),
      schema: { params: RevisionParams, response: { 200: AmendmentList } },
      handler: (request) => amendments.list(request.params.revisionId),
    })
    app.route({
      method: 'POST',
      url: '/bank/revisions/:revisionId/amendments',
      config: bankRoute('amend'),
      schema: { params: RevisionParams, body: AmendmentRequest, response: { 200: Amendment } },
      handler: (request) => amendments.amend(request.by, request.params.revisionId, request.body),
    })
  }
}

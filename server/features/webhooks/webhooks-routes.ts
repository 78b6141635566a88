import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { ContestParams } from '../../contract/contests.ts'
import {
  CreatedWebhook,
  CreatedWebhookSecret,
  DeliveriesQuery,
  NewWebhook,
  NewWebhookSecret,
  WebhookChange,
  WebhookDeliveries,
  WebhookList,
  WebhookParams,
  WebhookReplay,
  WebhooksReplayed,
  WebhookTested,
  WebhookView,
} from '../../contract/webhooks.ts'
import type { WebhooksService } from './webhooks-service.ts'

const reading = { guard: 'staff', action: 'webhook.read', subject: 'webhook' } as const
const writing = { guard: 'staff', action: 'webhook.write', subject: 'webhook' } as const

export function webhookRoutes({ webhooks }: { webhooks: WebhooksService }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/webhooks',
      config: { ...reading, subject: 'installation' },
      schema: { description: 'Those that hear of all contests', response: { 200: WebhookList } },
      handler: () => webhooks.list(null),
    })
    app.route({
      method: 'POST',
      url: '/webhooks',
      config: { ...writing, subject: 'installation' },
      schema: { body: NewWebhook, response: { 201: CreatedWebhook } },
      handler: async (request, reply) => reply.code(201).send(await webhooks.create(request.by, null, request.body)),
    })
    app.route({
      method: 'GET',
      url: '/contests/:slug/webhooks',
      config: { ...reading, subject: 'contest' },
      schema: { params: ContestParams, response: { 200: WebhookList } },
      handler: (request) => webhooks.list(request.params.slug),
    })
    app.route({
      method: 'POST',
      url: '/contests/:slug/webhooks',
      config: { ...writing, subject: 'contest' },
      schema: { params: ContestParams, body: NewWebhook, response: { 201: CreatedWebhook } },
      handler: async (request, reply) => reply.code(201).send(await webhooks.create(request.by, request.params.slug, request.body)),
    })
    app.route({
      method: 'GET',
      url: '/webhooks/:webhookId',
      config: reading,
      schema: { params: WebhookParams, response: { 200: WebhookView } },
      handler: (request) => webhooks.one(request.params.webhookId),
    })
    app.route({
      method: 'PATCH',
      url: '/webhooks/:webhookId',
      config: writing,
      schema: { params: WebhookParams, body: WebhookChange, response: { 200: WebhookView } },
      handler: (request) => webhooks.change(request.by, request.params.webhookId, request.body),
    })
    app.route({
      method: 'DELETE',
      url: '/webhooks/:webhookId',
      config: writing,
      schema: { description: 'With everything that waits to be delivered', params: WebhookParams, response: { 204: Type.Null() } },
      handler: async (request, reply) => {
        await webhooks.remove(request.by, request.params.webhookId)
        return reply.code(204).send(null)
      },
    })
    app.route({
      method: 'POST',
      url: '/webhooks/:webhookId/secrets',
      config: writing,
      schema: { params: WebhookParams, body: NewWebhookSecret, response: { 201: CreatedWebhookSecret } },
      handler: async (request, reply) =>
        reply.code(201).send(await webhooks.addSecret(request.by, request.params.webhookId, request.body.keepFormerHours)),
    })
    app.route({
      method: 'POST',
      url: '/webhooks/:webhookId/test',
      config: { ...writing, limit: { name: 'webhook-test', burst: 10, everyMs: 6_000 } },
      schema: { description: 'Sends a delivery that means nothing', params: WebhookParams, response: { 202: WebhookTested } },
      handler: async (request, reply) => reply.code(202).send(await webhooks.test(request.by, request.params.webhookId)),
    })
    app.route({
      method: 'GET',
      url: '/webhooks/:webhookId/deliveries',
      config: reading,
      schema: { params: WebhookParams, querystring: DeliveriesQuery, response: { 200: WebhookDeliveries } },
      handler: (request) => webhooks.deliveries(request.params.webhookId, request.query),
    })
    app.route({
      method: 'POST',
      url: '/webhooks/:webhookId/replay',
      config: writing,
      schema: { params: WebhookParams, body: WebhookReplay, response: { 202: WebhooksReplayed } },
      handler: async (request, reply) => reply.code(202).send(await webhooks.replay(request.by, request.params.webhookId, request.body)),
    })
  }
}

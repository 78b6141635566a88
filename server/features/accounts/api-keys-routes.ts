import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ActReason, ApiKeyList, ApiKeyView, CreatedApiKey, KeyParams, NewApiKey } from '../../contract/accounts.ts'
import type { ApiKeysService } from './api-keys-service.ts'

const writing = { guard: 'staff', action: 'key.write', subject: 'anywhere' } as const

export function apiKeyRoutes({ apiKeys }: { apiKeys: ApiKeysService }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/keys',
      config: writing,
      schema: { response: { 200: ApiKeyList } },
      handler: (request) => apiKeys.list(request.staff),
    })
    app.route({
      method: 'POST',
      url: '/keys',
      config: writing,
      schema: { body: NewApiKey, response: { 201: CreatedApiKey } },
      handler: async (request, reply) => reply.code(201).send(await apiKeys.create(request.staff, request.by, request.body)),
    })
    app.route({
      method: 'POST',
      url: '/keys/:keyId/revocation',
      config: { ...writing, subject: 'key' },
      schema: { params: KeyParams, body: ActReason, response: { 200: ApiKeyView } },
      handler: (request) => apiKeys.revoke(request.staff, request.by, request.params.keyId, request.body.reason),
    })
  }
}
